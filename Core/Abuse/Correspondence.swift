/// What one mailbox is told about abuse: notices that can wait go together, and no answer goes twice (NOT-5).
package struct Correspondence: Entity {
    package enum Role: String, CaseIterable, Sendable {
        case holder, desk, reporter
    }

    package static let kind = "correspondence"
    package static let table = "correspondences"
    package static let references: [String] = []
    /// Lines that a digest shows; how many more there are, it says.
    package static let shown = 100
    /// Answers that are remembered.
    static let remembered = 200

    package let id: String
    /// Nil until something was wanted.
    package private(set) var reader: Reader?
    /// Notices that wait for the next digest.
    package private(set) var pending: [String] = []
    package private(set) var pendingCount: Int64 = 0
    package private(set) var digestDue: Moment?
    package private(set) var digests: Int64 = 0
    package private(set) var lastDigest: Moment?
    package private(set) var answers: [Answered] = []

    /// Who reads it.
    package struct Reader: Hashable, Sendable {
        package var role: Role
        package var contact: String
        package var language: Locale

        package init(role: Role, contact: String, language: Locale) {
            self.role = role
            self.contact = contact
            self.language = language
        }
    }

    package struct Answered: Hashable, Sendable {
        package let key: String
        package let at: Moment
    }

    package init(id: String) {
        self.id = id
    }

    package static func id(_ role: Role, _ contact: String, _ circumstances: Circumstances) -> String {
        circumstances.fixedId("correspondence \(role.rawValue) \(contact.lowercased())")
    }

    package func lastAnswer(_ key: String) -> Moment? { answers.last { $0.key == key }?.at }

    package mutating func apply(_ fact: CorrespondenceFact, at moment: Moment) {
        switch fact {
        case .deferred(let reader, let line, let due):
            self.reader = reader
            pendingCount += 1
            if pending.count < Correspondence.shown { pending.append(line) }
            digestDue = due
        case .digested:
            (pending, pendingCount, digestDue) = ([], 0, nil)
            digests += 1
            lastDigest = moment
        case .answered(let reader, let key):
            self.reader = reader
            answers.removeAll { $0.key == key }
            answers = Array((answers + [Answered(key: key, at: moment)]).suffix(Correspondence.remembered))
        }
    }

    package var row: Object {
        [
            "role": .text(reader?.role.rawValue), "contact": .text(reader?.contact),
            "language": .text(reader?.language.rawValue), "pending": .array(pending.map(Value.string)),
            "pending_count": .integer(pendingCount), "digest_due_at": .moment(digestDue), "digests": .integer(digests),
            "last_digest_at": .moment(lastDigest),
            "answers": .array(answers.map { ["key": .string($0.key), "at": .moment($0.at)] }),
        ]
    }

    package init(id: String, row: Object) throws(Failure) {
        let columns = Columns(of: Correspondence.table, id: id, row)
        self.init(id: id)
        reader = Reader(
            role: try columns.choice("role", of: Role.self), contact: try columns.text("contact"),
            language: try columns.choice("language", of: Locale.self))
        pending = (row["pending"]?.array ?? []).compactMap(\.string)
        pendingCount = try columns.integer("pending_count")
        digestDue = try columns.optionalMoment("digest_due_at")
        digests = try columns.integer("digests")
        lastDigest = try columns.optionalMoment("last_digest_at")
        answers = (row["answers"]?.array ?? []).compactMap { value in
            guard let key = value.object?["key"]?.string, let at = value.object?["at"]?.string.flatMap({ Moment(rfc3339: $0) })
            else { return nil }
            return Answered(key: key, at: at)
        }
    }
}
