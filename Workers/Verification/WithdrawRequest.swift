package import Core

/// verification.withdrawn -> Verification
package enum WithdrawRequest: Decider {
    package static func reference(of withdrawal: VerificationWithdrawn) -> Reference { .id(withdrawal.company) }

    package static func asks(of withdrawal: VerificationWithdrawn) -> [Ask] { Verification.asks(of: withdrawal) }

    package static func decide(
        _ withdrawal: VerificationWithdrawn, given verification: Verification?, in circumstances: Circumstances
    ) -> Decision<VerificationFact> {
        Verification.withdraw(withdrawal, given: verification, in: circumstances)
    }
}
