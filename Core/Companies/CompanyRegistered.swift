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
    package let country: String
    /// Normalised.
    package let number: String
    /// The same for every way to write a number of this legal person (VER-16).
    package let identity: String
    package let companyType: CompanyType
    package let agreement: String?
    package let certificate: Object?

    package init(from form: inout Form) {
        account = form.id("accountId", "who registers it")
        company = form.id("companyId", "the company, chosen by the producer so that a retry is recognised")
        legalName = form.text("legalName", "its legal name, as the register has it")
        country = form.text("country", "the country of its register, ISO 3166-1 alpha-2", limit: 2).uppercased()
        let text = form.text("registrationNumber", "its number in that register, in any usual spelling", limit: 64)
        number = String(text.uppercased().filter { $0.isLetter || $0.isNumber })
        identity = "\(country) \(number)"
        companyType = form.requiredChoice(
            "companyType", "what it does; in doubt enterprise (VER-4, VER-6)", of: CompanyType.self, placeholder: .enterprise)
        agreement = form.optionalText("distributionAgreement", "the number of the distribution agreement, where there is one")
        certificate = form.certificate("certificate", "its registration certificate, put into the document store before")
    }
}

extension Form {
    /// A document {id, name, mediaType, size, sha256, kind?}, looked at here so that a slip is refused at once, and passed on
    /// as it is.
    fileprivate mutating func certificate(_ name: String, _ meaning: String) -> Object? {
        guard let object = optionalObject(name, meaning) else { return nil }
        var document = Form(object, digest: digest)
        _ = document.id("id", "the document, in the store")
        _ = document.text("name", "what its file is called")
        _ = document.text("mediaType", "what it is said to be", limit: 100)
        _ = document.integer("size", "its length in bytes", in: 1...Int64.max)
        _ = document.text("sha256", "its SHA-256, hexadecimal", limit: 64)
        _ = document.optionalText("kind", "what kind of certificate it is", limit: 64)
        problems += document.problems.map { $0.within(name) }
        return object
    }
}
