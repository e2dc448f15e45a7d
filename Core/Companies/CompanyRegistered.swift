/// ACC-5, VER-1: a person registers a company, or finds that it was registered before (VER-16).
package struct CompanyRegistered: Message {
    package static let type: EventType = "account.company.registered"
    package static let producers: [Producer] = [.portal]
    package static let queue: QueueName = "guichet.account"
    package static let meaning =
        "A person registers a company and becomes its administrator; one that is registered already becomes a request to join "
        + "(ACC-5, ACC-6, VER-1, VER-16)."

    package let account: String
    package let company: String
    package let legalName: String
    /// Of its register, ISO 3166-1 alpha-2.
    package let country: String
    /// Normalised.
    package let number: String
    /// The same for every way to write a number of this legal person (VER-16).
    package let identity: String
    package let companyType: CompanyType
    package let agreement: String?
    package let certificate: AnnouncedDocument?

    package init(from form: inout Form) {
        account = form.id("accountId", "who registers it")
        company = form.id("companyId", "the company, chosen by the producer so that a retry is recognised")
        legalName = form.text("legalName", "its legal name, as the register has it")
        let read = form.registrationNumber()
        country = read.country
        number = read.number
        identity = read.identity
        companyType = form.requiredChoice(
            "companyType", "what it does; in doubt enterprise (VER-4, VER-6)", of: CompanyType.self, placeholder: .enterprise)
        agreement = form.optionalText("distributionAgreement", "the number of the distribution agreement, where there is one")
        certificate = form.optionalNested("certificate", "its registration certificate, put into the document store before") {
            AnnouncedDocument(from: &$0)
        }
    }
}

extension Form {
    /// Country and number make one company known, and so are read together, before anything is looked up.
    fileprivate mutating func registrationNumber() -> (country: String, number: String, identity: String) {
        let before = problems.count
        let country = text("country", "the country of its register, ISO 3166-1 alpha-2", limit: 2, example: "FR")
        let text = text(
            "registrationNumber", "its number in that register, in any usual spelling", limit: 64, example: "732 829 320")
        if isDescribing || problems.count > before { return (country, text, "") }
        switch RegistrationNumber.read(text, country: country) {
        case .success(let number): return (number.country, number.text, number.key)
        case .failure(let problem):
            problems.append(problem.reason())
            return (country, text, "")
        }
    }
}
