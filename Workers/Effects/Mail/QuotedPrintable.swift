/// RFC 2045, 6.7. Any line end becomes CRLF; no line is longer than 76 characters.
///
/// A dot or `From ` that begins a line is encoded as well, so that nothing on the way has a reason to change it.
enum QuotedPrintable {
    static func encode(_ text: String) -> [UInt8] {
        var output: [UInt8] = []
        for (number, line) in text.split(separator: /\r\n|\r|\n/, omittingEmptySubsequences: false).enumerated() {
            if number > 0 { output += [0x0D, 0x0A] }
            encode(line: Array(line.utf8), into: &output)
        }
        return output
    }

    private static func encode(line: [UInt8], into output: inout [UInt8]) {
        var width = 0
        for (index, byte) in line.enumerated() {
            let isLast = index == line.count - 1
            let token = mustEncode(byte, isFirst: width == 0, isLast: isLast) ? escaped(byte) : [byte]
            if width + token.count > (isLast ? 76 : 75) {
                output += [UInt8(ascii: "="), 0x0D, 0x0A]
                width = 0
                let first = mustEncode(byte, isFirst: true, isLast: isLast) ? escaped(byte) : [byte]
                output += first
                width = first.count
            } else {
                output += token
                width += token.count
            }
        }
    }

    private static func mustEncode(_ byte: UInt8, isFirst: Bool, isLast: Bool) -> Bool {
        switch byte {
        case UInt8(ascii: "="): true
        case UInt8(ascii: "."), UInt8(ascii: "F"): isFirst
        case 0x20, 0x09: isLast
        default: !(0x21...0x7E).contains(byte)
        }
    }

    private static let digits = Array("0123456789ABCDEF".utf8)

    private static func escaped(_ byte: UInt8) -> [UInt8] {
        [UInt8(ascii: "="), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
    }
}
