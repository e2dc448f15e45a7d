import Core

/// The JSON Schema of one field: what `Form` accepts, no more and no less.
///
/// Only keywords that mean the same in draft-07 (AsyncAPI's dialect) and in 2020-12, and only patterns without look-ahead, for
/// the sake of validators on RE2. Some validators let `$` match before a last line break; so line breaks are ruled out apart.
enum FieldSchema {
    static func value(of field: Field) -> Value {
        var schema = rule(of: field.kind)
        if !field.isRequired { admitNull(&schema) }
        schema["description"] = .string(field.meaning)
        schema["examples"] = [example(of: field.kind)]
        return .object(schema)
    }

    /// An RFC 3339 instant.
    static func instant(_ meaning: String) -> Object { rule(of: .moment).merging(["description": .string(meaning)]) }

    /// A value that the field accepts.
    static func example(of kind: Field.Kind) -> Value {
        switch kind {
        case .uuid: "0193a4f2-7d1c-7c3e-8a51-2f6b9d0c4e17"
        case .email: "ada@example.org"
        case .moment: "2026-11-21T12:00:00Z"
        case .token: "q3vZ0mXJx2n6T1c9Rk4yLw"
        case .passwordHash:
            "$scrypt$ln=17,r=8,p=1$c2FsdHNhbHRzYWx0c2FsdA$Mh9qJ0w6fM8m0mTz1vWm3n2bV5yX7cK9pQ4rS6tU8wE"
        case .secretReference: "totp/0193a4f2-7d1c-7c3e-8a51-2f6b9d0c4e17"
        case .object: [:]
        case .form(let fields): .object(EventSchema.example(of: fields))
        case .sha256: "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
        case .address: "192.0.2.10"
        case .flag: true
        case .prose: "Good morning,\nthe queue of this server is empty now."
        case .proseOrObject: "The cause is found and removed, and the queue is empty."
        case .base64: "RnJvbTogYQo="
        case .texts: ["192.0.2.0/24"]
        case .objects: [[:]]
        case .text(let limit): .string(String("Ada Lovelace".prefix(limit)))
        case .choice(let names): names.first.map(Value.string) ?? .null
        case .integer(let range): .integer(range.lowerBound)
        }
    }

    private static func rule(of kind: Field.Kind) -> Object {
        switch kind {
        case .uuid: ascii(Pattern.uuid, format: "uuid")
        case .email:
            ascii(Pattern.email, format: "email", maxLength: 254).merging(["allOf": [["pattern": "^[^@]{1,64}@"]]])
        case .moment: ascii(Pattern.moment, format: "date-time")
        case .token: ascii("^[ -~]{16,512}$")
        case .passwordHash: ascii(Pattern.passwordHash, maxLength: 300)
        case .secretReference:
            [
                "type": "string", "pattern": "^[!-~]{1,200}$",
                "not": [
                    "type": "string",
                    "anyOf": .array((["[^!-~]"] + Pattern.secrets).map { ["pattern": .string($0)] }),
                ],
            ]
        case .object: ["type": "object"]
        case .form(let fields): EventSchema.members(of: fields)
        case .sha256: ascii("^[0-9A-Fa-f]{64}$")
        case .address: ascii(Pattern.address, maxLength: 49)
        case .flag: ["type": "boolean"]
        case .prose(let limit):
            [
                "type": "string", "minLength": 1, "maxLength": .integer(Int64(limit)), "pattern": .string(Pattern.notBlank),
                "not": ["type": "string", "pattern": .string(Pattern.controlButLines)],
            ]
        case .proseOrObject(let limit): ["anyOf": [["type": "object"], .object(rule(of: .prose(limit: limit)))]]
        case .base64(let limit):
            ascii(Pattern.base64, maxLength: Int64((limit + 2) / 3 * 4))
        case .texts(let limit):
            [
                "type": "array", "maxItems": .integer(Int64(limit)), "items": .object(rule(of: .text(limit: 1000))),
            ]
        case .objects(let limit): ["type": "array", "maxItems": .integer(Int64(limit)), "items": ["type": "object"]]
        case .text(let limit):
            [
                "type": "string", "minLength": 1, "maxLength": .integer(Int64(limit)), "pattern": .string(Pattern.notBlank),
                "not": ["type": "string", "pattern": .string(Pattern.control)],
            ]
        case .choice(let names): ["type": "string", "enum": .array(names.map(Value.string))]
        case .integer(let range):
            ["type": "integer", "minimum": .integer(range.lowerBound), "maximum": .integer(range.upperBound)]
        }
    }

