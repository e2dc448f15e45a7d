/// What makes a person a partner of a company (ACC-10, ACC-15): the login, and the one right to write, where it was granted.
package struct Partner: Hashable, Sendable {
    /// Whether this login may create organisations (ACC-16).
    package enum Option: String, CaseIterable, Sendable {
        /// Nobody asked for it.
        case none
        /// It waits for a second person (SEC-10).
        case pending
        case granted, declined
    }

    /// `prenom.nom.entreprise`; one person's alone, by constraint.
    package internal(set) var login: String
    /// The partner's own company.
    package internal(set) var company: String
    package internal(set) var firstName: String
    package internal(set) var lastName: String
    package internal(set) var phone: String
    package internal(set) var option: Option
    /// Who asked for the option last: its approval is another's.
    package internal(set) var orderedBy: String?

    init(_ order: PartnerTerms) {
        login = order.login
        company = order.company
        firstName = order.firstName
        lastName = order.lastName
        phone = order.phone
        option = order.wantsCreation ? .pending : .none
        orderedBy = order.by
    }

    mutating func propose(by: String) {
        option = .pending
        orderedBy = by
    }

    package var fullName: String { "\(firstName) \(lastName)" }
}

/// A partner's login as it was made, for the ledger.
package struct PartnerTerms: Hashable, Sendable {
    package let login: String
    package let company: String
    package let firstName: String
    package let lastName: String
    package let phone: String
    package let wantsCreation: Bool
    package let by: String?

    package init(
        login: String, company: String, firstName: String, lastName: String, phone: String, wantsCreation: Bool, by: String?
    ) {
        self.login = login
        self.company = company
        self.firstName = firstName
        self.lastName = lastName
        self.phone = phone
        self.wantsCreation = wantsCreation
        self.by = by
    }

    var object: Object {
        [
            "login": .string(login), "companyId": .string(company), "firstName": .string(firstName),
            "lastName": .string(lastName), "phone": .string(phone), "mayCreateOrganisations": .bool(wantsCreation),
            "by": .text(by),
        ]
    }

    init?(_ data: Object) {
        guard let login = data["login"]?.string, let company = data["companyId"]?.string,
            let firstName = data["firstName"]?.string, let lastName = data["lastName"]?.string,
            let phone = data["phone"]?.string, let wantsCreation = data["mayCreateOrganisations"]?.bool
        else { return nil }
        self.init(
            login: login, company: company, firstName: firstName, lastName: lastName, phone: phone,
            wantsCreation: wantsCreation, by: data["by"]?.string)
    }
}
