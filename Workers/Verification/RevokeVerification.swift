package import Core

/// verification.revoked -> Verification, final by a second person
package enum RevokeVerification: Decider {
    package static func reference(of revocation: VerificationRevoked) -> Reference { .id(revocation.company) }

    package static func asks(of revocation: VerificationRevoked) -> [Ask] { Verification.asks(of: revocation) }

    package static func decide(
        _ revocation: VerificationRevoked, given verification: Verification?, in circumstances: Circumstances
    ) -> Decision<VerificationFact> {
        Verification.revoke(revocation, given: verification, in: circumstances)
    }
}
