package import Core

/// account.signup.requested -> Account, and the mail with its link
package enum SignUp: Decider {
    package static func reference(of request: SignupRequested) -> Reference { .id(request.account) }

    package static func decide(
        _ request: SignupRequested, given account: Account?, in circumstances: Circumstances
    ) -> Decision<AccountFact> {
        Account.signUp(request, given: account, in: circumstances)
    }
}
