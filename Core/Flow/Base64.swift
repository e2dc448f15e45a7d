/// Base64 of RFC 4648, section 4: padded, one line.
package enum Base64 {
    /// Nil where the text is not base64, or stands for more than `limit` bytes.
    package static func bytes(of text: String, limit: Int) -> [UInt8]? {
        var text = text
        return text.withUTF8 { digits in
            guard digits.count % 4 == 0, digits.count / 4 * 3 <= limit + 2 else { return nil }
            var bytes: [UInt8] = []
            bytes.reserveCapacity(digits.count / 4 * 3)
            for start in stride(from: 0, to: digits.count, by: 4) {
                let isLast = start + 4 == digits.count
                let padding = isLast ? (digits[start + 3] == 0x3D ? (digits[start + 2] == 0x3D ? 2 : 1) : 0) : 0
                var group: UInt32 = 0
                for place in 0..<(4 - padding) {
                    guard let value = value(of: digits[start + place]) else { return nil }
                    group |= value << UInt32(18 - 6 * place)
                }
                bytes.append(UInt8(truncatingIfNeeded: group >> 16))
                if padding < 2 { bytes.append(UInt8(truncatingIfNeeded: group >> 8)) }
                if padding < 1 { bytes.append(UInt8(truncatingIfNeeded: group)) }
            }
            return bytes.count <= limit ? bytes : nil
        }
    }

    package static func text(of bytes: [UInt8]) -> String {
        var digits: [UInt8] = []
        digits.reserveCapacity((bytes.count + 2) / 3 * 4)
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let count = min(3, bytes.count - start)
            var group: UInt32 = 0
            for place in 0..<count { group |= UInt32(bytes[start + place]) << UInt32(16 - 8 * place) }
            for place in 0..<4 {
                digits.append(place <= count ? alphabet[Int(group >> UInt32(18 - 6 * place) & 63)] : 0x3D)
            }
        }
        return String(decoding: digits, as: UTF8.self)
    }

    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

    private static func value(of digit: UInt8) -> UInt32? {
        switch digit {
        case 0x41...0x5A: UInt32(digit - 0x41)
        case 0x61...0x7A: UInt32(digit - 0x61 + 26)
        case 0x30...0x39: UInt32(digit - 0x30 + 52)
        case 0x2B: 62
        case 0x2F: 63
        default: nil
        }
    }
}
