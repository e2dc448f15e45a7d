package import Core

/// company.standing.changed -> Company
package enum ChangeStanding: Decider {
    package static func reference(of input: StandingChanged) -> Reference { .id(input.company) }

    package static func decide(
        _ input: StandingChanged, given state: Company?, in circumstances: Circumstances
    ) -> Decision<Company.Happening> {
        Company.stand(input, given: state, in: circumstances)
    }
}
