/// An IP address as a value. An IPv4 address written inside IPv6 (`::ffff:192.0.2.1`) is the IPv4 address.
package struct IPAddress: Hashable, Comparable, Sendable, CustomStringConvertible {
    package enum Family: UInt8, Sendable, Comparable {
        case v4 = 4
        case v6 = 6

        package var width: Int { self == .v4 ? 32 : 128 }
        package static func < (left: Family, right: Family) -> Bool { left.rawValue < right.rawValue }
    }

    package let family: Family
    /// The address as a number; an IPv4 address in the lowest 32 bits.
    package let bits: UInt128

    package init(_ family: Family, bits: UInt128) {
        if family == .v6, bits >> 32 == 0xFFFF {
            self.family = .v4
            self.bits = bits & 0xFFFF_FFFF
        } else {
            self.family = family
            self.bits = bits
        }
    }

    /// Dotted decimal without leading zeros, or RFC 4291 text without a zone; nil for anything else.
    package init?(_ text: some StringProtocol) {
        let bytes = Array(text.utf8)
        guard bytes.count <= 45 else { return nil }
        if bytes.contains(UInt8(ascii: ":")) {
            guard let bits = IPAddress.sixteenBytes(of: bytes[...]) else { return nil }
            self.init(.v6, bits: bits)
        } else {
            guard let bits = IPAddress.fourBytes(of: bytes[...]) else { return nil }
            self.init(.v4, bits: UInt128(bits))
        }
    }

    package static func < (left: IPAddress, right: IPAddress) -> Bool {
        (left.family, left.bits) < (right.family, right.bits)
    }

    /// RFC 5952 for IPv6, dotted decimal for IPv4.
    package var description: String {
        switch family {
        case .v4: (0..<4).map { "\(bits >> UInt128(24 - 8 * $0) & 0xFF)" }.joined(separator: ".")
        case .v6: IPAddress.text(of: (0..<8).map { UInt16(truncatingIfNeeded: bits >> UInt128(112 - 16 * $0)) })
        }
    }

    // MARK: Text

    private static func fourBytes(of bytes: ArraySlice<UInt8>) -> UInt32? {
        let parts = bytes.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard parts.count == 4 else { return nil }
        var address: UInt32 = 0
        for part in parts {
            guard (1...3).contains(part.count), part.allSatisfy({ (0x30...0x39).contains($0) }),
                part.count == 1 || part.first != 0x30
            else { return nil }
            let number = part.reduce(UInt32(0)) { $0 * 10 + UInt32($1 - 0x30) }
            guard number <= 255 else { return nil }
            address = address << 8 | number
        }
        return address
    }

    private static func sixteenBytes(of bytes: ArraySlice<UInt8>) -> UInt128? {
        let colon = UInt8(ascii: ":")
        // `::` stands for one or more groups of zeros, at most once.
        let gap = bytes.indices.dropLast().first { bytes[$0] == colon && bytes[$0 + 1] == colon }
        guard let gap else {
            guard let groups = groups(of: bytes), groups.count == 8 else { return nil }
            return number(groups)
        }
        guard let head = groups(of: bytes[bytes.startIndex..<gap], mayEndInFour: false),
            let tail = groups(of: bytes[(gap + 2)...]),
            head.count + tail.count <= 7
        else { return nil }
        return number(head + Array(repeating: 0, count: 8 - head.count - tail.count) + tail)
    }

    /// Groups of up to four hexadecimal digits; the last of the whole address may be an IPv4 address, which is two.
    private static func groups(of bytes: ArraySlice<UInt8>, mayEndInFour: Bool = true) -> [UInt16]? {
        if bytes.isEmpty { return [] }
        let parts = bytes.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
        var groups: [UInt16] = []
        for (index, part) in parts.enumerated() {
            if mayEndInFour, index == parts.count - 1, part.contains(UInt8(ascii: ".")) {
                guard let four = fourBytes(of: part) else { return nil }
                groups += [UInt16(truncatingIfNeeded: four >> 16), UInt16(truncatingIfNeeded: four)]
                continue
            }
            guard (1...4).contains(part.count) else { return nil }
            var group: UInt16 = 0
            for byte in part {
                switch byte {
                case 0x30...0x39: group = group << 4 | UInt16(byte - 0x30)
                case 0x41...0x46: group = group << 4 | UInt16(byte - 0x37)
                case 0x61...0x66: group = group << 4 | UInt16(byte - 0x57)
                default: return nil
                }
            }
            groups.append(group)
        }
        return groups
    }

    private static func number(_ groups: [UInt16]) -> UInt128 { groups.reduce(0) { $0 << 16 | UInt128($1) } }

    private static func text(of groups: [UInt16]) -> String {
        // The first of the longest runs of two or more zero groups is `::`.
        var run = 0..<0
        var start = 0
        for index in 0...8 {
            if index < 8, groups[index] == 0 { continue }
            if index - start > max(run.count, 1) { run = start..<index }
            start = index + 1
        }
        let digits = { (part: ArraySlice<UInt16>) in part.map { String($0, radix: 16) }.joined(separator: ":") }
        return run.isEmpty ? digits(groups[...]) : digits(groups[..<run.lowerBound]) + "::" + digits(groups[run.upperBound...])
    }
}
