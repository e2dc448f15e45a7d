import Core

/// What each attribute must be. Every failure names the attribute, and none repeats its value.
extension Attributes {
    func checkForm() throws(Failure) {
        switch specversion {
        case "1.0": break
        case nil: throw .malformed(field: "specversion", message: "missing")
        default: throw .malformed(field: "specversion", message: "not “1.0”, the only version understood")
        }
        if let type = try Self.text(datacontenttype, "datacontenttype"), !ContentType.isJSON(type) {
            throw .malformed(field: "datacontenttype", message: "not JSON; data must be a JSON object")
        }
    }

    /// Text of 1 to 255 bytes without control characters (PostgreSQL stores no NUL); nil where it is missing.
    static func text(_ value: Value?, _ field: String) throws(Failure) -> String? {
        guard let value else { return nil }
        guard case .string(let text) = value else {
            throw .malformed(field: field, message: "\(value.kindName), not a string")
        }
        return try checked(text, field)
    }

    static func required(_ value: Value?, _ field: String) throws(Failure) -> String {
        guard let text = try text(value, field) else { throw .malformed(field: field, message: "missing") }
        return text
    }

    static func checked(_ text: String, _ field: String) throws(Failure) -> String {
        guard !text.isEmpty else { throw .malformed(field: field, message: "empty") }
        guard text.utf8.count <= 255 else { throw .malformed(field: field, message: "longer than 255 bytes") }
        var (bytes, hasControl, mayBeReplaced) = (text, false, false)
        bytes.withUTF8 { bytes in
            for byte in bytes {
                hasControl = hasControl || byte < 0x20 || byte == 0x7F
                mayBeReplaced = mayBeReplaced || byte == 0xEF
            }
        }
        guard !hasControl else { throw .malformed(field: field, message: "a control character in it") }
        // Two texts that were not UTF-8 would be the same: as ids, one would be taken for a duplicate of the other.
        if mayBeReplaced, text.unicodeScalars.contains("\u{FFFD}") {
            throw .malformed(field: field, message: "the replacement character in it, as if it had not been UTF-8")
        }
        return text
    }

    func checkedTime() throws(Failure) -> Moment? {
        if let moment { return moment }
        guard let text = try Self.text(time, "time") else { return nil }
        guard let moment = Moment(rfc3339: text) else {
            throw .malformed(field: "time", message: "not an instant as RFC 3339 writes it")
        }
        return moment
    }

    /// An integer, or its decimal text: the CloudEvents extension `sequence` is a string.
    func checkedSequence() throws(Failure) -> Int64? {
        let number: Int64?
        switch sequence {
        case nil: return nil
        case .integer(let integer): number = integer
        case .string(let text):
            number = text.utf8.allSatisfy { (0x30...0x39).contains($0) } ? Int64(text) : nil
        default: number = nil
        }
        // The last integer has no successor, and every sequence needs one.
        guard let number, number >= 1, number < .max else {
            throw .malformed(field: "sequence", message: "not an integer from 1")
        }
        return number
    }

    func checkedData() throws(Failure) -> Object {
        switch data {
        case nil, .null: return Object()
        case .object(let object): return object
        case .some(let other): throw .malformed(field: "data", message: "\(other.kindName), not an object")
        }
    }
}
