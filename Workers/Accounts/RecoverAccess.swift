package import Core

/// account.recovery.requested -> Account, found by its address, and a mail
package enum RecoverAccess: Decider {
    package static func reference(of request: RecoveryRequested) -> Reference {
        .column("email_key", Account.key(of: request.email))
    }

    package static func decide(
        _ request: RecoveryRequested, given account: Account?, in circumstances: Circumstances
    ) -> Decision<AccountFact> {
        Account.recover(request, given: account, in: circumstances)
    }
}
