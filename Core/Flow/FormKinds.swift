/// Kinds of fields that fewer events have.
extension Form {
    package mutating func optionalId(_ name: String, _ meaning: String) -> String? {
        readOptional(Field(name, .uuid, meaning, isRequired: false)) { UUIDText.canonical($0) }
    }

    package mutating func optionalEmail(_ name: String, _ meaning: String) -> String? {
        readOptional(Field(name, .email, meaning, isRequired: false)) { EmailAddress.normalised($0) }
    }

    package mutating func optionalMoment(_ name: String, _ meaning: String) -> Moment? {
        readOptional(Field(name, .moment, meaning, isRequired: false)) { Form.instant($0) }
    }

    /// One of a closed list, which the producer must give.
    package mutating func requiredChoice<C>(_ name: String, _ meaning: String, of choices: C.Type, placeholder: C) -> C
    where C: RawRepresentable & CaseIterable & Sendable, C.RawValue == String {
        read(Field(name, .choice(C.allCases.map(\.rawValue)), meaning), else: placeholder) { C(rawValue: $0) }
    }

    /// One of a closed list, or nothing.
    package mutating func optionalChoice<C>(_ name: String, _ meaning: String, of choices: C.Type) -> C?
    where C: RawRepresentable & CaseIterable & Sendable, C.RawValue == String {
        readOptional(Field(name, .choice(C.allCases.map(\.rawValue)), meaning, isRequired: false)) { C(rawValue: $0) }
    }

    /// An IP address, or a block of them.
    package mutating func prefix(_ name: String, _ meaning: String) -> IPPrefix {
        var isExact = true
        let prefix = read(Field(name, .address, meaning), else: IPPrefix(IPAddress(.v6, bits: 0))) { text in
            guard let found = IPPrefix.around(text) else { return nil }
            isExact = found.isExact
            return found.block
        }
        if !isExact { refuse(name, "bits are set beyond the length of “\(name)”", remedy: "the block is \(prefix)") }
        return prefix
    }

    /// Text of several lines, up to `limit` characters: no control characters but line breaks and tabs.
    package mutating func prose(_ name: String, _ meaning: String, limit: Int) -> String {
        read(Field(name, .prose(limit: limit), meaning), else: "") { Form.prose($0, limit: limit) }
    }

    /// Bytes in base64 (RFC 4648), padded; up to `limit` bytes.
    package mutating func optionalBytes(_ name: String, _ meaning: String, limit: Int) -> [UInt8]? {
        readOptional(Field(name, .base64(limit: limit), meaning, isRequired: false)) { Base64.bytes(of: $0, limit: limit) }
    }

    /// What the bytes of a report of abuse say.
    package func reading(_ raw: [UInt8], as format: ReportFormat) -> ReportReading { reader(raw, format) }

    package mutating func flag(_ name: String, _ meaning: String, else fallback: Bool) -> Bool {
        optionalFlag(name, meaning) ?? fallback
    }

    package mutating func optionalFlag(_ name: String, _ meaning: String) -> Bool? {
        let field = Field(name, .flag, meaning, isRequired: false)
        if isDescribing {
            fields.append(field)
            return nil
        }
        switch source[name] {
        case nil, .null: return nil
        case .bool(let flag): return flag
        case .some(let other): problems.append(field.wrongKind(other))
        }
        return nil
    }

    package mutating func optionalInteger(_ name: String, _ meaning: String, in range: ClosedRange<Int64>) -> Int64? {
        switch source[name] {
        case nil where !isDescribing, .null: return nil
        default:
            let number = integer(name, meaning, in: range)
            if isDescribing, let last = fields.indices.last { fields[last] = fields[last].asOptional }
            return isDescribing ? nil : number
        }
    }

    /// An object passed on as it is; nil where it is missing.
    package mutating func optionalObject(_ name: String, _ meaning: String) -> Object? {
        let field = Field(name, .object, meaning, isRequired: false)
        if isDescribing {
            fields.append(field)
            return nil
        }
        switch source[name] {
        case nil, .null: return nil
        case .object(let object): return object
        case .some(let other): problems.append(field.wrongKind(other))
        }
        return nil
    }

    /// A rule between fields that one field alone cannot state, nor its schema.
    package mutating func refuse(_ field: String, _ message: String, remedy: String) {
        if !isDescribing { problems.append(Reason(rule: "form", field: field, message: message, remedy: remedy)) }
    }

    /// An object passed on as it is, or text of several lines.
    package mutating func proseOrObject(_ name: String, _ meaning: String, limit: Int) -> Value {
        let field = Field(name, .proseOrObject(limit: limit), meaning)
        if !isDescribing, case .object(let object) = source[name] { return .object(object) }
        return .string(read(field, else: "") { Form.prose($0, limit: limit) })
    }

    private static func prose(_ text: String, limit: Int) -> String? {
        let scalars = text.unicodeScalars
        let isControl = { (scalar: Unicode.Scalar) in
            (scalar.value < 0x20 && ![0x09, 0x0A, 0x0D].contains(scalar.value)) || scalar.value == 0x7F
        }
        guard !scalars.contains(where: isControl), scalars.contains(where: { !$0.properties.isWhitespace }),
            scalars.count <= limit
        else { return nil }
        return text
    }
}
