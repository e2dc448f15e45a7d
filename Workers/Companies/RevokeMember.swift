package import Core

/// account.member.revoked -> Company, and the invitation of the address
package enum RevokeMember: Decider {
    package static func reference(of input: MemberRevoked) -> Reference { .id(input.company) }

    package static func asks(of input: MemberRevoked) -> [Ask] { Company.asks(of: input) }

    package static func decide(
        _ input: MemberRevoked, given state: Company?, in circumstances: Circumstances
    ) -> Decision<Company.Happening> {
        Company.revoke(input, given: state, in: circumstances)
    }
}
