import Core

extension JSONReader {
    /// Reads a number: exact where it is an integer of 64 bits, else the nearest double; one beyond the doubles is refused.
    mutating func number() throws(Failure) -> Value {
        let start = position
        let isNegative = base[position] == UInt8(ascii: "-")
        if isNegative { position += 1 }
        var mantissa: UInt64 = 0
        var digits = 0
        var isExact = true
        let whole = position
        isExact = collect(into: &mantissa, &digits) && isExact
        guard position > whole else { throw malformed("a digit should be") }
        guard position == whole + 1 || base[whole] != UInt8(ascii: "0") else {
            position = whole
            throw malformed("a needless leading zero")
        }
        var isInteger = true
        var scale = 0
        if position < end, base[position] == UInt8(ascii: ".") {
            isInteger = false
            position += 1
            let fraction = position
            isExact = collect(into: &mantissa, &digits) && isExact
            guard position > fraction else { throw malformed("a digit should be") }
            scale = position - fraction
        }
        var hasExponent = false
        if position < end, base[position] | 0x20 == UInt8(ascii: "e") {
            hasExponent = true
            position += 1
            if position < end, base[position] == UInt8(ascii: "+") || base[position] == UInt8(ascii: "-") { position += 1 }
            let exponent = position
            while position < end, (0x30...0x39).contains(base[position]) { position += 1 }
            guard position > exponent else { throw malformed("a digit should be") }
        }
        if isExact, isInteger, !hasExponent {
            if !isNegative, let number = Int64(exactly: mantissa) { return .integer(number) }
            if isNegative, mantissa <= Int64.max.magnitude + 1 { return .integer(0 &- Int64(truncatingIfNeeded: mantissa)) }
        }
        if isExact, !hasExponent, mantissa < 1 << 53, scale < Self.powersOfTen.count {
            // Both are exact doubles, so that the one division rounds correctly.
            let number = Double(mantissa) / Self.powersOfTen[scale]
            return .number(isNegative ? -number : number)
        }
        let text = String(decoding: UnsafeBufferPointer(start: base + start, count: position - start), as: UTF8.self)
        guard let number = Double(text), number.isFinite else {
            position = start
            throw malformed("a number beyond the doubles")
        }
        return .number(number)
    }

    /// Takes digits; false where they no longer fit 64 bits.
    private mutating func collect(into mantissa: inout UInt64, _ digits: inout Int) -> Bool {
        while position < end, (0x30...0x39).contains(base[position]) {
            if digits < 19 {
                mantissa = mantissa &* 10 &+ UInt64(base[position] &- 0x30)
                if mantissa != 0 { digits += 1 }
            } else {
                digits += 1
            }
            position += 1
        }
        return digits <= 19
    }

    private static let powersOfTen: [Double] = [
        1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20,
        1e21, 1e22,
    ]
}
