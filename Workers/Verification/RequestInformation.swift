package import Core

/// verification.info.requested -> Verification, and the mail with the question
package enum RequestInformation: Decider {
    package static func reference(of request: VerificationInfoRequested) -> Reference { .id(request.company) }

    package static func asks(of request: VerificationInfoRequested) -> [Ask] { Verification.asks(of: request) }

    package static func decide(
        _ request: VerificationInfoRequested, given verification: Verification?, in circumstances: Circumstances
    ) -> Decision<VerificationFact> {
        Verification.ask(request, given: verification, in: circumstances)
    }
}
