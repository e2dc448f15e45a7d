/// One address or IPv6 block of ours, and what of it is blocked: one block has one of these, for ever.
package struct BlockTarget: Hashable, Sendable, CustomStringConvertible {
    package let prefix: IPPrefix
    package let scope: BlockScope

    package init(_ prefix: IPPrefix, _ scope: BlockScope) {
        self.prefix = prefix
        self.scope = scope
    }

    /// `smtp 192.0.2.10`
    package var description: String { "\(scope.rawValue) \(prefix)" }

    /// The id of its block, the same for ever.
    package func blockId(_ circumstances: Circumstances) -> String { circumstances.fixedId("block \(self)") }
}
