import Core
import Testing

@Suite struct `The technical contact of a contract` {
    private typealias S = CompanySamples

    private func name(
        _ contract: String, _ contact: String, given company: Company?, locale: String = "en"
    ) -> Decision<CompanyFact> {
        let data: Object = [
            "companyId": .string(S.company), "contractId": .string(contract), "contact": .string(contact), "by": "Chloé",
            "locale": .string(locale),
        ]
        return Company.name(S.read(ContactNamed.self, data), given: company, in: S.circumstances())
    }

    private func change(
        _ old: String, to new: String, of contract: String? = nil, given company: Company?, _ more: Object = Object()
    ) -> Decision<CompanyFact> {
        var data: Object = [
            "companyId": .string(S.company), "oldContact": .string(old), "newContact": .string(new), "by": "Chloé",
        ]
        if let contract { data["contractId"] = .string(contract) }
        for member in more.members { data[member.name] = member.value }
        return Company.change(S.read(ContactChanged.self, data), given: company, in: S.circumstances())
    }

    /// Two contracts of one contact, and one of another.
    private func company() -> Company {
        var company = S.registered()
        for (contract, contact) in [
            ("OCB000123", "tech@acme.example"), ("OCB000124", "tech@acme.example"), ("OCB000200", "ops@acme.example"),
        ] {
            company.apply(.contactNamed(contract: contract, email: contact, .english, by: "Chloé"), at: S.now)
        }
        return company
    }

    @Test func `is named once by sales, and receives the connection information (ACC-14, NOT-1)`() throws {
        let decision = name("OCB000123", "tech@acme.example", given: S.registered())
        #expect(decision.facts?.map(\.name) == ["company.contact_named"] && decision.mails == ["contact-connection"])
        let mail = S.read(NotificationSend.self, try #require(decision.consequences?.send.first).data)
        #expect(mail.recipient == "tech@acme.example" && mail.locale == .english)
        #expect(mail.values == ["company": "Crémerie de l'Étoile SAS", "contract": "OCB000123", "login": "tech@acme.example"])
        let company = S.after(decision, S.registered())
        #expect(name("OCB000123", "Tech@acme.example", given: company).ignored != nil)
        #expect(name("OCB000123", "other@acme.example", given: company).refusals == ["ACC-14 contractId"])
        #expect(name("OCB000123", "tech@acme.example", given: nil).refusals == ["ACC-5 companyId"])
    }

    @Test(arguments: ["OCB000123", "ocb000XYZ", "OCB 000123", "000123", "OCB"])
    func `belongs to a contract written as on the invoice, kept as it was written (ACC-14)`(contract: String) {
        let data: Object = [
            "companyId": .string(S.company), "contractId": .string(contract), "contact": "a@b.example", "by": "Chloé",
        ]
        let problems = S.problems(ContactNamed.self, data)
        #expect(problems.map(\.field) == (contract == "OCB000123" ? [] : ["contractId"]))
        #expect(S.read(ContactNamed.self, data).contract == contract)
    }

    @Test func `changes: the old one out, the new one in, at once, and both are told (ACC-14)`() throws {
        let decision = change("ops@acme.example", to: "new@acme.example", of: "OCB000200", given: company())
        #expect(decision.facts?.map(\.name) == ["company.contact_changed"])
        #expect(decision.mails == ["contact-removed", "contact-connection"])
        let mails = try #require(decision.consequences?.send).map { S.read(NotificationSend.self, $0.data) }
        #expect(mails.map(\.recipient) == ["ops@acme.example", "new@acme.example"])
        #expect(Set(mails.map(\.notification)).count == 2)
        let after = S.after(decision, company())
        #expect(after.contacts["OCB000200"]?.email == "new@acme.example")
        #expect(change("ops@acme.example", to: "new@acme.example", of: "OCB000200", given: after).ignored != nil)
        #expect(change("ops@acme.example", to: "new@acme.example", given: after).ignored != nil)
    }

    @Test func `without a contract changes where exactly one has the old contact (ACC-14)`() {
        let decision = change("OPS@acme.example", to: "new@acme.example", given: company(), ["locale": "fr"])
        let after = S.after(decision, company())
        #expect(after.contacts["OCB000200"]?.email == "new@acme.example" && after.contacts["OCB000200"]?.locale == .french)
        #expect(after.contacts["OCB000123"]?.email == "tech@acme.example")
    }

    @Test func `of several contracts is for a person to choose, who is told which (ACC-14)`() throws {
        let decision = change("tech@acme.example", to: "new@acme.example", given: company())
        #expect(decision.refusals == ["ACC-14 contractId"])
        let message = try #require(decision.reasons?.first?.message)
        #expect(message.contains("OCB000123, OCB000124") && !message.contains("OCB000200"))
    }

    @Test func `that is not the old one, or of an unknown contract, is refused by its field (ACC-14)`() {
        #expect(change("x@y.example", to: "new@acme.example", given: company()).refusals == ["ACC-14 oldContact"])
        #expect(
            change("x@y.example", to: "new@acme.example", of: "OCB000123", given: company()).refusals == ["ACC-14 oldContact"])
        #expect(
            change("tech@acme.example", to: "new@acme.example", of: "OCB000999", given: company()).refusals
                == ["ACC-14 contractId"])
        #expect(
            change("tech@acme.example", to: "Tech@acme.example", of: "OCB000123", given: company()).refusals
                == ["ACC-14 newContact"])
        #expect(change("tech@acme.example", to: "new@acme.example", given: nil).refusals == ["ACC-5 companyId"])
    }
}
