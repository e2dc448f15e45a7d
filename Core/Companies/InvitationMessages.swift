/// ACC-8: an administrator invites somebody by an address, also while the company is not verified yet (VER-11).
package struct MemberInvited: Message {
    package static let type: EventType = "account.member.invited"
    package static let producers: [Producer] = [.portal]
    package static let queue: QueueName = "guichet.account"
    package static let meaning = "An administrator invites somebody by an address; a mail with a single-use link follows (ACC-8)."

    package let company: String
    package let email: String
    package let by: String
    package let grant: RoleGrant
    package let locale: Locale?
    package let invitation: String

    package init(from form: inout Form) {
        company = form.id("companyId", "the company")
        email = form.email("email", "the address of the person")
        by = form.id("by", "the account of the administrator who invites")
        grant = RoleGrant(from: &form)
        locale = form.optionalChoice("locale", "the language of the mail, where the person has no account", of: Locale.self)
        invitation = Invitation.id(of: email, to: company, form.digest)
    }
}

/// ACC-8: the link of an invitation was followed, by a person who is signed in.
package struct InvitationAccepted: Message {
    package static let type: EventType = "account.invitation.accepted"
    package static let producers: [Producer] = [.portal]
    package static let queue: QueueName = "guichet.account"
    package static let meaning = "The link of an invitation was followed by its person, signed in (ACC-8)."

    package let tokenHash: String
    package let account: String

    package init(from form: inout Form) {
        tokenHash = form.token("token", "the token of the link")
        account = form.id("accountId", "who follows it")
    }
}

/// The company takes an invitation back.
package struct InvitationRevoked: Message {
    package static let type: EventType = "company.invitation.revoked"
    package static let producers: [Producer] = [.guichet]
    package static let queue: QueueName = "guichet.account"
    package static let meaning = "An administrator took an invitation back: its link is dead (ACC-8)."

    package let invitation: String
    package let by: String

    package init(from form: inout Form) {
        invitation = form.id("invitationId", "the invitation")
        by = form.id("by", "the administrator who takes it back")
    }

    package static func outgoing(_ invitation: String, by: String) -> Outgoing {
        Outgoing(type: type, data: ["invitationId": .string(invitation), "by": .string(by)])
    }
}

/// The account of whoever accepted an invitation is gone.
package struct InvitationForgotten: Message {
    package static let type: EventType = "company.invitation.forgotten"
    package static let producers: [Producer] = [.guichet]
    package static let queue: QueueName = "guichet.account"
    package static let meaning = "The account of whoever accepted an invitation is gone: its address is taken out (ACC-17)."

    package let invitation: String

    package init(from form: inout Form) {
        invitation = form.id("invitationId", "the invitation")
    }

    package static func outgoing(_ invitation: String) -> Outgoing {
        Outgoing(type: type, data: ["invitationId": .string(invitation)])
    }
}

/// An invitation waited so long.
package struct InvitationCameDue: Message {
    package enum What: String, CaseIterable, Sendable {
        case reminder, expiry
    }

    package static let type: EventType = "company.invitation.due"
    package static let producers: [Producer] = [.guichet]
    package static let queue: QueueName = "guichet.account"
    package static let meaning = "An invitation waited so long: its person is reminded, or it expires (ACC-8)."

    package let invitation: String
    /// Which of its mails it is about.
    package let issue: Int64
    package let what: What

    package init(from form: inout Form) {
        invitation = form.id("invitationId", "the invitation")
        issue = form.integer("issue", "which of its mails it is about", in: 1...Int64.max)
        what = form.requiredChoice("what", "what it is time for", of: What.self, placeholder: .reminder)
    }

    package static func outgoing(_ what: What, of invitation: String, issue: Int64) -> Outgoing {
        Outgoing(
            type: type,
            data: [
                "invitationId": .string(invitation), "issue": .integer(issue), "what": .string(what.rawValue),
            ])
    }
}

/// An invitation was accepted: the person is a member.
package struct MemberJoined: Message {
    package static let type: EventType = "company.member.joined"
    package static let producers: [Producer] = [.guichet]
    package static let queue: QueueName = "guichet.account"
    package static let meaning = "An invitation was accepted: its person is a member now (ACC-8)."

    package let company: String
    package let account: String
    package let invitation: String
    package let grant: RoleGrant
    package let invitedBy: String?
    package let invitedAt: Moment?

    package init(from form: inout Form) {
        company = form.id("companyId", "the company")
        account = form.id("accountId", "who joins it")
        invitation = form.id("invitationId", "by which invitation")
        grant = RoleGrant(from: &form)
        invitedBy = form.optionalId("invitedBy", "who invited")
        invitedAt = form.optionalMoment("invitedAt", "when")
    }

    package static func outgoing(
        company: String, account: String, invitation: String, _ grant: RoleGrant, by: String? = nil, at: Moment? = nil
    ) -> Outgoing {
        var data: Object = [
            "companyId": .string(company), "accountId": .string(account), "invitationId": .string(invitation),
        ]
        if let by { data["invitedBy"] = .string(by) }
        if let at { data["invitedAt"] = .moment(at) }
        return Outgoing(type: type, data: data.merging(grant.object))
    }
}
