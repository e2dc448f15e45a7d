package import Core

/// provisioning.address.corrected -> AddressLease, as it really was
package enum CorrectAddress: Decider {
    package static func reference(of correction: AddressCorrected) -> Reference { .id(correction.lease) }

    package static func decide(
        _ correction: AddressCorrected, given lease: AddressLease?, in circumstances: Circumstances
    ) -> Decision<LeaseFact> {
        AddressLease.correct(correction, given: lease, in: circumstances)
    }
}
