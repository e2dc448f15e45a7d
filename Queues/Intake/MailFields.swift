import CGMime
import Core

/// The header fields of one mail, in the order of writing, unfolded and otherwise as written.
struct MailFields {
    struct Field {
        /// In lower case.
        let name: String
        let value: String
    }

    private(set) var all: [Field] = []
    /// The limits that were met.
    private(set) var cuts: Set<String> = []

    init(_ object: UnsafeMutablePointer<GMimeObject>) {
        guard let list = g_mime_object_get_header_list(object) else { return }
        let count = Int(g_mime_header_list_get_count(list))
        if count > IntakeLimits.fields { cuts.insert("fields") }
        for index in 0..<min(count, IntakeLimits.fields) {
            guard let header = g_mime_header_list_get_header_at(list, Int32(index)),
                let name = g_mime_header_get_name(header), let value = g_mime_header_get_raw_value(header)
            else { continue }
            let length = strlen(value)
            guard length <= IntakeLimits.field else {
                cuts.insert("field")
                continue
            }
            all.append(Field(name: String(cString: name).lowercased(), value: MailFields.unfolded(value, length)))
        }
    }

    /// The topmost field of this name.
    subscript(name: String) -> String? { all.first { $0.name == name }?.value }

    func values(of name: String) -> [String] { all.filter { $0.name == name }.map(\.value) }

    /// Without line breaks, and with spaces for tabs.
    private static func unfolded(_ value: UnsafePointer<CChar>, _ length: Int) -> String {
        String(unsafeUninitializedCapacity: length) { text in
            var count = 0
            for place in 0..<length {
                let byte = UInt8(bitPattern: value[place])
                if byte == 0x0A || byte == 0x0D { continue }
                let plain = byte == 0x09 ? 0x20 : byte
                if plain == 0x20, count == 0 { continue }
                text[count] = plain
                count += 1
            }
            while count > 0, text[count - 1] == 0x20 { count -= 1 }
            return count
        }
    }
}

/// Words of header fields as people read them.
enum MailText {
    /// A free text with its encoded words (RFC 2047) decoded, short enough to keep.
    static func decoded(_ text: String) -> String? {
        guard let decoded = g_mime_utils_header_decode_text(nil, text) else { return nil }
        defer { g_free(decoded) }
        return short(String(cString: decoded))
    }

    /// Without control characters and of bounded length; nil where nothing remains.
    static func short(_ text: String) -> String? {
        if isShort(text) { return text }
        let plain = String(String.UnicodeScalarView(text.unicodeScalars.lazy.filter { $0.value >= 0x20 && $0.value != 0x7F }))
        let parts = plain.split(separator: " ").joined(separator: " ")
        return parts.isEmpty ? nil : String(parts.prefix(IntakeLimits.text))
    }

    /// Whether nothing would be changed in it, as in nearly every one.
    private static func isShort(_ text: String) -> Bool {
        guard (1...IntakeLimits.text).contains(text.utf8.count) else { return false }
        var before: UInt8 = 0x20
        for byte in text.utf8 {
            if byte < 0x20 || byte == 0x7F || (byte == 0x20 && before == 0x20) { return false }
            before = byte
        }
        return before != 0x20
    }

    /// An RFC 5322 date, with the zones and slips that are in use.
    static func moment(_ text: String) -> Moment? {
        guard text.utf8.count <= 200, let date = g_mime_utils_header_decode_date(text) else { return nil }
        defer { g_date_time_unref(date) }
        let moment = Moment(seconds: Int64(g_date_time_to_unix(date)))
        return (earliest...latest).contains(moment) ? moment : nil
    }

    private static let earliest = Moment(seconds: 631_152_000)  // 1990
    private static let latest = Moment(seconds: 4_102_444_800)  // 2100
}
