package import Core

/// firewall.block.requested -> the Guard, then the Block, or back to the case
package enum GuardRequest: Decider {
    package static func reference(of request: BlockRequested) -> Reference { .id(Guard.only) }

    package static func asks(of request: BlockRequested) -> [Ask] { [OwnPrefixes.ask(of: request.target.prefix)] }

    package static func decide(
        _ request: BlockRequested, given guardian: Guard?, in circumstances: Circumstances
    ) -> Decision<GuardFact> {
        Guard.decide(request, given: guardian, in: circumstances)
    }
}
