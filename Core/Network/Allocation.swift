/// A block of addresses that is ours, for a time (ABU-5).
package struct Allocation: Entity {
    package static let kind = "prefix"
    package static let table = "prefixes"
    package static let references: [String] = []

    package let id: String
    package private(set) var prefix = IPPrefix(IPAddress(.v6, bits: 0))
    package private(set) var from = Moment(microseconds: 0)
    package private(set) var to: Moment?
    package private(set) var isProtected = false
    package private(set) var note: String?

    package init(id: String) {
        self.id = id
    }

    package mutating func apply(_ fact: AllocationFact, at moment: Moment) {
        switch fact {
        case .announced(let prefix, let from, let to, let isProtected, let note):
            self.prefix = prefix
            self.from = from
            self.to = to
            self.isProtected = isProtected
            self.note = note
        case .changed(let isProtected, let note):
            self.isProtected = isProtected
            self.note = note
        case .withdrawn(let to, _): self.to = to
        }
    }
}

extension Allocation {
    package var row: Object {
        [
            "prefix": .string(prefix.description), "valid_from": .moment(from), "valid_to": .moment(to),
            "protected": .bool(isProtected), "note": .text(note),
        ]
    }

    package init(id: String, row: Object) throws(Failure) {
        let columns = Columns(of: "prefixes", id: id, row)
        self.init(id: id)
        guard let prefix = IPPrefix(try columns.text("prefix")) else {
            throw .fatal("prefixes.prefix of \(id) cannot be read: run `guichet audit` and `guichet migrate --check`")
        }
        self.prefix = prefix
        from = try columns.moment("valid_from")
        to = try columns.optionalMoment("valid_to")
        isProtected = row["protected"]?.bool ?? true
        note = columns.optionalText("note")
    }
}
