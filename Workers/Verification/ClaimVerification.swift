package import Core

/// verification.claimed -> Verification, for a while
package enum ClaimVerification: Decider {
    package static func reference(of claim: VerificationClaimed) -> Reference { .id(claim.company) }

    package static func asks(of claim: VerificationClaimed) -> [Ask] { Verification.asks(of: claim) }

    package static func decide(
        _ claim: VerificationClaimed, given verification: Verification?, in circumstances: Circumstances
    ) -> Decision<VerificationFact> {
        Verification.claim(claim, given: verification, in: circumstances)
    }
}
