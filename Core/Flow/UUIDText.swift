/// UUIDs as text in canonical form: 36 characters, lower case.
package enum UUIDText {
    /// The canonical form, or nil where `text` is no UUID.
    package static func canonical(_ text: String) -> String? {
        guard parse(text, acceptingUpperCase: true) != nil else { return nil }
        return text.lowercased()
    }

    /// The 128 bits of a UUID written canonically (lower case); nil for anything else.
    package static func bits(_ text: String) -> UInt128? {
        parse(text, acceptingUpperCase: false)
    }

    package static func text(_ bits: UInt128) -> String {
        var output: [UInt8] = []
        output.reserveCapacity(36)
        for index in 0..<32 {
            if index == 8 || index == 12 || index == 16 || index == 20 { output.append(UInt8(ascii: "-")) }
            output.append(hexDigits[Int(truncatingIfNeeded: bits >> UInt128(124 - 4 * index)) & 15])
        }
        return String(decoding: output, as: UTF8.self)
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

    private static let hexDigits = Array("0123456789abcdef".utf8)

    private static func parse(_ text: String, acceptingUpperCase: Bool) -> UInt128? {
        var copy = text
        return copy.withUTF8 { bytes in
            guard bytes.count == 36 else { return nil }
            var bits: UInt128 = 0
            for (index, byte) in bytes.enumerated() {
                switch (index, byte) {
                case (8, 0x2D), (13, 0x2D), (18, 0x2D), (23, 0x2D): continue
                case (8, _), (13, _), (18, _), (23, _): return nil
                case (_, 0x30...0x39): bits = bits << 4 | UInt128(byte - 0x30)
                case (_, 0x61...0x66): bits = bits << 4 | UInt128(byte - 0x57)
                case (_, 0x41...0x46) where acceptingUpperCase: bits = bits << 4 | UInt128(byte - 0x37)
                default: return nil
                }
            }
            return bits
        }
    }
}
