package import Core

/// account.profile.changed -> Account
package enum ChangeProfile: Decider {
    package static func reference(of change: ProfileChanged) -> Reference { .id(change.account) }

    package static func decide(
        _ change: ProfileChanged, given account: Account?, in circumstances: Circumstances
    ) -> Decision<AccountFact> {
        Account.change(change, given: account)
    }
}
