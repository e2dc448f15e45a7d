package import Core

/// verification.due -> Verification: leases, rungs, reminders, expiry
package enum MeetVerificationTime: Decider {
    package static func reference(of input: VerificationCameDue) -> Reference { .id(input.company) }

    package static func asks(of input: VerificationCameDue) -> [Ask] { Verification.asks(of: input) }

    package static func decide(
        _ input: VerificationCameDue, given verification: Verification?, in circumstances: Circumstances
    ) -> Decision<VerificationFact> {
        Verification.come(input, given: verification, in: circumstances)
    }
}
