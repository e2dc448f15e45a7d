package import Core

/// company.member.joined -> Company
package enum JoinByInvitation: Decider {
    package static func reference(of input: MemberJoined) -> Reference { .id(input.company) }

    package static func decide(
        _ input: MemberJoined, given state: Company?, in circumstances: Circumstances
    ) -> Decision<Company.Happening> {
        Company.join(input, given: state, in: circumstances)
    }
}
