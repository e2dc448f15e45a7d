/// A block of addresses: `192.0.2.0/24`, `2001:db8::/48`, or one address.
package struct IPPrefix: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// The lowest address of the block.
    package let base: IPAddress
    package let length: Int

    /// The block of this length in which the address lies. `length` is held to the width of the family.
    package init(_ address: IPAddress, length: Int) {
        let length = min(max(length, 0), address.family.width)
        self.length = length
        base = IPAddress(address.family, bits: address.bits & IPPrefix.mask(address.family, length))
    }

    package init(_ address: IPAddress) {
        self.init(address, length: address.family.width)
    }

    /// An address, or an address, a slash and a length. Nil where bits beyond the length are set, or it is neither.
    package init?(_ text: some StringProtocol) {
        guard let found = IPPrefix.around(text), found.isExact else { return nil }
        self = found.block
    }

    /// The same, but bits beyond the length are only told of.
    package static func around(_ text: some StringProtocol) -> (block: IPPrefix, isExact: Bool)? {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard let address = parts.first.flatMap({ IPAddress($0) }) else { return nil }
        if parts.count == 1 { return (IPPrefix(address), true) }
        guard parts.count == 2, (1...3).contains(parts[1].utf8.count), parts[1].utf8.allSatisfy({ (0x30...0x39).contains($0) }),
            let length = Int(parts[1]), length <= address.family.width
        else { return nil }
        let block = IPPrefix(address, length: length)
        return (block, block.base == address)
    }

    package var isOneAddress: Bool { length == base.family.width }

    package var last: IPAddress {
        let width = IPPrefix.mask(base.family, base.family.width)
        return IPAddress(base.family, bits: base.bits | (width & ~IPPrefix.mask(base.family, length)))
    }

    package func contains(_ address: IPAddress) -> Bool {
        address.family == base.family && address.bits & IPPrefix.mask(base.family, length) == base.bits
    }

    package func contains(_ other: IPPrefix) -> Bool { other.length >= length && contains(other.base) }

    /// One address without a length, as PostgreSQL's `inet` and nftables write it.
    package var description: String { isOneAddress ? base.description : "\(base)/\(length)" }

    package static func < (left: IPPrefix, right: IPPrefix) -> Bool { (left.base, left.length) < (right.base, right.length) }

    private static func mask(_ family: IPAddress.Family, _ length: Int) -> UInt128 {
        let host = family.width - length
        let all: UInt128 = family == .v4 ? 0xFFFF_FFFF : .max
        return host >= 128 ? 0 : (all >> UInt128(host)) << UInt128(host)
    }
}
