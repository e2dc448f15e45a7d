/// ACC-16: the commercial contact asks for a partner's login.
package struct PartnerOrdered: Message {
    package static let type: EventType = "account.partner.ordered"
    package static let producers: [Producer] = [.sales]
    package static let queue: QueueName = "guichet.account"
    package static let meaning =
        "A person becomes a partner of a company, with a login `prenom.nom.entreprise`; the account is made where there is none (ACC-15, ACC-16)."

    package let account: String
    package let firstName: String
    package let lastName: String
    package let company: String
    package let email: String
    package let phone: String
    package let mayCreateOrganisations: Bool
    package let by: String?
    package let locale: Locale

    package init(from form: inout Form) {
        account = form.id("accountId", "the account, if nobody has one with this address yet")
        firstName = form.text("firstName", "first name (ACC-16)", limit: 100)
        lastName = form.text("lastName", "last name (ACC-16)", limit: 100)
        company = form.id("companyId", "the partner's own company")
        email = form.email("email", "the address that the login is sent to (ACC-16)")
        phone = form.text("phone", "the telephone number (ACC-16)", limit: 40)
        mayCreateOrganisations = form.flag(
            "mayCreateOrganisations", "the option “création”: granted by a second person (ACC-16, SEC-10)", else: false)
        by = form.optionalText("by", "who orders it; needed for the option")
        locale = form.choice("locale", "the language of the mails", of: Locale.self, else: .french)
    }
}

/// Yes or no to the option “création”.
package enum PartnerAnswer: String, CaseIterable, Sendable {
    case yes, no
}

/// SEC-10: the second person about the option “création”.
package struct PartnerApproved: Message {
    package static let type: EventType = "account.partner.approved"
    package static let producers: [Producer] = [.staff, .sales]
    package static let queue: QueueName = "guichet.account"
    package static let meaning =
        "A second person grants a partner's login the option “création”, or declines it (ACC-16, SEC-10)."

    package let account: String
    package let by: String
    package let option: PartnerAnswer

    package init(from form: inout Form) {
        account = form.id("accountId", "the partner's account")
        by = form.text("by", "who answers: not who ordered it")
        option = form.requiredChoice(
            "option", "whether the login may create organisations", of: PartnerAnswer.self, placeholder: .no)
    }
}
