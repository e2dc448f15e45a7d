/// A document of a company is to be looked at by a machine before a person does (VER-7).
package struct InspectCertificate: Message {
    package static let type: EventType = "inspection.certificate"
    package static let producers: [Producer] = [.guichet]
    package static let queue: QueueName = "guichet.inspection"
    package static let meaning = "A document is to be inspected: type, structure, signatures, and whether it names the company."

    package let document: String
    package let company: String
    package let legalName: String
    package let country: String
    package let registrationNumber: String
    /// The time of reception: the latest at which a signature in it was made.
    package let receivedAt: Moment

    package init(from form: inout Form) {
        document = form.id("documentId", "the document, in the store")
        company = form.id("companyId", "whose it is")
        legalName = form.text("legalName", "the legal name to look for")
        country = form.text("country", "the country of the register", limit: 2)
        registrationNumber = form.text("registrationNumber", "the number to look for", limit: 64)
        receivedAt = form.moment("receivedAt", "when the document came")
    }

    package static func outgoing(
        document: String, company: String, legalName: String, country: String, registrationNumber: String,
        receivedAt: Moment
    ) -> Outgoing {
        Outgoing(
            type: type,
            data: [
                "documentId": .string(document), "companyId": .string(company), "legalName": .string(legalName),
                "country": .string(country), "registrationNumber": .string(registrationNumber),
                "receivedAt": .moment(receivedAt),
            ])
    }
}
