package import Core

/// abuse.block.ordered -> the Guard, then the Block
package enum GuardOrder: Decider {
    package static func reference(of order: BlockOrdered) -> Reference { .id(Guard.only) }

    package static func asks(of order: BlockOrdered) -> [Ask] { [OwnPrefixes.ask(of: order.target.prefix)] }

    package static func decide(
        _ order: BlockOrdered, given guardian: Guard?, in circumstances: Circumstances
    ) -> Decision<GuardFact> {
        Guard.decide(order, given: guardian, in: circumstances)
    }
}
