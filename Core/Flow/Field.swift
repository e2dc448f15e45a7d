/// One field of an event, as its schema states it.
package struct Field: Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
        case uuid, email, moment, sha256, token, passwordHash, secretReference, object, address, flag
        case text(limit: Int)
        case prose(limit: Int)
        case proseOrObject(limit: Int)
        case base64(limit: Int)
        case texts(limit: Int)
        case objects(limit: Int)
        case choice([String])
        case integer(ClosedRange<Int64>)
        /// An object with fields of its own.
        case form([Field])

        /// A secret's value is never stored, logged or repeated in an error. Where a reference belongs, a secret may stand by
        /// mistake.
        package var isSecret: Bool { self == .token || self == .passwordHash || self == .secretReference }

        package var rule: String {
            switch self {
            case .uuid: "a UUID"
            case .email: "an e-mail address"
            case .moment: "an RFC 3339 instant from the year 1900 on"
            case .token: "the token of a link, 16 to 512 printable ASCII characters"
            case .passwordHash: "a scrypt hash in PHC form ($scrypt$ln=17,r=8,p=1$salt$hash)"
            case .secretReference:
                "the name of a secret in the portal's store, 1 to 200 printable ASCII characters (totp/6b1f-41): no otpauth URI, no base32"
            case .object: "an object"
            case .form(let fields): "an object with \(fields.map(\.name).joined(separator: ", "))"
            case .sha256: "64 hexadecimal digits"
            case .address: "an IP address, or a block of them (192.0.2.0/24, 2001:db8::/48)"
            case .flag: "true or false"
            case .prose(let limit): "text of 1 to \(limit) characters; of control characters only line breaks and tabs"
            case .proseOrObject(let limit): "an object, or text of 1 to \(limit) characters"
            case .base64(let limit): "base64 with padding, of at most \(limit) bytes"
            case .texts(let limit): "a list of at most \(limit) texts"
            case .objects(let limit): "a list of at most \(limit) objects"
            case .text(let limit): "text of 1 to \(limit) characters without control characters"
            case .choice(let names): "one of \(names.joined(separator: ", "))"
            case .integer(let range): "an integer from \(range.lowerBound) to \(range.upperBound)"
            }
        }
    }

    package let name: String
    package let kind: Kind
    package let meaning: String
    package let isRequired: Bool
    /// A value that also fits what lies between fields; nil: any value of its kind will do.
    package let example: String?

    package init(_ name: String, _ kind: Kind, _ meaning: String, isRequired: Bool = true, example: String? = nil) {
        self.name = name
        self.kind = kind
        self.meaning = meaning
        self.isRequired = isRequired
        self.example = example
    }

    var asOptional: Field { Field(name, kind, meaning, isRequired: false) }

    var missing: Reason {
        Reason(rule: "schema", field: name, message: "“\(name)” is missing", remedy: "give \(kind.rule)")
    }

    func wrongKind(_ value: Value) -> Reason {
        Reason(rule: "schema", field: name, message: "“\(name)” is \(value.kindName)", remedy: "give \(kind.rule)")
    }

    func unfit(_ value: String) -> Reason {
        Reason(rule: "schema", field: name, message: "\(value) does not fit “\(name)”", remedy: "give \(kind.rule)")
    }
}
