/// What can happen to an invitation. Of its link only the hash is in here: a fact is kept for ever.
package enum InvitationFact: Fact {
    case issued(IssuedInvitation)
    case reminded
    case accepted(account: String)
    case revoked(by: String)
    case expired
    /// The address was taken out (ACC-17).
    case forgotten

    /// Members of the data that say who it was.
    static let personal = ["email"]

    package var name: String {
        switch self {
        case .issued: "invitation.issued"
        case .reminded: "invitation.reminded"
        case .accepted: "invitation.accepted"
        case .revoked: "invitation.revoked"
        case .expired: "invitation.expired"
        case .forgotten: "invitation.forgotten"
        }
    }

    package var data: Object {
        switch self {
        case .issued(let issued): issued.object
        case .accepted(let account): ["account": .string(account)]
        case .revoked(let by): ["by": .string(by)]
        case .reminded, .expired, .forgotten: [:]
        }
    }

    package init?(name: String, data: Object) {
        switch name {
        case "invitation.issued":
            guard let issued = IssuedInvitation(data) else { return nil }
            self = .issued(issued)
        case "invitation.accepted":
            guard let account = data["account"]?.string else { return nil }
            self = .accepted(account: account)
        case "invitation.revoked":
            guard let by = data["by"]?.string else { return nil }
            self = .revoked(by: by)
        case "invitation.reminded": self = .reminded
        case "invitation.expired": self = .expired
        case "invitation.forgotten": self = .forgotten
        default: return nil
        }
    }
}

/// Who is invited where, as what, and the link of this mail.
package struct IssuedInvitation: Hashable, Sendable {
    package let company: String
    /// As it was called then, for the mails.
    package let companyName: String
    package let email: String
    package let locale: Locale
    package let grant: RoleGrant
    package let link: VerificationLink
    package let by: String

    package init(
        company: String, companyName: String, email: String, locale: Locale, grant: RoleGrant, link: VerificationLink,
        by: String
    ) {
        self.company = company
        self.companyName = companyName
        self.email = email
        self.locale = locale
        self.grant = grant
        self.link = link
        self.by = by
    }

    var object: Object {
        [
            "company": .string(company), "companyName": .string(companyName), "email": .string(email),
            "locale": .string(locale.rawValue), "grant": .object(grant.object), "link": .object(link.object),
            "by": .string(by),
        ]
    }

    init?(_ object: Object) {
        guard let company = object["company"]?.string, let companyName = object["companyName"]?.string,
            let email = object["email"]?.string, let locale = object["locale"]?.string.flatMap(Locale.init),
            let grant = object["grant"]?.object.flatMap(RoleGrant.init),
            let link = object["link"]?.object.flatMap(VerificationLink.init), let by = object["by"]?.string
        else { return nil }
        self.init(
            company: company, companyName: companyName, email: email, locale: locale, grant: grant, link: link, by: by)
    }
}
