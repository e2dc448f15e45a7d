package import Core

/// account.administrator.appointed -> Company
package enum AppointAdministrator: Decider {
    package static func reference(of input: AdministratorAppointed) -> Reference { .id(input.company) }

    package static func asks(of input: AdministratorAppointed) -> [Ask] { Company.asks(of: input) }

    package static func decide(
        _ input: AdministratorAppointed, given state: Company?, in circumstances: Circumstances
    ) -> Decision<Company.Happening> {
        Company.appoint(input, given: state, in: circumstances)
    }
}
