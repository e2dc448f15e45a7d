package import Core

/// account.verification.resend -> Account, found by its address
package enum ResendVerification: Decider {
    package static func reference(of request: VerificationResend) -> Reference {
        .column("email_key", Account.key(of: request.email))
    }

    package static func decide(
        _ request: VerificationResend, given account: Account?, in circumstances: Circumstances
    ) -> Decision<AccountFact> {
        Account.resend(request, given: account, in: circumstances)
    }
}
