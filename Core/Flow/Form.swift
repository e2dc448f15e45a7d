/// Reads the fields of one event and remembers every problem, so that a producer learns all of them at once.
///
/// The same `init(from:)` of a message serves three ends: it decodes, it validates, and, run on an empty form in
/// describing mode, it declares the schema. So a schema cannot differ from what the workers accept.
package struct Form: Sendable {
    let source: Object
    let digest: @Sendable (String) -> String
    let reader: ReportReader
    let isDescribing: Bool
    let conceals: Bool
    package internal(set) var problems: [Reason] = []
    package internal(set) var fields: [Field] = []

    /// `digest` turns a secret into its hash, so that the secret goes no further than here. `conceals`: no problem quotes a
    /// value, for events that carry a secret, which may stand in the wrong field.
    /// `reader` reads the reports of abuse that an event carries.
    package init(
        _ source: Object, conceals: Bool = false, digest: @escaping @Sendable (String) -> String,
        reader: @escaping ReportReader = { _, _ in ReportReading(kind: .unreadable) }
    ) {
        self.source = source
        self.digest = digest
        self.reader = reader
        self.conceals = conceals
        self.isDescribing = false
    }

    init() {
        source = Object()
        digest = { $0 }
        reader = { _, _ in ReportReading(kind: .unreadable) }
        conceals = false
        isDescribing = true
    }

    /// The fields a message declares.
    package static func fields<M: Message>(of message: M.Type) -> [Field] {
        var form = Form()
        _ = M(from: &form)
        return form.fields
    }

    // MARK: Kinds of fields

    /// A UUID, kept in lower case.
    package mutating func id(_ name: String, _ meaning: String) -> String {
        read(Field(name, .uuid, meaning), else: "") { UUIDText.canonical($0) }
    }

    package mutating func email(_ name: String, _ meaning: String) -> String {
        read(Field(name, .email, meaning), else: "") { EmailAddress.normalised($0) }
    }

    /// Text of 1 to `limit` characters that is not blank.
    package mutating func text(_ name: String, _ meaning: String, limit: Int = 200, example: String? = nil) -> String {
        read(Field(name, .text(limit: limit), meaning, example: example), else: "") { Form.plain($0, limit: limit) }
    }

    package mutating func optionalText(_ name: String, _ meaning: String, limit: Int = 200) -> String? {
        readOptional(Field(name, .text(limit: limit), meaning, isRequired: false)) { Form.plain($0, limit: limit) }
    }

    package mutating func choice<C>(_ name: String, _ meaning: String, of choices: C.Type, else fallback: C) -> C
    where C: RawRepresentable & CaseIterable & Sendable, C.RawValue == String {
        let names = C.allCases.map(\.rawValue)
        return readOptional(Field(name, .choice(names), meaning, isRequired: false)) { C(rawValue: $0) } ?? fallback
    }

    package mutating func moment(_ name: String, _ meaning: String) -> Moment {
        read(Field(name, .moment, meaning), else: Moment(microseconds: 0)) { Form.instant($0) }
    }

    /// A single-use token; what is returned is its hash.
    package mutating func token(_ name: String, _ meaning: String) -> String {
        let digest = digest
        return read(Field(name, .token, meaning), else: "") { text in
            (16...512).contains(text.utf8.count) && text.utf8.allSatisfy { (0x20...0x7E).contains($0) } ? digest(text) : nil
        }
    }

    /// A scrypt hash in PHC form, made at the edge.
    package mutating func passwordHash(_ name: String, _ meaning: String) -> String {
        read(Field(name, .passwordHash, meaning), else: "") { ScryptHash.isAcceptable($0) ? $0 : nil }
    }

    /// An object passed on as it is.
    package mutating func object(_ name: String, _ meaning: String) -> Object {
        let field = Field(name, .object, meaning)
        if isDescribing {
            fields.append(field)
            return Object()
        }
        switch source[name] {
        case .object(let object): return object
        case nil, .null: problems.append(field.missing)
        case .some(let other): problems.append(field.wrongKind(other))
        }
        return Object()
    }

    package mutating func integer(_ name: String, _ meaning: String, in range: ClosedRange<Int64>) -> Int64 {
        let field = Field(name, .integer(range), meaning)
        if isDescribing {
            fields.append(field)
            return range.lowerBound
        }
        switch source[name] {
        case .integer(let number) where range.contains(number): return number
        case .integer(let number): problems.append(field.unfit("\(number)"))
        case .number(let number):
            // 7.0 is an integer to JSON Schema, and to some producers' serialisers.
            if let whole = Int64(exactly: number), range.contains(whole) { return whole }
            problems.append(field.unfit("\(number)"))
        case nil, .null: problems.append(field.missing)
        case .some(let other): problems.append(field.wrongKind(other))
        }
        return range.lowerBound
    }

    // MARK: Reading text

    mutating func read<T>(_ field: Field, else placeholder: T, _ parse: (String) -> T?) -> T {
        if isDescribing {
            fields.append(field)
            return placeholder
        }
        switch source[field.name] {
        case .string(let text):
            if let value = parse(text) { return value }
            problems.append(field.unfit(field.kind.isSecret || conceals ? "the value given" : Form.quoted(text)))
        case nil, .null: problems.append(field.missing)
        case .some(let other): problems.append(field.wrongKind(other))
        }
        return placeholder
    }

    mutating func readOptional<T>(_ field: Field, _ parse: (String) -> T?) -> T? {
        if isDescribing {
            fields.append(field)
            return nil
        }
        switch source[field.name] {
        case nil, .null: return nil
        case .string(let text):
            if let value = parse(text) { return value }
            problems.append(field.unfit(conceals ? "the value given" : Form.quoted(text)))
        case .some(let other): problems.append(field.wrongKind(other))
        }
        return nil
    }

    /// The beginning of a value that does not fit, without what PostgreSQL or a terminal could not bear.
    private static func quoted(_ text: String) -> String {
        let shown = text.unicodeScalars.prefix(80).map { $0.properties.generalCategory == .control ? "\u{FFFD}" : $0 }
        return "“\(String(String.UnicodeScalarView(shown)))”"
    }

    /// A year before 1900 is a slip, and PostgreSQL has no year 0 in its texts.
    static func instant(_ text: String) -> Moment? {
        text.utf8.prefix(4).lexicographicallyPrecedes("1900".utf8) ? nil : Moment(rfc3339: text)
    }

    /// Text a person wrote: no control characters (PostgreSQL stores no NUL, a mail header no line break), not blank.
    /// Counted in Unicode scalars, as JSON Schema counts: one letter may carry marks without end.
    static func plain(_ text: String, limit: Int) -> String? {
        if let isPlain = isPlainASCII(text, limit: limit) { return isPlain ? text : nil }
        let scalars = text.unicodeScalars
        guard !scalars.contains(where: { $0.value < 0x20 || $0.value == 0x7F }),
            scalars.contains(where: { !$0.properties.isWhitespace }), scalars.count <= limit
        else { return nil }
        return text
    }

    /// The same of nearly every text, byte by byte; nil where one is not ASCII.
    private static func isPlainASCII(_ text: String, limit: Int) -> Bool? {
        var text = text
        return text.withUTF8 { bytes in
            var (all, hasControl, isBlank): (UInt8, Bool, Bool) = (0, false, true)
            for byte in bytes {
                all |= byte
                hasControl = hasControl || byte < 0x20 || byte == 0x7F
                isBlank = isBlank && byte == 0x20
            }
            return all < 0x80 ? !hasControl && !isBlank && bytes.count <= limit : nil
        }
    }
}
