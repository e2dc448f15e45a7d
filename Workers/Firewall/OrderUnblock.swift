package import Core

/// abuse.unblock.ordered -> the Block, found by its target, and its gateways
package enum OrderUnblock: Decider {
    package static func reference(of order: UnblockOrdered) -> Reference { .column("target", order.target.description) }

    package static func asks(of order: UnblockOrdered) -> [Ask] { [BlocksAround.ask(of: order.target.prefix)] }

    package static func decide(
        _ order: UnblockOrdered, given block: Block?, in circumstances: Circumstances
    ) -> Decision<BlockFact> {
        Block.unblock(order, given: block, in: circumstances)
    }
}
