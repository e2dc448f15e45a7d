package import Core

/// firewall.block.granted -> the Block, and its gateways
package enum WantBlock: Decider {
    package static func reference(of grant: BlockGranted) -> Reference { .id(grant.block) }

    package static func decide(
        _ grant: BlockGranted, given block: Block?, in circumstances: Circumstances
    ) -> Decision<BlockFact> {
        Block.want(grant, given: block, in: circumstances)
    }
}
