package import Core

/// verification.released -> Verification
package enum ReleaseVerification: Decider {
    package static func reference(of release: VerificationReleased) -> Reference { .id(release.company) }

    package static func decide(
        _ release: VerificationReleased, given verification: Verification?, in circumstances: Circumstances
    ) -> Decision<VerificationFact> {
        Verification.release(release, given: verification, in: circumstances)
    }
}
