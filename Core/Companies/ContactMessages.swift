/// ACC-14: the sales administration writes down who the technical contact of a new contract is.
package struct ContactNamed: Message {
    package static let type: EventType = "account.contact.named"
    package static let producers: [Producer] = [.sales]
    package static let queue: QueueName = "guichet.account"
    package static let meaning = "A contract of a company gets its first technical contact (ACC-14)."

    package let company: String
    package let contract: String
    package let contact: String
    package let locale: Locale
    package let by: String

    package init(from form: inout Form) {
        company = form.id("companyId", "the company")
        contract = form.contract("contractId", "the contract, as on the invoice: OCB000123")
        contact = form.email("contact", "the address of the technical contact")
        locale = form.choice("locale", "the language of its mails", of: Locale.self, else: .french)
        by = form.text("by", "who of the sales administration writes it down")
    }
}

/// ACC-14: the technical contact changes: the old one out, the new one in, both told.
package struct ContactChanged: Message {
    package static let type: EventType = "account.contact.changed"
    package static let producers: [Producer] = [.sales]
    package static let queue: QueueName = "guichet.account"
    package static let meaning =
        "The technical contact of a contract changes: the old one out, the new one in, both told (ACC-14)."

    package let company: String
    /// Nil: the one contract that has the old contact.
    package let contract: String?
    package let old: String
    package let new: String
    package let locale: Locale?
    package let by: String

    package init(from form: inout Form) {
        company = form.id("companyId", "the company")
        contract = form.optionalContract("contractId", "the contract, as on the invoice, where it is known: OCB000123")
        old = form.email("oldContact", "the address of the contact until now")
        new = form.email("newContact", "the address of the contact from now on")
        locale = form.optionalChoice("locale", "the language of the new contact, where it changes", of: Locale.self)
        by = form.text("by", "who of the sales administration changes it")
    }
}
