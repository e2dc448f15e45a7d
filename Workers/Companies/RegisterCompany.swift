package import Core

/// account.company.registered -> Company, the one of its number, or a new one
package enum RegisterCompany: Decider {
    package static func reference(of input: CompanyRegistered) -> Reference {
        .columnElse("registration_key", input.identity, id: input.company)
    }

    package static func asks(of input: CompanyRegistered) -> [Ask] { Company.asks(of: input) }

    package static func decide(
        _ input: CompanyRegistered, given state: Company?, in circumstances: Circumstances
    ) -> Decision<Company.Happening> {
        Company.register(input, given: state, in: circumstances)
    }
}
