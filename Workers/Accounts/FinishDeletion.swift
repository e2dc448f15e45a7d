package import Core

/// account.deletion.due -> Account, a tombstone now
package enum FinishDeletion: Decider {
    package static func reference(of due: DeletionDue) -> Reference { .id(due.account) }

    package static func asks(of due: DeletionDue) -> [Ask] { [.companiesLeft(by: due.account)] }

    package static func decide(
        _ due: DeletionDue, given account: Account?, in circumstances: Circumstances
    ) -> Decision<AccountFact> {
        Account.finishDeletion(due, given: account, in: circumstances)
    }
}
