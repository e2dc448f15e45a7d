package import Core

/// company.letter.wanted -> Company, and the mails to its people
package enum WriteCompanyLetter: Decider {
    package static func reference(of input: CompanyLetterWanted) -> Reference { .id(input.company) }

    package static func asks(of input: CompanyLetterWanted) -> [Ask] { Company.asks(of: input) }

    package static func decide(
        _ input: CompanyLetterWanted, given state: Company?, in circumstances: Circumstances
    ) -> Decision<Company.Happening> {
        Company.write(input, given: state, in: circumstances)
    }
}
