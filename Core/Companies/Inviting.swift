/// From an invitation to a member: one mail with one link at a time, which works once (ACC-8).
extension Invitation {
    package static func asks(of input: MemberInvited) -> [Ask] {
        [
            .account(input.by), .membership(of: input.by, in: input.company), .person(at: input.email, in: input.company),
            .openInvitations(of: input.company),
        ]
    }

    package static func invite(
        _ input: MemberInvited, given invitation: Invitation?, in circumstances: Circumstances
    ) -> Decision<InvitationFact> {
        let policy = circumstances.policies.companies.at(circumstances.now).policy
        guard let company = circumstances.answers[.membership(of: input.by, in: input.company)]?.first else {
            return .reject([Company.unknown])
        }
        let person = circumstances.answers[.person(at: input.email, in: input.company)]?.first
        let problems =
            problems(of: input, in: company, policy, circumstances)
            + problems(ofPerson: person, given: invitation, policy, circumstances, input)
        guard problems.isEmpty else { return .reject(problems) }
        if let invitation, invitation.isOpen(at: circumstances.now), invitation.grant == input.grant {
            return .ignore("invited already; the link of the mail works until \(invitation.link?.expires.description ?? "-")")
        }
        let locale =
            person?["locale"]?.string.flatMap(Locale.init) ?? input.locale
            ?? AskedAccount(input.by, in: circumstances)?.locale ?? .french
        var next = invitation ?? Invitation(id: input.invitation)
        let expires = circumstances.now.adding(policy.invitation)
        let token = tokenId(of: next.id, issue: next.issue + 1, circumstances)
        let fact = InvitationFact.issued(
            IssuedInvitation(
                company: input.company, companyName: company["legal_name"]?.string ?? "", email: input.email, locale: locale,
                grant: input.grant,
                link: VerificationLink(tokenHash: circumstances.tokenHash(linkPurpose, token), expires: expires),
                by: input.by))
        next.apply(fact, at: circumstances.now)
        return .record(
            [fact],
            Consequences(
                send: [next.mail("invitation", circumstances)],
                schedule: [next.timer(.reminder, at: circumstances.now.adding(policy.invitationReminder))]))
    }

    package static func asks(of input: InvitationAccepted) -> [Ask] { [.account(input.account)] }

    package static func accept(
        _ input: InvitationAccepted, given invitation: Invitation?, in circumstances: Circumstances
    ) -> Decision<InvitationFact> {
        guard let invitation, let link = invitation.link, link.tokenHash == input.tokenHash, let grant = invitation.grant
        else {
            return refuse("this link is unknown, or a newer one replaced it", "use the newest mail, or ask to be invited again")
        }
        switch invitation.state {
        case .accepted where invitation.acceptedBy == input.account: return .ignore("accepted already")
        case .accepted: return refuse("this link was used already", "ask an administrator of the company for an invitation")
        case .revoked:
            return refuse("this invitation was taken back", "ask an administrator of the company for another")
        case .open where circumstances.now < link.expires: break
        case .open, .expired, nil:
            return refuse("this link expired at \(link.expires)", "ask an administrator of the company to invite again")
        }
        var problems = AskedAccount.problems(of: input.account, field: "accountId", in: circumstances)
        if let account = AskedAccount(input.account, in: circumstances),
            Account.key(of: account.email) != Account.key(of: invitation.email)
        {
            problems.append(
                Reason(
                    rule: "ACC-8", field: "accountId", message: "this invitation was sent to another address",
                    remedy: "sign in with the address it was sent to, or ask to be invited at yours"))
        }
        guard problems.isEmpty else { return .reject(problems) }
        return .record(
            [.accepted(account: input.account)],
            Consequences(
                send: [
                    MemberJoined.outgoing(
                        company: invitation.company, account: input.account, invitation: invitation.id, grant,
                        by: invitation.by, at: invitation.invitedAt)
                ], cancel: [invitation.timerKey]))
    }

    package static func revoke(
        _ input: InvitationRevoked, given invitation: Invitation?, in circumstances: Circumstances
    ) -> Decision<InvitationFact> {
        guard let invitation, invitation.state == .open else { return .ignore("the invitation is not open any more") }
        return .record([.revoked(by: input.by)], Consequences(cancel: [invitation.timerKey]))
    }

    package static func comeDue(
        _ input: InvitationCameDue, given invitation: Invitation?, in circumstances: Circumstances
    ) -> Decision<InvitationFact> {
        guard let invitation, let link = invitation.link, invitation.state == .open, invitation.issue == input.issue else {
            return .ignore("this invitation does not wait any more")
        }
        switch input.what {
        case .reminder where circumstances.now < link.expires:
            return .record(
                [.reminded],
                Consequences(
                    send: [invitation.mail("invitation-reminder", circumstances)],
                    schedule: [invitation.timer(.expiry, at: link.expires)]))
        case .reminder, .expiry: return .record([.expired])
        }
    }

    /// ACC-17: its person's account is gone, and the address with it.
    package static func forget(
        _ input: InvitationForgotten, given invitation: Invitation?, in circumstances: Circumstances
    ) -> Decision<InvitationFact> {
        guard let invitation, !invitation.isForgotten else { return .ignore("nothing is known of its person") }
        return .record(
            [.forgotten],
            Consequences(
                cancel: [invitation.timerKey],
                erase: [Erasure(subject: "\(kind)/\(invitation.id)", members: InvitationFact.personal)]))
    }
}
