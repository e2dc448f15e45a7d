package import Core

/// account.join.refused -> Company
package enum RefuseJoin: Decider {
    package static func reference(of input: JoinRefused) -> Reference { .id(input.company) }

    package static func asks(of input: JoinRefused) -> [Ask] { Company.asks(of: input) }

    package static func decide(
        _ input: JoinRefused, given state: Company?, in circumstances: Circumstances
    ) -> Decision<Company.Happening> {
        Company.refuse(input, given: state, in: circumstances)
    }
}
