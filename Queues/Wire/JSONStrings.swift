import Core

extension JSONReader {
    /// Reads a string whose opening quote was taken. A string without escapes is checked and copied in one piece.
    mutating func string() throws(Failure) -> String {
        let start = position
        position = JSONScan.special(in: base, from: position, to: end)
        if position < end, base[position] == UInt8(ascii: "\"") {
            let run = UnsafeBufferPointer(start: base + start, count: position - start)
            position += 1
            return try text(run, from: start)
        }
        var decoded: [UInt8] = []
        var runStart = start
        while true {
            guard position < end else { throw malformed("the text ends inside a string") }
            decoded.append(contentsOf: UnsafeBufferPointer(start: base + runStart, count: position - runStart))
            switch base[position] {
            case UInt8(ascii: "\""):
                position += 1
                return try decoded.withUnsafeBufferPointer { (run) throws(Failure) in try text(run, from: start) }
            case UInt8(ascii: "\\"):
                position += 1
                try escape(into: &decoded)
            default: throw malformed("an unescaped control character")
            }
            runStart = position
            position = JSONScan.special(in: base, from: position, to: end)
        }
    }

    private func text(_ run: UnsafeBufferPointer<UInt8>, from start: Int) throws(Failure) -> String {
        do {
            return String(copying: try UTF8Span(validating: run.span))
        } catch {
            throw .malformed(field: "data", message: "not JSON: invalid UTF-8 in the string at byte \(start)")
        }
    }

    private mutating func escape(into decoded: inout [UInt8]) throws(Failure) {
        guard position < end else { throw malformed("the text ends inside a string") }
        let letter = base[position]
        switch letter {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): decoded.append(letter)
        case UInt8(ascii: "b"): decoded.append(0x08)
        case UInt8(ascii: "f"): decoded.append(0x0C)
        case UInt8(ascii: "n"): decoded.append(0x0A)
        case UInt8(ascii: "r"): decoded.append(0x0D)
        case UInt8(ascii: "t"): decoded.append(0x09)
        case UInt8(ascii: "u"):
            position += 1
            let scalar = try scalar()
            for byte in UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter { decoded.append(byte) }
            return
        default: throw malformed("an unknown escape")
        }
        position += 1
    }

    /// The scalar of one `\u` escape, or of two that make a surrogate pair.
    private mutating func scalar() throws(Failure) -> Unicode.Scalar {
        let start = position
        let first = try hexadecimal()
        if let scalar = Unicode.Scalar(first) { return scalar }
        if first < 0xDC00, position + 6 <= end, base[position] == UInt8(ascii: "\\"), base[position + 1] == UInt8(ascii: "u") {
            position += 2
            let second = try hexadecimal()
            if (0xDC00...0xDFFF).contains(second),
                let scalar = Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
            {
                return scalar
            }
        }
        position = start
        throw malformed("a lone surrogate")
    }

    private mutating func hexadecimal() throws(Failure) -> UInt32 {
        guard position + 4 <= end else { throw malformed("the text ends inside a string") }
        var number: UInt32 = 0
        for _ in 0..<4 {
            switch base[position] {
            case let digit where (0x30...0x39).contains(digit): number = number << 4 | UInt32(digit - 0x30)
            case let digit where (0x61...0x66).contains(digit): number = number << 4 | UInt32(digit - 0x57)
            case let digit where (0x41...0x46).contains(digit): number = number << 4 | UInt32(digit - 0x37)
            default: throw malformed("four hexadecimal digits should be")
            }
            position += 1
        }
        return number
    }
}

enum JSONScan {
    /// Where the next byte is that a string may not hold as it is (quote, backslash, control character); `end` if none.
    /// Eight bytes at a time: each test sets the high bit of the bytes it finds, and the lowest one found is exact.
    @inline(__always)
    static func special(in base: UnsafePointer<UInt8>, from start: Int, to end: Int) -> Int {
        var letters: UInt64 = 0
        return special(in: base, from: start, to: end, seen: &letters)
    }

    /// The same, and the bytes before it, all added to `letters` bit by bit: what is in one of them is in `letters`.
    @inline(__always)
    static func special(
        in base: UnsafePointer<UInt8>, from start: Int, to end: Int, seen letters: inout UInt64
    ) -> Int {
        var position = start
        while position &+ 8 <= end {
            let word = UInt64(littleEndian: UnsafeRawPointer(base + position).loadUnaligned(as: UInt64.self))
            let quote = word ^ 0x2222_2222_2222_2222
            let slash = word ^ 0x5C5C_5C5C_5C5C_5C5C
            let ones: UInt64 = 0x0101_0101_0101_0101
            let hits =
                ((word &- 0x2020_2020_2020_2020) & ~word | (quote &- ones) & ~quote | (slash &- ones) & ~slash)
                & 0x8080_8080_8080_8080
            if hits != 0 {
                let bits = UInt64(hits.trailingZeroBitCount) & ~7
                letters |= word & ((1 &<< bits) &- 1)
                return position &+ Int(bits >> 3)
            }
            letters |= word
            position = position &+ 8
        }
        while position < end {
            let byte = base[position]
            if byte < 0x20 || byte == 0x22 || byte == 0x5C { return position }
            letters |= UInt64(byte)
            position = position &+ 1
        }
        return end
    }

    @inline(__always)
    static func isASCII(_ letters: UInt64) -> Bool { letters & 0x8080_8080_8080_8080 == 0 }
}
