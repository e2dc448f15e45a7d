package import Core

/// verification.opened -> Verification, which waits for a document
package enum OpenVerification: Decider {
    package static func reference(of opened: VerificationOpened) -> Reference { .id(opened.company) }

    package static func decide(
        _ opened: VerificationOpened, given verification: Verification?, in circumstances: Circumstances
    ) -> Decision<VerificationFact> {
        Verification.open(opened, given: verification, in: circumstances)
    }
}