    private static func ascii(_ pattern: String, format: String? = nil, maxLength: Int64? = nil) -> Object {
        var schema: Object = ["type": "string"]
        if let format { schema["format"] = .string(format) }
        schema["pattern"] = .string(pattern)
        if let maxLength { schema["maxLength"] = .integer(maxLength) }
        schema["not"] = ["type": "string", "pattern": "[^ -~]"]
        return schema
    }

    /// Null is as good as missing.
    private static func admitNull(_ schema: inout Object) {
        if case .string(let type) = schema["type"] { schema["type"] = [.string(type), "null"] }
        if case .array(let names) = schema["enum"] { schema["enum"] = .array(names + [.null]) }
    }
}

/// Regular expressions in the form that ECMA-262, PCRE, Python, Java and RE2 read alike.
private enum Pattern {
    static let uuid = "^[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12}$"
    static let control = #"[\u0000-\u001F\u007F]"#
    static let controlButLines = #"[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F]"#
    static let base64 = "^([0-9A-Za-z+/]{4})*([0-9A-Za-z+/]{2}==|[0-9A-Za-z+/]{3}=)?$"
    /// One character that Unicode does not call white space.
    static let notBlank =
        #"[^\u0009-\u000D\u0020\u0085\u00A0\u1680\u2000-\u200A\u2028\u2029\u202F\u205F\u3000]"#

    /// What no reference to a secret looks like: `otpauth` URIs, and base32 as apps write it.
    static let secrets = [
        "[Oo][Tt][Pp][Aa][Uu][Tt][Hh]", "[Ss][Ee][Cc][Rr][Ee][Tt]=", "(^|[^0-9A-Za-z])[A-Za-z2-7]{16,}($|[^0-9A-Za-z])",
        "(^|[^0-9A-Za-z-])([A-Z2-7]{4}-){3,}[A-Z2-7]{1,4}($|[^0-9A-Za-z-])", "^([A-Z2-7]{8,}=*|[A-Z2-7]*=+)$",
    ]

    static let email: String = {
        let atom = "[0-9A-Za-z!#$%&'*+/=?^_`{|}~-]+"
        let label = "[0-9A-Za-z]([0-9A-Za-z-]{0,61}[0-9A-Za-z])?"
        return "^\(atom)([.]\(atom))*@\(label)([.]\(label))+$"
    }()

    /// The form of an address or a block; that no bit stands beyond the length is for the worker to say.
    static let address: String = {
        let byte = "(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])"
        let four = "\(byte)([.]\(byte)){3}(/(3[0-2]|[12]?[0-9]))?"
        let six = "[0-9A-Fa-f]{0,4}(:[0-9A-Fa-f]{0,4}){2,7}(:\(byte)([.]\(byte)){3})?(/[0-9]{1,3})?"
        return "^(\(four)|\(six))$"
    }()

    /// RFC 3339 from the year 1900 on, with the days that each month has.
    static let moment: String = {
        let long = "(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])"
        let short = "(0[469]|11)-(0[1-9]|[12][0-9]|30)"
        let february = "02-(0[1-9]|1[0-9]|2[0-8])"
        let century = "(19|[2-9][0-9])"
        let leapYear = "(\(century)(0[48]|[2468][048]|[13579][26])|([2468][048]|[3579][26])00)"
        let date = "(\(century)[0-9]{2}-(\(long)|\(short)|\(february))|\(leapYear)-02-29)"
        let hour = "([01][0-9]|2[0-3])"
        let time = "\(hour):[0-5][0-9]:([0-5][0-9]|60)([.][0-9]{1,9})?"
        return "^\(date)[Tt ]\(time)([Zz]|[+-]\(hour):[0-5][0-9])$"
    }()

    /// The salt has 8 to 64 bytes, the hash 16 to 64; unpadded Base64 never leaves one letter over.
    static let passwordHash: String = {
        let letter = "[0-9A-Za-z+/]"
        let salt = "((\(letter){4}){3,21}(\(letter){2})?|(\(letter){4}){2,20}\(letter){3})"
        let hash = "((\(letter){4}){6,21}|(\(letter){4}){5,21}\(letter){2}|(\(letter){4}){5,20}\(letter){3})"
        return "^[$]scrypt[$]ln=(1[4-9]|20),r=([89]|[12][0-9]|3[0-2]),p=([1-9]|1[0-6])[$]\(salt)[$]\(hash)$"
    }()
}
