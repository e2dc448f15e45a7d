package import Core

/// provisioning.address.withdrawn -> AddressLease, ended
package enum WithdrawAddress: Decider {
    package static func reference(of withdrawn: AddressWithdrawn) -> Reference { .id(withdrawn.lease) }

    package static func decide(
        _ withdrawn: AddressWithdrawn, given lease: AddressLease?, in circumstances: Circumstances
    ) -> Decision<LeaseFact> {
        AddressLease.withdraw(withdrawn, given: lease, in: circumstances)
    }
}
