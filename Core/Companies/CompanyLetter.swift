/// What companies write to people. The raw value is also the name of the template.
package enum CompanyLetter: String, CaseIterable, Sendable {
    case registered = "company-registered"
    case joinRequested = "join-requested"
    case joinReceived = "join-received"
    case joinReminder = "join-reminder"
    case joinGranted = "join-granted"
    case joinRefused = "join-refused"
    case joinExpired = "join-expired"
    case memberRevoked = "member-revoked"
    case roleChanged = "role-changed"
    case verified = "company-verified"

    /// To all administrators; else to the person it is about.
    package var isForAdministrators: Bool {
        switch self {
        case .joinRequested, .joinReminder, .verified: true
        case .registered, .joinReceived, .joinGranted, .joinRefused, .joinExpired, .memberRevoked, .roleChanged: false
        }
    }
}

/// A letter is to be written. Whom it goes to, and in which language, is asked when it is written: a decision about a company
/// knows its members by their accounts alone.
package struct CompanyLetterWanted: Message {
    package static let type: EventType = "company.letter.wanted"
    package static let producers: [Producer] = [.guichet]
    package static let queue: QueueName = "guichet.account"
    package static let meaning = "A letter about a company is to be written to its administrators, or to one person (NOT-1)."

    package let company: String
    package let letter: CompanyLetter
    /// Whom it is about.
    package let account: String?
    package let grant: RoleGrant?
    package let reason: String?
    package let until: Moment?

    package init(from form: inout Form) {
        company = form.id("companyId", "the company")
        letter = form.requiredChoice("letter", "which letter", of: CompanyLetter.self, placeholder: .registered)
        account = form.optionalId("accountId", "whom it is about")
        grant = form.optionalObject("grant", "the role it tells of: {role, scope}").flatMap(RoleGrant.init)
        reason = form.optionalText("reason", "the reason it tells", limit: 500)
        until = form.optionalMoment("until", "until when something waits")
    }

    package static func outgoing(
        _ letter: CompanyLetter, of company: String, about account: String?, grant: RoleGrant? = nil, reason: String? = nil,
        until: Moment? = nil
    ) -> Outgoing {
        var data: Object = ["companyId": .string(company), "letter": .string(letter.rawValue)]
        if let account { data["accountId"] = .string(account) }
        if let grant { data["grant"] = .object(grant.object) }
        if let reason { data["reason"] = .string(reason) }
        if let until { data["until"] = .moment(until) }
        return Outgoing(type: type, data: data)
    }
}
