package import Core

/// company.invitation.due -> Invitation
package enum MeetInvitationDeadline: Decider {
    package static func reference(of input: InvitationCameDue) -> Reference { .id(input.invitation) }

    package static func decide(
        _ input: InvitationCameDue, given state: Invitation?, in circumstances: Circumstances
    ) -> Decision<Invitation.Happening> {
        Invitation.comeDue(input, given: state, in: circumstances)
    }
}
