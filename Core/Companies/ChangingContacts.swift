/// Technical contacts, by contract: the old one out and the new one in at once, and both are told (ACC-14).
extension Company {
    package static func name(
        _ input: ContactNamed, given company: Company?, in circumstances: Circumstances
    ) -> Decision<CompanyFact> {
        guard let company else { return .reject([unknown]) }
        if let contact = company.contacts[input.contract] {
            return contact.isAt(input.contact)
                ? .ignore("is the contact of \(input.contract) already")
                : refuse(
                    "ACC-14", "contractId", "\(input.contract) has a technical contact already",
                    "change it: account.contact.changed")
        }
        var work = CompanyWork(company, circumstances)
        work.add(.contactNamed(contract: input.contract, email: input.contact, input.locale, by: input.by))
        work.writeConnection(of: input.contract)
        return work.decision
    }

    package static func change(
        _ input: ContactChanged, given company: Company?, in circumstances: Circumstances
    ) -> Decision<CompanyFact> {
        guard let company else { return .reject([unknown]) }
        guard Account.key(of: input.old) != Account.key(of: input.new) else {
            return refuse("ACC-14", "newContact", "the new contact is the old one", "name another address")
        }
        let matching = company.contacts.filter { input.contract == nil || $0.key == input.contract }
            .filter { $0.value.isAt(input.old) }.keys.sorted()
        guard let contract = matching.first else { return company.refuse(unmatched: input) }
        guard matching.count == 1 else {
            return refuse(
                "ACC-14", "contractId",
                "this address is the contact of \(matching.count) contracts: \(matching.joined(separator: ", "))",
                "a person must choose: give contractId, once for each that is to change")
        }
        var work = CompanyWork(company, circumstances)
        let old = company.contacts[contract]
        work.add(
            .contactChanged(
                contract: contract, from: input.old, to: input.new, input.locale ?? old?.locale ?? .french, by: input.by))
        if let old { work.writeRemoval(of: old, from: contract) }
        work.writeConnection(of: contract)
        return work.decision
    }

    private func refuse(unmatched input: ContactChanged) -> Decision<CompanyFact> {
        if let contract = input.contract {
            guard let contact = contacts[contract] else {
                return Company.refuse(
                    "ACC-14", "contractId", "\(contract) is no contract of this company that has a technical contact",
                    "check it with the invoice; or name its first contact: account.contact.named")
            }
            if contact.isAt(input.new) { return .ignore("changed already") }
            return Company.refuse(
                "ACC-14", "oldContact", "this address is not the technical contact of \(contract)",
                "see who is: guichet show company \(id)")
        }
        if contacts.contains(where: { $0.value.isAt(input.new) }) { return .ignore("changed already") }
        return Company.refuse(
            "ACC-14", "oldContact", "this address is no technical contact of this company",
            "see who is: guichet show company \(id)")
    }
}

extension CompanyWork {
    /// NOT-1: the new contact receives the connection information.
    fileprivate mutating func writeConnection(of contract: String) {
        guard let contact = company.contacts[contract] else { return }
        write("contact-connection", to: contact, about: contract, ["login": .string(contact.email)])
    }

    fileprivate mutating func writeRemoval(of old: TechnicalContact, from contract: String) {
        write("contact-removed", to: old, about: contract)
    }

    private mutating func write(
        _ template: String, to contact: TechnicalContact, about contract: String, _ more: Object = [:]
    ) {
        let values: Object = ["company": .string(company.registration?.legalName ?? ""), "contract": .string(contract)]
        send(
            NotificationSend.outgoing(
                id: circumstances.derivedId("\(template) \(contract)"), template: template, locale: contact.locale,
                recipient: contact.email, values: values.merging(more), at: now))
    }
}
