/// A company was registered: its certificate is to be verified (VER-1).
package struct VerificationOpened: Message {
    package static let type: EventType = "verification.opened"
    package static let producers: [Producer] = [.guichet]
    package static let queue: QueueName = "guichet.verification"
    package static let meaning = "A company was registered, and its certificate is to be verified (VER-1)."

    package let company: String
    package let registrant: String
    package let legalName: String
    package let country: String
    package let registrationNumber: String
    package let companyType: CompanyType
    package let openedAt: Moment

    package init(from form: inout Form) {
        company = form.id("companyId", "the company")
        registrant = form.id("accountId", "who registered it")
        legalName = form.text("legalName", "its legal name")
        country = form.text("country", "the country of its register, ISO 3166-1 alpha-2", limit: 2)
        registrationNumber = form.text("registrationNumber", "its number there, normalised", limit: 64)
        companyType = form.requiredChoice(
            "companyType", "what it says it does (VER-4)", of: CompanyType.self, placeholder: .enterprise)
        openedAt = form.moment("openedAt", "when it was registered")
    }

    package static func outgoing(
        company: String, registrant: String, legalName: String, country: String, registrationNumber: String,
        companyType: CompanyType, at now: Moment
    ) -> Outgoing {
        Outgoing(
            type: type,
            data: [
                "companyId": .string(company), "accountId": .string(registrant), "legalName": .string(legalName),
                "country": .string(country), "registrationNumber": .string(registrationNumber),
                "companyType": .string(companyType.rawValue), "openedAt": .moment(now),
            ])
    }
}
