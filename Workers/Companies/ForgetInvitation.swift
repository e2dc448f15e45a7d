package import Core

/// company.invitation.forgotten -> Invitation
package enum ForgetInvitation: Decider {
    package static func reference(of input: InvitationForgotten) -> Reference { .id(input.invitation) }

    package static func decide(
        _ input: InvitationForgotten, given state: Invitation?, in circumstances: Circumstances
    ) -> Decision<Invitation.Happening> {
        Invitation.forget(input, given: state, in: circumstances)
    }
}
