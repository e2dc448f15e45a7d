import Core

/// The bytes of a message as a person may look at them: text where they are text, else hexadecimal, cut at a size.
enum LetterBody {
    static let limit = 4096

    static func text(_ bytes: [UInt8], limit: Int = LetterBody.limit) -> String {
        let shown = bytes.prefix(limit)
        let rest = bytes.count > limit ? "\n… \(bytes.count - limit) bytes more" : ""
        return (plain(shown, isCut: bytes.count > limit) ?? hexadecimal(shown)) + rest
    }

    /// Nil where it is not UTF-8, or would move the cursor. The cut may fall inside the last character.
    private static func plain(_ bytes: ArraySlice<UInt8>, isCut: Bool) -> String? {
        for dropped in 0...(isCut ? min(3, bytes.count) : 0) {
            guard let text = String(validating: bytes.dropLast(dropped), as: UTF8.self) else { continue }
            let hasControls = text.unicodeScalars.contains {
                ($0.value < 0x20 && $0 != "\n" && $0 != "\t" && $0 != "\r") || (0x7F...0x9F).contains($0.value)
            }
            return hasControls ? nil : text
        }
        return nil
    }

    private static func hexadecimal(_ bytes: ArraySlice<UInt8>) -> String {
        let letters = bytes.map { byte in
            let text = String(byte, radix: 16)
            return text.count == 1 ? "0\(text)" : text
        }
        return stride(from: 0, to: letters.count, by: 32).map { start in
            letters[start..<min(start + 32, letters.count)].joined(separator: " ")
        }.joined(separator: "\n")
    }
}
