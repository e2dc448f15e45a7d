package import Core

/// account.profile.completed -> Account, active now
package enum CompleteProfile: Decider {
    package static func reference(of completion: ProfileCompleted) -> Reference { .id(completion.account) }

    package static func decide(
        _ completion: ProfileCompleted, given account: Account?, in circumstances: Circumstances
    ) -> Decision<AccountFact> {
        Account.complete(completion, given: account)
    }
}
