package import Core

/// abuse.unblock.requested -> AbuseCase, found by the hash of its token
package enum ClaimRemediation: Decider {
    package static func reference(of input: UnblockRequested) -> Reference { .column("unblock_hash", input.tokenHash) }

    package static func decide(
        _ input: UnblockRequested, given state: AbuseCase?, in circumstances: Circumstances
    ) -> Decision<AbuseCase.Happening> {
        AbuseCase.claim(input, given: state, in: circumstances)
    }
}
