/// What is known of a reporter from its closed cases, and from the desk.
package struct ReporterRecord: Hashable, Sendable {
    package enum Level: String, CaseIterable, Sendable {
        case neutral, trusted
        /// What it reports counts as if nobody had proved who it is.
        case distrusted
    }

    package var level = Level.neutral
    package var right: Int64 = 0
    package var wrong: Int64 = 0

    package init(level: Level = .neutral, right: Int64 = 0, wrong: Int64 = 0) {
        self.level = level
        self.right = right
        self.wrong = wrong
    }

    /// Percent of its judged cases that were right; nil where there is none.
    package var precision: Int64? { right + wrong == 0 ? nil : right * 100 / (right + wrong) }

    /// Reads the record of each of these identities.
    package static func ask(_ identities: [String]) -> Ask {
        Ask("abuse reporters", ["identities": .array(identities.map(Value.string))])
    }

    package static func found(_ identity: String, in answer: [Object]) -> ReporterRecord {
        guard let row = answer.first(where: { $0["identity"]?.string == identity }) else { return ReporterRecord() }
        return ReporterRecord(
            level: row["level"]?.string.flatMap(Level.init) ?? .neutral, right: row["right_cases"]?.integer ?? 0,
            wrong: row["wrong_cases"]?.integer ?? 0)
    }
}
