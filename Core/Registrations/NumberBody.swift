/// The letters and digits of a number, upper case ASCII, without what was written around them.
struct NumberBody: Hashable, Sendable {
    let bytes: [UInt8]

    init(_ bytes: some Sequence<UInt8>) {
        self.bytes = Array(bytes)
    }

    init(_ text: String) {
        self.init(text.utf8)
    }

    var text: String { String(decoding: bytes, as: UTF8.self) }
    var count: Int { bytes.count }
    var isZero: Bool { bytes.allSatisfy { $0 == UInt8(ascii: "0") } }
    var isDigits: Bool { bytes.allSatisfy { (0x30...0x39).contains($0) } }

    /// The value of each: digits as they are, letters from A = 10 (ISO 7064).
    var values: [Int] { bytes.map { $0 >= 0x41 ? Int($0) - 55 : Int($0) - 48 } }

    /// The number its digits write; for at most 18 of them.
    var number: Int { values.reduce(0) { $0 * 10 + $1 } }

    subscript(_ range: Range<Int>) -> NumberBody { NumberBody(bytes[range]) }
    subscript(_ index: Int) -> UInt8 { bytes[index] }

    func first(_ count: Int) -> NumberBody { NumberBody(bytes.prefix(count)) }
    func last(_ count: Int) -> NumberBody { NumberBody(bytes.suffix(count)) }
    func dropping(first count: Int) -> NumberBody { NumberBody(bytes.dropFirst(count)) }
    func dropping(last count: Int) -> NumberBody { NumberBody(bytes.dropLast(count)) }

    /// Zeros before it, up to this length.
    func padded(to length: Int) -> NumberBody {
        NumberBody(Array(repeating: UInt8(ascii: "0"), count: max(0, length - count)) + bytes)
    }

    /// Without zeros before it, but for one digit.
    var trimmed: NumberBody {
        let rest = bytes.drop { $0 == UInt8(ascii: "0") }
        return rest.isEmpty ? last(1) : NumberBody(rest)
    }

    /// Whether it has this shape: `#` a digit, `@` a letter, `*` either, anything else itself.
    func fits(_ shape: NumberBody) -> Bool { count == shape.count && misfits(shape).isEmpty }

    /// Where it differs from a shape of its length.
    func misfits(_ shape: NumberBody) -> [Int] {
        zip(bytes, shape.bytes).enumerated().filter { _, pair in !NumberBody.fits(pair.0, pair.1) }.map(\.offset)
    }

    private static func fits(_ byte: UInt8, _ shape: UInt8) -> Bool {
        let isDigit = (0x30...0x39).contains(byte)
        let isLetter = (0x41...0x5A).contains(byte)
        return switch shape {
        case UInt8(ascii: "#"): isDigit
        case UInt8(ascii: "@"): isLetter
        case UInt8(ascii: "*"): isDigit || isLetter
        default: byte == shape
        }
    }
}
