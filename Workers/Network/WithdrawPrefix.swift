package import Core

/// provisioning.prefix.withdrawn -> Allocation, ended
package enum WithdrawPrefix: Decider {
    package static func reference(of withdrawn: PrefixWithdrawn) -> Reference { .id(withdrawn.prefixId) }

    package static func decide(
        _ withdrawn: PrefixWithdrawn, given allocation: Allocation?, in circumstances: Circumstances
    ) -> Decision<AllocationFact> {
        Allocation.withdraw(withdrawn, given: allocation, in: circumstances)
    }
}
