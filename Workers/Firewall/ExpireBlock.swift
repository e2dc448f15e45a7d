package import Core

/// firewall.block.expired -> the Block, and its cases
package enum ExpireBlock: Decider {
    package static func reference(of expiry: BlockExpired) -> Reference { .id(expiry.block) }

    package static func decide(
        _ expiry: BlockExpired, given block: Block?, in circumstances: Circumstances
    ) -> Decision<BlockFact> {
        Block.expire(block, in: circumstances)
    }
}
