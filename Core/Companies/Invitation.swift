/// An invitation of one company to one address: there is one, however often it is sent (ACC-8).
package struct Invitation: Entity {
    package enum State: String, CaseIterable, Sendable {
        case open, accepted, revoked, expired
    }

    package static let kind = "invitation"
    package static let table = "invitations"
    package static let references = ["token_hash"]
    package static let linkPurpose = "invitation"

    package let id: String
    /// Nil until somebody was invited.
    package private(set) var state: State?
    package private(set) var company = ""
    package private(set) var companyName = ""
    package private(set) var email = ""
    package private(set) var locale = Locale.french
    package private(set) var grant: RoleGrant?
    /// Of the newest mail. The older ones lead nowhere.
    package private(set) var link: VerificationLink?
    /// Links made so far.
    package private(set) var issue: Int64 = 0
    package private(set) var by: String?
    package private(set) var invitedAt: Moment?
    package private(set) var remindedAt: Moment?
    package private(set) var acceptedBy: String?
    package private(set) var settledAt: Moment?

    package init(id: String) {
        self.id = id
    }

    /// The same for every spelling of one mailbox, so that inviting twice is inviting once.
    package static func id(of email: String, to company: String, _ digest: (String) -> String) -> String {
        Circumstances.fixedId("invitation\n\(company)\n\(Account.key(of: email))", digest)
    }

    package mutating func apply(_ fact: InvitationFact, at moment: Moment) {
        switch fact {
        case .issued(let issued):
            state = .open
            company = issued.company
            companyName = issued.companyName
            email = issued.email
            locale = issued.locale
            grant = issued.grant
            link = issued.link
            by = issued.by
            issue += 1
            invitedAt = moment
            (remindedAt, acceptedBy, settledAt) = (nil, nil, nil)
        case .reminded: remindedAt = moment
        case .accepted(let account):
            acceptedBy = account
            settle(as: .accepted, at: moment)
        case .revoked: settle(as: .revoked, at: moment)
        case .expired: settle(as: .expired, at: moment)
        case .forgotten:
            email = Erasure.mark
            if state == .open { settle(as: .expired, at: moment) }
        }
    }

    package var isForgotten: Bool { email == Erasure.mark }

    private mutating func settle(as state: State, at moment: Moment) {
        self.state = state
        settledAt = moment
    }
}

extension Invitation {
    package var row: Object {
        [
            "state": .text(state?.rawValue), "company": .string(company), "company_name": .string(companyName),
            "email": .string(email), "email_key": .string(isForgotten ? "\(Erasure.mark) \(id)" : Account.key(of: email)),
            "locale": .string(locale.rawValue),
            "role": .text(grant?.role.rawValue), "scope_kind": .text(grant?.scope?.kind.rawValue),
            "scope_id": .text(grant?.scope?.id), "token_hash": .text(link?.tokenHash), "expires_at": .moment(link?.expires),
            "issue": .integer(issue), "invited_by": .text(by), "invited_at": .moment(invitedAt),
            "reminded_at": .moment(remindedAt), "accepted_by": .text(acceptedBy), "settled_at": .moment(settledAt),
        ]
    }

    package init(id: String, row: Object) throws(Failure) {
        let columns = Columns(of: Invitation.table, id: id, row)
        self.init(id: id)
        state = try columns.choice("state", of: State.self)
        company = try columns.text("company")
        companyName = try columns.text("company_name")
        email = try columns.text("email")
        locale = try columns.choice("locale", of: Locale.self)
        var scope: Scope?
        if let of = columns.optionalText("scope_id") {
            scope = Scope(kind: try columns.choice("scope_kind", of: Scope.Kind.self), id: of)
        }
        grant = RoleGrant(try columns.choice("role", of: Role.self), scope: scope)
        link = VerificationLink(tokenHash: try columns.text("token_hash"), expires: try columns.moment("expires_at"))
        issue = try columns.integer("issue")
        by = columns.optionalText("invited_by")
        invitedAt = try columns.moment("invited_at")
        remindedAt = try columns.optionalMoment("reminded_at")
        acceptedBy = columns.optionalText("accepted_by")
        settledAt = try columns.optionalMoment("settled_at")
    }
}
