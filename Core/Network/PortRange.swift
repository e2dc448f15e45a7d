/// The ports of a shared address (CGNAT) that are one holder's, both ends included.
package struct PortRange: Hashable, Sendable, CustomStringConvertible {
    package let first: UInt16
    package let last: UInt16

    /// Nil where it ends before it begins.
    package init?(_ first: UInt16, _ last: UInt16) {
        if last < first { return nil }
        self.first = first
        self.last = last
    }

    /// `1024-2047`
    package init?(_ text: some StringProtocol) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 2, parts.allSatisfy({ $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }),
            let first = UInt16(parts[0]), let last = UInt16(parts[1])
        else { return nil }
        self.init(first, last)
    }

    package var description: String { "\(first)-\(last)" }
}
