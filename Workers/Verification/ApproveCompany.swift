package import Core

/// verification.approved -> Verification, and the company's standing
package enum ApproveCompany: Decider {
    package static func reference(of approval: VerificationApproved) -> Reference { .id(approval.company) }

    package static func asks(of approval: VerificationApproved) -> [Ask] { Verification.asks(of: approval) }

    package static func decide(
        _ approval: VerificationApproved, given verification: Verification?, in circumstances: Circumstances
    ) -> Decision<VerificationFact> {
        Verification.approve(approval, given: verification, in: circumstances)
    }
}
