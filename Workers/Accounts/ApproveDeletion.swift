package import Core

/// account.deletion.approved -> Account, a tombstone where the cooling-off is over
package enum ApproveDeletion: Decider {
    package static func reference(of approval: DeletionApproved) -> Reference { .id(approval.account) }

    package static func asks(of approval: DeletionApproved) -> [Ask] { [.companiesLeft(by: approval.account)] }

    package static func decide(
        _ approval: DeletionApproved, given account: Account?, in circumstances: Circumstances
    ) -> Decision<AccountFact> {
        Account.approveDeletion(approval, given: account, in: circumstances)
    }
}
