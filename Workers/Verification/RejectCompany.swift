package import Core

/// verification.rejected -> Verification, and the company's standing
package enum RejectCompany: Decider {
    package static func reference(of rejection: VerificationRejected) -> Reference { .id(rejection.company) }

    package static func asks(of rejection: VerificationRejected) -> [Ask] { Verification.asks(of: rejection) }

    package static func decide(
        _ rejection: VerificationRejected, given verification: Verification?, in circumstances: Circumstances
    ) -> Decision<VerificationFact> {
        Verification.reject(rejection, given: verification, in: circumstances)
    }
}
