/// What a company was registered with.
package struct Registration: Hashable, Sendable {
    package let legalName: String
    /// ISO 3166-1 alpha-2.
    package let country: String
    /// Normalised.
    package let number: String
    /// What every way to write the numbers of one legal person has in common (VER-16).
    package let identity: String
    /// What the registrant chose (VER-4); staff may choose better (VER-6).
    package let type: CompanyType
    package let agreement: String?
    package let registrant: String
    /// The one company of his own that a person registers who is no partner (ACC-10).
    package let isOwn: Bool

    package init(
        legalName: String, country: String, number: String, identity: String, type: CompanyType, agreement: String?,
        registrant: String, isOwn: Bool
    ) {
        self.legalName = legalName
        self.country = country
        self.number = number
        self.identity = identity
        self.type = type
        self.agreement = agreement
        self.registrant = registrant
        self.isOwn = isOwn
    }

    var object: Object {
        [
            "legalName": .string(legalName), "country": .string(country), "registrationNumber": .string(number),
            "identity": .string(identity), "companyType": .string(type.rawValue), "distributionAgreement": .text(agreement),
            "registrant": .string(registrant), "own": .bool(isOwn),
        ]
    }

    init?(_ object: Object) {
        guard let legalName = object["legalName"]?.string, let country = object["country"]?.string,
            let number = object["registrationNumber"]?.string, let identity = object["identity"]?.string,
            let type = object["companyType"]?.string.flatMap(CompanyType.init),
            let registrant = object["registrant"]?.string, let isOwn = object["own"]?.bool
        else { return nil }
        self.init(
            legalName: legalName, country: country, number: number, identity: identity, type: type,
            agreement: object["distributionAgreement"]?.string, registrant: registrant, isOwn: isOwn)
    }
}
