package import Core

/// account.reset.ordered -> Account, locked, and its welcome mail
package enum ResetAccount: Decider {
    package static func reference(of order: ResetOrdered) -> Reference { .id(order.account) }

    package static func decide(
        _ order: ResetOrdered, given account: Account?, in circumstances: Circumstances
    ) -> Decision<AccountFact> {
        Account.reset(order, given: account, in: circumstances)
    }
}
