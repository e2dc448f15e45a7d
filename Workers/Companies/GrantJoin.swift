package import Core

/// account.join.granted -> Company
package enum GrantJoin: Decider {
    package static func reference(of input: JoinGranted) -> Reference { .id(input.company) }

    package static func asks(of input: JoinGranted) -> [Ask] { Company.asks(of: input) }

    package static func decide(
        _ input: JoinGranted, given state: Company?, in circumstances: Circumstances
    ) -> Decision<Company.Happening> {
        Company.grant(input, given: state, in: circumstances)
    }
}
