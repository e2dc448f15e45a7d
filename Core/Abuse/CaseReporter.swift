/// One reporter in a case, counted by identity however many reports it sends.
package struct CaseReporter: Hashable, Sendable {
    package let id: String
    package let identity: String
    /// Proved to be who it is, and not distrusted by the desk.
    package var isKnown: Bool
    /// The best of its reports.
    package var points: Int64
    package var reports: Int64
    /// Where its answer goes; nil where none may go.
    package var contact: String?
    /// The code of its one answer in this case, or `suppressed`.
    package var answer: String?
    /// It reported since the case was last over: what counts now.
    package var isCurrent: Bool

    package init(
        id: String, identity: String, isKnown: Bool, points: Int64, reports: Int64 = 1, contact: String?,
        answer: String? = nil, isCurrent: Bool = true
    ) {
        self.id = id
        self.identity = identity
        self.isKnown = isKnown
        self.points = points
        self.reports = reports
        self.contact = contact
        self.answer = answer
        self.isCurrent = isCurrent
    }

    var value: Value {
        [
            "id": .string(id), "identity": .string(identity), "isKnown": .bool(isKnown), "points": .integer(points),
            "reports": .integer(reports), "contact": .text(contact), "answer": .text(answer), "isCurrent": .bool(isCurrent),
        ]
    }

    init?(_ value: Value) {
        guard let object = value.object, let id = object["id"]?.string, let identity = object["identity"]?.string,
            let isKnown = object["isKnown"]?.bool, let points = object["points"]?.integer,
            let reports = object["reports"]?.integer, let isCurrent = object["isCurrent"]?.bool
        else { return nil }
        self.init(
            id: id, identity: identity, isKnown: isKnown, points: points, reports: reports,
            contact: object["contact"]?.string, answer: object["answer"]?.string, isCurrent: isCurrent)
    }
}
