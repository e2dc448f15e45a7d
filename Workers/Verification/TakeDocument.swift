package import Core

/// verification.document.submitted -> Verification, its inspection and the acknowledgement
package enum TakeDocument: Decider {
    package static func reference(of submission: DocumentSubmitted) -> Reference { .id(submission.company) }

    package static func asks(of submission: DocumentSubmitted) -> [Ask] { Verification.asks(of: submission) }

    package static func decide(
        _ submission: DocumentSubmitted, given verification: Verification?, in circumstances: Circumstances
    ) -> Decision<VerificationFact> {
        Verification.submit(submission, given: verification, in: circumstances)
    }
}
