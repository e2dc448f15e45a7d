/// The little of YAML that X-ARF 0.1 and 0.2 use: `key: value`, one per line, comments and quotes.
struct FlatYAML {
    private(set) var pairs: [(key: String, value: String)] = []

    /// Nil where no line is a pair. Nested, folded and repeated keys are left out: no field of ours is one.
    init?(_ bytes: [UInt8]) {
        let lines = bytes.split(maxSplits: 1000, whereSeparator: { $0 == 0x0A || $0 == 0x0D })
        for line in lines.prefix(1000) where line.count <= 4096 {
            guard let first = line.first, first != 0x20, first != 0x09, first != 0x23, first != 0x2D,
                let colon = line.firstIndex(of: 0x3A), colon + 1 == line.endIndex || line[colon + 1] == 0x20
            else { continue }
            let key = String(decoding: line[..<colon], as: UTF8.self).lowercased()
            guard self[key] == nil else { continue }
            pairs.append((key, FlatYAML.unquoted(String(decoding: line[(colon + 1)...], as: UTF8.self))))
        }
        guard !pairs.isEmpty else { return nil }
    }

    subscript(key: String) -> String? { pairs.first { $0.key == key }?.value }

    private static func unquoted(_ text: String) -> String {
        var text = Substring(text)
        while text.first?.isWhitespace == true { text.removeFirst() }
        while text.last?.isWhitespace == true { text.removeLast() }
        if let quote = text.first, quote == "\"" || quote == "'", let end = text.dropFirst().firstIndex(of: quote) {
            return String(text[text.index(after: text.startIndex)..<end])
        }
        guard let comment = text.firstRange(of: " #") else { return String(text) }
        return String(text[..<comment.lowerBound])
    }
}
