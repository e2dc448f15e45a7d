package import Core

/// firewall.lift.requested -> the Block, and its gateways where nobody else wants it
package enum ReleaseBlock: Decider {
    package static func reference(of request: LiftRequested) -> Reference { .id(request.block) }

    package static func decide(
        _ request: LiftRequested, given block: Block?, in circumstances: Circumstances
    ) -> Decision<BlockFact> {
        Block.release(request, given: block, in: circumstances)
    }
}
