/// Reads the small grammars of a calendar policy, from left to right. What is not there is not taken.
struct GrammarReader {
    private let bytes: [UInt8]
    private var position = 0

    init(_ text: String) {
        bytes = Array(text.utf8)
    }

    var isAtEnd: Bool { position == bytes.count }

    /// Whether the next byte is one of these.
    func sees(_ characters: String) -> Bool { position < bytes.count && characters.utf8.contains(bytes[position]) }

    mutating func take(_ word: String) -> Bool {
        let word = Array(word.utf8)
        guard bytes[position...].starts(with: word) else { return false }
        position += word.count
        return true
    }

    /// Exactly so many digits.
    mutating func digits(_ count: Int) -> Int? {
        guard position + count <= bytes.count, bytes[position..<position + count].allSatisfy(GrammarReader.isDigit) else {
            return nil
        }
        defer { position += count }
        return bytes[position..<position + count].reduce(0) { $0 * 10 + Int($1 - 0x30) }
    }

    /// One to three digits, of at most this value.
    mutating func number(upTo limit: Int) -> Int? {
        let count = bytes[position...].prefix(4).prefix(while: GrammarReader.isDigit).count
        guard (1...3).contains(count), let number = digits(count), number <= limit else { return nil }
        return number
    }

    /// As many bytes as fit.
    mutating func text(while fits: (UInt8) -> Bool) -> String {
        let found = bytes[position...].prefix(while: fits)
        position += found.count
        return String(decoding: found, as: UTF8.self)
    }

    static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
    static func isLetter(_ byte: UInt8) -> Bool { (0x41...0x5A).contains(byte & 0xDF) }
}
