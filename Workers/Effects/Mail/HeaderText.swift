import Foundation

/// Text in a mail header: plain where it can be, else RFC 2047 encoded words, so that no value can break a line.
enum HeaderText {
    /// For an unstructured field such as `Subject`. Folded to lines of at most 76 characters.
    static func unstructured(_ text: String) -> String {
        isPlain(text) && text.utf8.count <= 60 ? text : encodedWords(text)
    }

    /// For the display name of an address: a quoted string, or encoded words.
    static func phrase(_ text: String) -> String {
        guard isPlain(text), text.utf8.count <= 60 else { return encodedWords(text) }
        return "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
    }

    private static func isPlain(_ text: String) -> Bool {
        text.utf8.allSatisfy { (0x20...0x7E).contains($0) } && !text.contains("=?")
    }

    /// Each word holds whole characters and leaves room for the name of the field: no line is over 76 (RFC 2047, 2 and 5).
    private static func encodedWords(_ text: String) -> String {
        var words: [[UInt8]] = [[]]
        for scalar in text.unicodeScalars {
            let bytes = Array(String(scalar).utf8)
            if words[words.count - 1].count + bytes.count > 39 { words.append([]) }
            words[words.count - 1] += bytes
        }
        return words.map { "=?utf-8?B?\(Data($0).base64EncodedString())?=" }.joined(separator: "\r\n ")
    }
}
