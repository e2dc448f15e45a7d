package import Core

/// account.email.confirmed -> Account, found by the hash of its token
package enum ConfirmEmail: Decider {
    package static func reference(of confirmation: EmailConfirmed) -> Reference {
        .column("verification_hash", confirmation.tokenHash)
    }

    package static func decide(
        _ confirmation: EmailConfirmed, given account: Account?, in circumstances: Circumstances
    ) -> Decision<AccountFact> {
        Account.confirm(confirmation, given: account, in: circumstances)
    }
}
