package enum AllocationFact: Fact {
    case announced(IPPrefix, from: Moment, to: Moment?, isProtected: Bool, note: String?)
    case changed(isProtected: Bool, note: String?)
    case withdrawn(to: Moment, note: String?)

    package var name: String {
        switch self {
        case .announced: "prefix.announced"
        case .changed: "prefix.changed"
        case .withdrawn: "prefix.withdrawn"
        }
    }

    package var data: Object {
        switch self {
        case .announced(let prefix, let from, let to, let isProtected, let note):
            [
                "prefix": .string(prefix.description), "from": .moment(from), "to": .moment(to),
                "protected": .bool(isProtected), "note": .text(note),
            ]
        case .changed(let isProtected, let note): ["protected": .bool(isProtected), "note": .text(note)]
        case .withdrawn(let to, let note): ["to": .moment(to), "note": .text(note)]
        }
    }

    package init?(name: String, data: Object) {
        let to = data["to"]?.string.flatMap { Moment(rfc3339: $0) }
        let note = data["note"]?.string
        switch name {
        case "prefix.announced":
            guard let prefix = data["prefix"]?.string.flatMap({ IPPrefix($0) }),
                let from = data["from"]?.string.flatMap({ Moment(rfc3339: $0) }), let isProtected = data["protected"]?.bool
            else { return nil }
            self = .announced(prefix, from: from, to: to, isProtected: isProtected, note: note)
        case "prefix.changed":
            guard let isProtected = data["protected"]?.bool else { return nil }
            self = .changed(isProtected: isProtected, note: note)
        case "prefix.withdrawn":
            guard let to else { return nil }
            self = .withdrawn(to: to, note: note)
        default: return nil
        }
    }
}
