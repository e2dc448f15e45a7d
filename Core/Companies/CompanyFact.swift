/// What can happen to a company. Tokens are not in here, and no addresses of its members: a fact is kept for ever.
package enum CompanyFact: Fact {
    case registered(Registration)
    case joinRequested(account: String)
    case joinReminded(account: String)
    case joinGranted(account: String, RoleGrant, by: String)
    case joinRefused(account: String, by: String, reason: String?)
    case joinExpired(account: String)
    case memberJoined(account: String, RoleGrant, invitation: String)
    case roleAssigned(account: String, RoleGrant, by: String)
    case memberRevoked(account: String, by: String)
    case memberLeft(account: String)
    /// The invitation itself hears of it by an event of its own.
    case invitationRevoked(invitation: String, by: String)
    case administratorAppointed(account: String, by: String, reason: String)
    case standingChanged(StandingChange)
    case contactNamed(contract: String, email: String, Locale, by: String)
    case contactChanged(contract: String, from: String, to: String, Locale, by: String)
    /// Letters went to be sent, to so many people.
    case told(CompanyLetter, account: String?, count: Int64)

    package var name: String {
        switch self {
        case .registered: "company.registered"
        case .joinRequested: "company.join_requested"
        case .joinReminded: "company.join_reminded"
        case .joinGranted: "company.join_granted"
        case .joinRefused: "company.join_refused"
        case .joinExpired: "company.join_expired"
        case .memberJoined: "company.member_joined"
        case .roleAssigned: "company.role_assigned"
        case .memberRevoked: "company.member_revoked"
        case .memberLeft: "company.member_left"
        case .invitationRevoked: "company.invitation_revoked"
        case .administratorAppointed: "company.administrator_appointed"
        case .standingChanged: "company.standing_changed"
        case .contactNamed: "company.contact_named"
        case .contactChanged: "company.contact_changed"
        case .told: "company.told"
        }
    }

    package var data: Object {
        switch self {
        case .registered(let registration): registration.object
        case .joinRequested(let account), .joinReminded(let account), .joinExpired(let account), .memberLeft(let account):
            ["account": .string(account)]
        case .joinGranted(let account, let grant, let by), .roleAssigned(let account, let grant, let by):
            ["account": .string(account), "grant": .object(grant.object), "by": .string(by)]
        case .joinRefused(let account, let by, let reason):
            ["account": .string(account), "by": .string(by), "reason": .text(reason)]
        case .memberJoined(let account, let grant, let invitation):
            ["account": .string(account), "grant": .object(grant.object), "invitation": .string(invitation)]
        case .memberRevoked(let account, let by): ["account": .string(account), "by": .string(by)]
        case .invitationRevoked(let invitation, let by): ["invitation": .string(invitation), "by": .string(by)]
        case .administratorAppointed(let account, let by, let reason):
            ["account": .string(account), "by": .string(by), "reason": .string(reason)]
        case .standingChanged(let change): change.object
        case .contactNamed(let contract, let email, let locale, let by):
            [
                "contract": .string(contract), "email": .string(email), "locale": .string(locale.rawValue),
                "by": .string(by),
            ]
        case .contactChanged(let contract, let from, let to, let locale, let by):
            [
                "contract": .string(contract), "from": .string(from), "to": .string(to),
                "locale": .string(locale.rawValue), "by": .string(by),
            ]
        case .told(let letter, let account, let count):
            ["letter": .string(letter.rawValue), "account": .text(account), "count": .integer(count)]
        }
    }

    package init?(name: String, data: Object) {
        let fact =
            CompanyFact.ofRequest(name, data) ?? CompanyFact.ofMember(name, data) ?? CompanyFact.ofCompany(name, data)
        guard let fact else { return nil }
        self = fact
    }

    private static func ofCompany(_ name: String, _ data: Object) -> CompanyFact? {
        switch name {
        case "company.registered": return Registration(data).map { .registered($0) }
        case "company.standing_changed": return StandingChange(data).map { .standingChanged($0) }
        case "company.told":
            guard let letter = data["letter"]?.string.flatMap(CompanyLetter.init), let count = data["count"]?.integer
            else { return nil }
            return .told(letter, account: data["account"]?.string, count: count)
        case "company.invitation_revoked":
            guard let invitation = data["invitation"]?.string, let by = data["by"]?.string else { return nil }
            return .invitationRevoked(invitation: invitation, by: by)
        case "company.contact_named", "company.contact_changed":
            guard let contract = data["contract"]?.string, let by = data["by"]?.string,
                let locale = data["locale"]?.string.flatMap(Locale.init)
            else { return nil }
            if name == "company.contact_named" {
                return data["email"]?.string.map { .contactNamed(contract: contract, email: $0, locale, by: by) }
            }
            guard let from = data["from"]?.string, let to = data["to"]?.string else { return nil }
            return .contactChanged(contract: contract, from: from, to: to, locale, by: by)
        default: return nil
        }
    }

    private static func ofRequest(_ name: String, _ data: Object) -> CompanyFact? {
        guard let account = data["account"]?.string else { return nil }
        switch name {
        case "company.join_requested": return .joinRequested(account: account)
        case "company.join_reminded": return .joinReminded(account: account)
        case "company.join_expired": return .joinExpired(account: account)
        case "company.join_granted":
            guard let grant = data["grant"]?.object.flatMap(RoleGrant.init), let by = data["by"]?.string else { return nil }
            return .joinGranted(account: account, grant, by: by)
        case "company.join_refused":
            return data["by"]?.string.map { .joinRefused(account: account, by: $0, reason: data["reason"]?.string) }
        default: return nil
        }
    }

    private static func ofMember(_ name: String, _ data: Object) -> CompanyFact? {
        guard let account = data["account"]?.string else { return nil }
        let by = data["by"]?.string
        switch name {
        case "company.member_left": return .memberLeft(account: account)
        case "company.member_revoked": return by.map { .memberRevoked(account: account, by: $0) }
        case "company.member_joined":
            guard let grant = data["grant"]?.object.flatMap(RoleGrant.init), let invitation = data["invitation"]?.string
            else { return nil }
            return .memberJoined(account: account, grant, invitation: invitation)
        case "company.role_assigned":
            guard let grant = data["grant"]?.object.flatMap(RoleGrant.init), let by else { return nil }
            return .roleAssigned(account: account, grant, by: by)
        case "company.administrator_appointed":
            guard let by, let reason = data["reason"]?.string else { return nil }
            return .administratorAppointed(account: account, by: by, reason: reason)
        default: return nil
        }
    }
}
