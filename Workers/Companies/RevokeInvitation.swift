package import Core

/// company.invitation.revoked -> Invitation
package enum RevokeInvitation: Decider {
    package static func reference(of input: InvitationRevoked) -> Reference { .id(input.invitation) }

    package static func decide(
        _ input: InvitationRevoked, given state: Invitation?, in circumstances: Circumstances
    ) -> Decision<Invitation.Happening> {
        Invitation.revoke(input, given: state, in: circumstances)
    }
}
