package import Core

/// account.password.set -> Account, and its credential
package enum SetPassword: Decider {
    package static func reference(of password: PasswordSet) -> Reference { .id(password.account) }

    package static func decide(
        _ password: PasswordSet, given account: Account?, in circumstances: Circumstances
    ) -> Decision<AccountFact> {
        Account.setPassword(password, given: account)
    }
}
