/// Which bytes a signature is about: all from the beginning to `end`, but for the signature itself.
struct SignedRange {
    let gap: Range<Int>
    let end: Int

    enum Fault: Error {
        /// It is no array of four fitting numbers, or there is no signature.
        case malformed(String)
        /// It leaves out more than the signature.
        case uncovered(String)
    }

    let message: [UInt8]

    init(of signature: PDFObject, in bytes: DocumentBytes) throws(Fault) {
        let numbers = signature["/ByteRange"].items.map(\.integer)
        let contents = signature["/Contents"]
        guard contents.kind == .string else { throw .malformed("it has no contents") }
        guard numbers.count == 4, let start = numbers[0], let first = numbers[1], let next = numbers[2], let rest = numbers[3],
            start >= 0, first >= 0, next >= 0, rest >= 0, next <= bytes.count, rest <= bytes.count - next
        else { throw .malformed("its range is not four numbers within the file") }
        guard start == 0, first < next else { throw .uncovered("its range does not begin with the file") }
        gap = first..<next
        end = next + rest
        message = contents.bytes
        let inner = bytes.start[gap]
        guard inner.first == UInt8(ascii: "<"), inner.last == UInt8(ascii: ">"),
            let decoded = Self.decoded(inner.dropFirst().dropLast())
        else { throw .uncovered("its range leaves out more than the signature") }
        guard decoded == message else { throw .uncovered("its range leaves out something else than this signature") }
        guard end >= gap.upperBound + 5 else { throw .uncovered("its range ends with the signature") }
    }

    private static func decoded(_ digits: Slice<UnsafeRawBufferPointer>) -> [UInt8]? {
        guard digits.count % 2 == 0 else { return nil }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(digits.count / 2)
        var place = digits.startIndex
        while place < digits.endIndex {
            guard let high = value(digits[place]), let low = value(digits[place + 1]) else { return nil }
            bytes.append(high << 4 | low)
            place += 2
        }
        return bytes
    }

    private static func value(_ digit: UInt8) -> UInt8? {
        switch digit {
        case 0x30...0x39: digit - 0x30
        case 0x41...0x46: digit - 0x37
        case 0x61...0x66: digit - 0x57
        default: nil
        }
    }
}
