package enum CorrespondenceFact: Fact {
    /// It waits for the digest of that moment.
    case deferred(Correspondence.Reader, line: String, due: Moment)
    /// One mail with all that waited.
    case digested(count: Int64)
    case answered(Correspondence.Reader, key: String)

    package var name: String {
        switch self {
        case .deferred: "correspondence.deferred"
        case .digested: "correspondence.digested"
        case .answered: "correspondence.answered"
        }
    }

    package var data: Object {
        switch self {
        case .deferred(let reader, let line, let due):
            reader.object.merging(["line": .string(line), "due": .moment(due)])
        case .digested(let count): ["count": .integer(count)]
        case .answered(let reader, let key): reader.object.merging(["key": .string(key)])
        }
    }

    package init?(name: String, data: Object) {
        switch name {
        case "correspondence.deferred":
            guard let reader = Correspondence.Reader(data), let line = data["line"]?.string,
                let due = data["due"]?.string.flatMap({ Moment(rfc3339: $0) })
            else { return nil }
            self = .deferred(reader, line: line, due: due)
        case "correspondence.digested":
            guard let count = data["count"]?.integer else { return nil }
            self = .digested(count: count)
        case "correspondence.answered":
            guard let reader = Correspondence.Reader(data), let key = data["key"]?.string else { return nil }
            self = .answered(reader, key: key)
        default: return nil
        }
    }
}

extension Correspondence.Reader {
    var object: Object {
        ["role": .string(role.rawValue), "contact": .string(contact), "language": .string(language.rawValue)]
    }

    init?(_ data: Object) {
        guard let role = data["role"]?.string.flatMap(Correspondence.Role.init), let contact = data["contact"]?.string,
            let language = data["language"]?.string.flatMap(Locale.init(rawValue:))
        else { return nil }
        self.init(role: role, contact: contact, language: language)
    }
}

extension Object {
    func merging(_ other: Object) -> Object {
        var merged = self
        for member in other.members { merged[member.name] = member.value }
        return merged
    }
}
