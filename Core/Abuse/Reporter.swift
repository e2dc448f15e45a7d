/// Somebody who reports abuse, and how often that was right (ABU-7).
package struct Reporter: Entity {
    package static let kind = "reporter"
    package static let table = "reporters"
    package static let references: [String] = []

    package let id: String
    package private(set) var identity: String?
    package private(set) var record = ReporterRecord()
    /// Of its closed cases.
    package private(set) var reports: Int64 = 0
    package private(set) var judgedAt: Moment?
    package private(set) var levelledAt: Moment?

    package init(id: String) {
        self.id = id
    }

    /// The same for one identity for ever.
    package static func id(of identity: String, _ digest: (String) -> String) -> String {
        Circumstances.fixedId("reporter \(identity)", digest)
    }

    package mutating func apply(_ fact: ReporterFact, at moment: Moment) {
        switch fact {
        case .judged(let identity, _, let isRight, let reports):
            self.identity = identity
            if isRight { record.right += 1 } else { record.wrong += 1 }
            self.reports += reports
            judgedAt = moment
        case .levelled(let identity, let level, _, _):
            self.identity = identity
            record.level = level
            levelledAt = moment
        }
    }

    package var row: Object {
        [
            "identity": .text(identity), "level": .string(record.level.rawValue), "right_cases": .integer(record.right),
            "wrong_cases": .integer(record.wrong), "reports": .integer(reports), "judged_at": .moment(judgedAt),
            "levelled_at": .moment(levelledAt),
        ]
    }

    package init(id: String, row: Object) throws(Failure) {
        let columns = Columns(of: Reporter.table, id: id, row)
        self.init(id: id)
        identity = try columns.text("identity")
        record = ReporterRecord(
            level: try columns.choice("level", of: ReporterRecord.Level.self), right: try columns.integer("right_cases"),
            wrong: try columns.integer("wrong_cases"))
        reports = try columns.integer("reports")
        judgedAt = try columns.optionalMoment("judged_at")
        levelledAt = try columns.optionalMoment("levelled_at")
    }
}

extension Reporter {
    package static func judge(_ input: ReporterJudged) -> Decision<ReporterFact> {
        .record([
            .judged(identity: input.identity, abuseCase: input.abuseCase, isRight: input.isRight, reports: input.reports)
        ])
    }

    package static func level(_ input: ReporterTrusted, given reporter: Reporter?) -> Decision<ReporterFact> {
        if reporter?.record.level == input.level { return .ignore("nothing changes") }
        return .record([.levelled(identity: input.identity, input.level, by: input.by, reason: input.reason)])
    }
}

package enum ReporterFact: Fact {
    case judged(identity: String, abuseCase: String, isRight: Bool, reports: Int64)
    case levelled(identity: String, ReporterRecord.Level, by: String, reason: String)

    package var name: String {
        switch self {
        case .judged: "reporter.judged"
        case .levelled: "reporter.levelled"
        }
    }

    package var data: Object {
        switch self {
        case .judged(let identity, let abuseCase, let isRight, let reports):
            [
                "identity": .string(identity), "case": .string(abuseCase), "isRight": .bool(isRight),
                "reports": .integer(reports),
            ]
        case .levelled(let identity, let level, let by, let reason):
            [
                "identity": .string(identity), "level": .string(level.rawValue), "by": .string(by), "reason": .string(reason),
            ]
        }
    }

    package init?(name: String, data: Object) {
        guard let identity = data["identity"]?.string else { return nil }
        switch name {
        case "reporter.judged":
            guard let abuseCase = data["case"]?.string, let isRight = data["isRight"]?.bool,
                let reports = data["reports"]?.integer
            else { return nil }
            self = .judged(identity: identity, abuseCase: abuseCase, isRight: isRight, reports: reports)
        case "reporter.levelled":
            guard let level = data["level"]?.string.flatMap(ReporterRecord.Level.init), let by = data["by"]?.string,
                let reason = data["reason"]?.string
            else { return nil }
            self = .levelled(identity: identity, level, by: by, reason: reason)
        default: return nil
        }
    }
}
