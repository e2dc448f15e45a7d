package import Core

/// account.traces.due -> Account, a tombstone already
package enum EraseTraces: Decider {
    package static func reference(of due: TracesDue) -> Reference { .id(due.account) }

    package static func decide(
        _ due: TracesDue, given account: Account?, in circumstances: Circumstances
    ) -> Decision<AccountFact> {
        Account.eraseTraces(due, given: account, in: circumstances)
    }
}
