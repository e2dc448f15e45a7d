package import Core

/// account.invitation.accepted -> Invitation, found by the hash of its token
package enum AcceptInvitation: Decider {
    package static func reference(of input: InvitationAccepted) -> Reference { .column("token_hash", input.tokenHash) }

    package static func asks(of input: InvitationAccepted) -> [Ask] { Invitation.asks(of: input) }

    package static func decide(
        _ input: InvitationAccepted, given state: Invitation?, in circumstances: Circumstances
    ) -> Decision<Invitation.Happening> {
        Invitation.accept(input, given: state, in: circumstances)
    }
}
