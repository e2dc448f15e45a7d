import Core

/// What an operator need not see: members whose names say that they hold a secret, or the hash of one.
enum Redaction {
    static func withheld(_ object: Object) -> Object {
        Object(object.members.map { Object.Member(name: $0.name, value: isSecret($0.name) ? "withheld" : withheld($0.value)) })
    }

    private static func withheld(_ value: Value) -> Value {
        switch value {
        case .object(let object): .object(withheld(object))
        case .array(let values): .array(values.map(withheld))
        default: value
        }
    }

    private static func isSecret(_ name: String) -> Bool {
        let name = name.lowercased()
        return name.hasSuffix("hash") || ["token", "password", "secret"].contains(name)
    }
}
