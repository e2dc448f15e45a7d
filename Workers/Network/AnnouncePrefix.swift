package import Core

/// provisioning.prefix.announced -> Allocation
package enum AnnouncePrefix: Decider {
    package static func reference(of announced: PrefixAnnounced) -> Reference { .id(announced.prefixId) }

    package static func decide(
        _ announced: PrefixAnnounced, given allocation: Allocation?, in circumstances: Circumstances
    ) -> Decision<AllocationFact> {
        Allocation.announce(announced, given: allocation, in: circumstances)
    }
}
