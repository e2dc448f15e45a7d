package import Core

/// account.deletion.requested -> Account, and a cooling-off
package enum RequestDeletion: Decider {
    package static func reference(of request: DeletionRequested) -> Reference { .id(request.account) }

    package static func asks(of request: DeletionRequested) -> [Ask] { [.companiesLeft(by: request.account)] }

    package static func decide(
        _ request: DeletionRequested, given account: Account?, in circumstances: Circumstances
    ) -> Decision<AccountFact> {
        Account.requestDeletion(request, given: account, in: circumstances)
    }
}
