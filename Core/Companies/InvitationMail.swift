/// The mail of an invitation, its link, and what it waits for.
extension Invitation {
    func isOpen(at now: Moment) -> Bool { state == .open && link.map { now < $0.expires } ?? false }

    var timerKey: String { "invitation/\(id)" }

    func timer(_ what: InvitationCameDue.What, at due: Moment) -> Timer {
        Timer(key: timerKey, due: due, event: InvitationCameDue.outgoing(what, of: id, issue: issue))
    }

    /// The token of each link is derived from this, and so is the same in a mail and in its reminder.
    static func tokenId(of id: String, issue: Int64, _ circumstances: Circumstances) -> String {
        circumstances.fixedId("link \(issue) of invitation \(id)")
    }

    func mail(_ template: String, _ circumstances: Circumstances) -> Outgoing {
        let token = Invitation.tokenId(of: id, issue: issue, circumstances)
        return NotificationSend.outgoing(
            id: circumstances.derivedId(template), template: template, locale: locale, recipient: email,
            link: NotificationLink(purpose: Invitation.linkPurpose, tokenId: token, path: "/invitation"),
            values: [
                "company": .string(companyName), "role": .string((grant ?? .administrator).words(in: locale)),
                "expires": .moment(link?.expires),
            ], at: circumstances.now)
    }

    static func refuse(_ message: String, _ remedy: String) -> Decision<InvitationFact> {
        .reject([Reason(rule: "ACC-8", field: "token", message: message, remedy: remedy)])
    }

    // MARK: Who may invite whom

    static func problems(
        of input: MemberInvited, in company: Object, _ policy: CompanyPolicy, _ circumstances: Circumstances
    ) -> [Reason] {
        var problems = AskedAccount.problems(of: input.by, field: "by", in: circumstances) + input.grant.problems
        if company["member_state"]?.string != Membership.State.active.rawValue
            || company["role"]?.string != Role.administrator.rawValue
        {
            problems.append(
                Reason(
                    rule: "SEC-2", field: "by", message: "this account is no administrator of the company",
                    remedy: "let an administrator of the company invite"))
        }
        let standing = company["standing"]?.string.flatMap(Standing.init)
        if standing?.admits != true {
            problems.append(
                Reason(
                    rule: "ACC-5", field: "companyId", message: "nobody can be let into this company at present",
                    remedy: "write to \(policy.contact)"))
        }
        let active = company["active_members"]?.integer ?? 0
        if active >= policy.members {
            problems.append(
                Reason(
                    rule: "ACC-8", field: "companyId", message: "the company has \(active) members, and may not have more",
                    remedy: "revoke those who left: account.member.revoked"))
        }
        return problems
    }

    static func problems(
        ofPerson person: Object?, given invitation: Invitation?, _ policy: CompanyPolicy, _ circumstances: Circumstances,
        _ input: MemberInvited
    ) -> [Reason] {
        var problems: [Reason] = []
        if person?["member_state"]?.string == Membership.State.active.rawValue {
            problems.append(
                Reason(
                    rule: "ACC-8", field: "email", message: "this person is a member already",
                    remedy: "change the role: account.role.assigned"))
        }
        let open = circumstances.answers[.openInvitations(of: input.company)]?.first?["open"]?.integer ?? 0
        if open >= policy.invitations, invitation?.isOpen(at: circumstances.now) != true {
            problems.append(
                Reason(
                    rule: "ACC-8", field: "companyId", message: "\(open) invitations of this company are open already",
                    remedy: "take some back: account.member.revoked with the address"))
        }
        return problems
    }
}
