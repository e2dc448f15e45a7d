package import Core

/// account.recovery.completed -> Account, found by the hash of its token, and its credential
package enum CompleteRecovery: Decider {
    package static func reference(of completion: RecoveryCompleted) -> Reference {
        .column("recovery_hash", completion.tokenHash)
    }

    package static func decide(
        _ completion: RecoveryCompleted, given account: Account?, in circumstances: Circumstances
    ) -> Decision<AccountFact> {
        Account.completeRecovery(completion, given: account, in: circumstances)
    }
}
