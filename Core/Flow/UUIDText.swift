/// UUIDs as text in canonical form: 36 characters, lower case.
package enum UUIDText {
    /// The canonical form, or nil where `text` is no UUID.
    package static func canonical(_ text: String) -> String? {
        if parse(text, acceptingUpperCase: false) != nil { return text }
        return parse(text, acceptingUpperCase: true) == nil ? nil : text.lowercased()
    }

    /// The 128 bits of a UUID written canonically (lower case); nil for anything else.
    package static func bits(_ text: String) -> UInt128? {
        parse(text, acceptingUpperCase: false)
    }

    package static func text(_ bits: UInt128) -> String {
        String(unsafeUninitializedCapacity: 36) { output in
            var (high, low) = (UInt64(truncatingIfNeeded: bits >> 64), UInt64(truncatingIfNeeded: bits))
            for place in stride(from: 35, through: 0, by: -1) {
                if place == 8 || place == 13 || place == 18 || place == 23 {
                    output[place] = UInt8(ascii: "-")
                    continue
                }
                let digit = UInt8(truncatingIfNeeded: low & 15)
                output[place] = digit < 10 ? 0x30 + digit : 0x57 + digit
                low = low >> 4 | high << 60
                high >>= 4
            }
            return 36
        }
    }

    /// The instant inside a UUIDv7 (RFC 9562), or nil for other versions.
    package static func instant(of bits: UInt128) -> Moment? {
        guard bits >> 76 & 0xF == 7, bits >> 62 & 0x3 == 2 else { return nil }
        return Moment(microseconds: Int64(truncatingIfNeeded: bits >> 80) * 1000)
    }

    /// A UUIDv7 of this instant; `random` gives its 74 free bits.
    package static func version7(at now: Moment, random: UInt128) -> UInt128 {
        let time = UInt128(UInt64(max(0, now.milliseconds)) & 0xFFFF_FFFF_FFFF) << 80
        let high = (random >> 62 & 0xFFF) << 64
        let low = random & 0x3FFF_FFFF_FFFF_FFFF
        return time | 0x7 << 76 | high | 0x2 << 62 | low
    }

    private static func parse(_ text: String, acceptingUpperCase: Bool) -> UInt128? {
        var copy = text
        return copy.withUTF8 { bytes in
            guard bytes.count == 36 else { return nil }
            var (high, low): (UInt64, UInt64) = (0, 0)
            for place in 0..<36 {
                let byte = bytes[place]
                if place == 8 || place == 13 || place == 18 || place == 23 {
                    guard byte == UInt8(ascii: "-") else { return nil }
                    continue
                }
                let digit: UInt8
                switch byte {
                case 0x30...0x39: digit = byte &- 0x30
                case 0x61...0x66: digit = byte &- 0x57
                case 0x41...0x46 where acceptingUpperCase: digit = byte &- 0x37
                default: return nil
                }
                high = high << 4 | low >> 60
                low = low << 4 | UInt64(digit)
            }
            return UInt128(high) << 64 | UInt128(low)
        }
    }
}
