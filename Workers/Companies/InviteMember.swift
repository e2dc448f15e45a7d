package import Core

/// account.member.invited -> Invitation, and the mail with its link
package enum InviteMember: Decider {
    package static func reference(of input: MemberInvited) -> Reference { .id(input.invitation) }

    package static func asks(of input: MemberInvited) -> [Ask] { Invitation.asks(of: input) }

    package static func decide(
        _ input: MemberInvited, given state: Invitation?, in circumstances: Circumstances
    ) -> Decision<Invitation.Happening> {
        Invitation.invite(input, given: state, in: circumstances)
    }
}
