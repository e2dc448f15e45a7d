package import Core

/// account.deletion.withdrawn -> Account
package enum WithdrawDeletion: Decider {
    package static func reference(of withdrawal: DeletionWithdrawn) -> Reference { .id(withdrawal.account) }

    package static func decide(
        _ withdrawal: DeletionWithdrawn, given account: Account?, in circumstances: Circumstances
    ) -> Decision<AccountFact> {
        Account.withdrawDeletion(withdrawal, given: account, in: circumstances)
    }
}
