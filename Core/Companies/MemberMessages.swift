/// ACC-7: a person asks to join a company, which gives no right by itself.
package struct JoinRequested: Message {
    package static let type: EventType = "account.join.requested"
    package static let producers: [Producer] = [.portal]
    package static let queue: QueueName = "guichet.account"
    package static let meaning = "A person asks to join a company; its administrators decide (ACC-7)."

    package let account: String
    package let company: String

    package init(from form: inout Form) {
        account = form.id("accountId", "who asks")
        company = form.id("companyId", "the company")
    }
}

/// ACC-7: an administrator lets a person in, with a role.
package struct JoinGranted: Message {
    package static let type: EventType = "account.join.granted"
    package static let producers: [Producer] = [.portal]
    package static let queue: QueueName = "guichet.account"
    package static let meaning = "An administrator grants a request to join, with a role (ACC-7, ACC-9)."

    package let company: String
    package let account: String
    package let by: String
    package let grant: RoleGrant

    package init(from form: inout Form) {
        company = form.id("companyId", "the company")
        account = form.id("accountId", "who is let in")
        by = form.id("by", "the account of the administrator who grants it")
        grant = RoleGrant(from: &form)
    }
}

/// ACC-7: an administrator says no.
package struct JoinRefused: Message {
    package static let type: EventType = "account.join.refused"
    package static let producers: [Producer] = [.portal]
    package static let queue: QueueName = "guichet.account"
    package static let meaning = "An administrator refuses a request to join (ACC-7)."

    package let company: String
    package let account: String
    package let by: String
    package let reason: String?

    package init(from form: inout Form) {
        company = form.id("companyId", "the company")
        account = form.id("accountId", "who is refused")
        by = form.id("by", "the account of the administrator who refuses")
        reason = form.optionalText("reason", "why, as the person will read it", limit: 500)
    }
}

/// SEC-2: an administrator changes what a member may do.
package struct RoleAssigned: Message {
    package static let type: EventType = "account.role.assigned"
    package static let producers: [Producer] = [.portal]
    package static let queue: QueueName = "guichet.account"
    package static let meaning = "An administrator changes the role of a member (ACC-9, SEC-2)."

    package let company: String
    package let account: String
    package let by: String
    package let grant: RoleGrant

    package init(from form: inout Form) {
        company = form.id("companyId", "the company")
        account = form.id("accountId", "the member")
        by = form.id("by", "the account of the administrator who assigns it")
        grant = RoleGrant(from: &form)
    }
}

/// An administrator ends a membership, or takes an invitation back.
package struct MemberRevoked: Message {
    package static let type: EventType = "account.member.revoked"
    package static let producers: [Producer] = [.portal]
    package static let queue: QueueName = "guichet.account"
    package static let meaning = "An administrator ends a membership, or takes back an invitation by its address (ACC-8, SEC-4)."

    package let company: String
    /// Exactly one of the two is there.
    package let account: String?
    package let email: String?
    package let by: String
    /// The invitation that this address would have.
    package let invitation: String?

    package init(from form: inout Form) {
        company = form.id("companyId", "the company")
        account = form.optionalId("accountId", "the member; or give the address")
        email = form.optionalEmail("email", "the address of a member or of an invitation")
        by = form.id("by", "the account of the administrator who revokes")
        let company = company
        let digest = form.digest
        invitation = email.map { Invitation.id(of: $0, to: company, digest) }
        if (account == nil) == (email == nil), form.problems.isEmpty {
            form.refuse("accountId", "give either accountId or email", remedy: "name the one who is revoked by one of the two")
        }
    }
}

/// An account is gone, and with it its memberships.
package struct MemberLeft: Message {
    package static let type: EventType = "company.member.left"
    package static let producers: [Producer] = [.guichet]
    package static let queue: QueueName = "guichet.account"
    package static let meaning =
        "The account of a member is gone; a company without administrators waits for the sales desk (ACC-17)."

    package let company: String
    package let account: String

    package init(from form: inout Form) {
        company = form.id("companyId", "the company")
        account = form.id("accountId", "who is gone")
    }

    package static func outgoing(company: String, account: String) -> Outgoing {
        Outgoing(type: type, data: ["companyId": .string(company), "accountId": .string(account)])
    }
}

/// The sales administration names an administrator for a company that lost its last one.
package struct AdministratorAppointed: Message {
    package static let type: EventType = "account.administrator.appointed"
    package static let producers: [Producer] = [.sales]
    package static let queue: QueueName = "guichet.account"
    package static let meaning = "A company without any administrator gets one, by the sales administration (ACC-6)."

    package let company: String
    package let account: String
    package let by: String
    package let reason: String

    package init(from form: inout Form) {
        company = form.id("companyId", "the company")
        account = form.id("accountId", "the new administrator")
        by = form.text("by", "who of the sales administration appoints")
        reason = form.text("reason", "on whose word and why", limit: 500)
    }
}

/// A request to join waited so long.
package struct JoinCameDue: Message {
    package enum What: String, CaseIterable, Sendable {
        case reminder, expiry
    }

    package static let type: EventType = "company.join.due"
    package static let producers: [Producer] = [.guichet]
    package static let queue: QueueName = "guichet.account"
    package static let meaning = "A request to join waited so long: administrators are reminded, or it expires (ACC-7)."

    package let company: String
    package let account: String
    package let requestedAt: Moment
    package let what: What

    package init(from form: inout Form) {
        company = form.id("companyId", "the company")
        account = form.id("accountId", "who asked")
        requestedAt = form.moment("requestedAt", "when: which request it is")
        what = form.requiredChoice("what", "what it is time for", of: What.self, placeholder: .reminder)
    }

    package static func outgoing(_ what: What, company: String, account: String, requestedAt: Moment) -> Outgoing {
        Outgoing(
            type: type,
            data: [
                "companyId": .string(company), "accountId": .string(account), "requestedAt": .moment(requestedAt),
                "what": .string(what.rawValue),
            ])
    }
}
