package import Core

/// provisioning.address.assigned -> AddressLease, unless the address rests or is another's
package enum AssignAddress: Decider {
    package static func reference(of assigned: AddressAssigned) -> Reference { .id(assigned.lease) }

    package static func asks(of assigned: AddressAssigned) -> [Ask] { [Quarantine.ask(assigned)] }

    package static func decide(
        _ assigned: AddressAssigned, given lease: AddressLease?, in circumstances: Circumstances
    ) -> Decision<LeaseFact> {
        AddressLease.assign(assigned, given: lease, in: circumstances)
    }
}
