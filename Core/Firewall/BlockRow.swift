extension Block {
    package var row: Object {
        [
            "target": .text(target?.description),
            "prefix": .text(target?.prefix.description),
            "scope": .text(target?.scope.rawValue),
            "state": .text(state?.rawValue),
            "desired_until": .moment(until),
            "desired_since": .moment(since),
            "level": .integer(level),
            "revision": .integer(revision),
            "enforced_revision": .integer(enforced),
            "reason": .string(reason),
            "wishes": Block.value(of: wishes, \.object),
            "observed": Block.value(of: observed, \.object),
            "note": .text(note),
            "proposal": proposal.map { .object($0.object) } ?? .null,
            "ended_at": .moment(ended),
        ]
    }

    package init(id: String, row: Object) throws(Failure) {
        let columns = Columns(of: "blocks", id: id, row)
        self.init(id: id)
        guard let prefix = IPPrefix(try columns.text("prefix")) else { throw columns.unreadable("prefix") }
        target = BlockTarget(prefix, try columns.choice("scope", of: BlockScope.self))
        state = try columns.choice("state", of: State.self)
        until = try columns.optionalMoment("desired_until")
        since = try columns.moment("desired_since")
        level = try columns.integer("level")
        revision = try columns.integer("revision")
        enforced = try columns.integer("enforced_revision")
        reason = try columns.text("reason")
        wishes = try Block.read("wishes", row, columns, Wish.init)
        observed = try Block.read("observed", row, columns, Sighting.init)
        note = columns.optionalText("note")
        if let waiting = row["proposal"]?.object {
            guard let waiting = Proposal(waiting) else { throw columns.unreadable("proposal") }
            proposal = waiting
        }
        ended = try columns.optionalMoment("ended_at")
    }

    private static func value<Part>(of parts: [String: Part], _ object: (Part) -> Object) -> Value {
        .object(Object(parts.sorted { $0.key < $1.key }.map { Object.Member(name: $0.key, value: .object(object($0.value))) }))
    }

    private static func read<Part>(
        _ column: String, _ row: Object, _ columns: Columns, _ part: (Object) -> Part?
    ) throws(Failure) -> [String: Part] {
        guard let members = row[column]?.object?.members else { throw columns.unreadable(column) }
        var parts: [String: Part] = [:]
        for member in members {
            guard let read = member.value.object.flatMap(part) else { throw columns.unreadable(column) }
            parts[member.name] = read
        }
        return parts
    }
}
