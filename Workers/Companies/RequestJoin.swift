package import Core

/// account.join.requested -> Company
package enum RequestJoin: Decider {
    package static func reference(of input: JoinRequested) -> Reference { .id(input.company) }

    package static func asks(of input: JoinRequested) -> [Ask] { Company.asks(of: input) }

    package static func decide(
        _ input: JoinRequested, given state: Company?, in circumstances: Circumstances
    ) -> Decision<Company.Happening> {
        Company.requestJoin(input, given: state, in: circumstances)
    }
}
