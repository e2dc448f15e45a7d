package import Core

/// account.contact.changed -> Company, and both contacts told
package enum ChangeContact: Decider {
    package static func reference(of input: ContactChanged) -> Reference { .id(input.company) }

    package static func decide(
        _ input: ContactChanged, given state: Company?, in circumstances: Circumstances
    ) -> Decision<Company.Happening> {
        Company.change(input, given: state, in: circumstances)
    }
}
