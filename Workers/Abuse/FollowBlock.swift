package import Core

/// abuse.block.changed -> AbuseCase, and the mails that are true only now
package enum FollowBlock: Decider {
    package static func reference(of input: BlockChanged) -> Reference { .id(input.abuseCase) }

    package static func decide(
        _ input: BlockChanged, given state: AbuseCase?, in circumstances: Circumstances
    ) -> Decision<AbuseCase.Happening> {
        AbuseCase.observe(input, given: state, in: circumstances)
    }
}
