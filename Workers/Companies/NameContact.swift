package import Core

/// account.contact.named -> Company, and the connection information
package enum NameContact: Decider {
    package static func reference(of input: ContactNamed) -> Reference { .id(input.company) }

    package static func decide(
        _ input: ContactNamed, given state: Company?, in circumstances: Circumstances
    ) -> Decision<Company.Happening> {
        Company.name(input, given: state, in: circumstances)
    }
}
