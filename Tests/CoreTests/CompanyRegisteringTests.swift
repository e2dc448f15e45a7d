import Core
import Testing

@Suite struct `Registering a company` {
    private typealias S = CompanySamples

    private func register(
        _ data: Object = CompanySamples.registration(), given company: Company? = nil,
        in circumstances: Circumstances = CompanySamples.circumstances()
    ) -> Decision<CompanyFact> {
        Company.register(S.read(CompanyRegistered.self, data), given: company, in: circumstances)
    }

    @Test func `makes its registrant administrator and opens its verification (ACC-6, VER-1)`() throws {
        let decision = register()
        #expect(decision.facts?.map(\.name) == ["company.registered"])
        let company = S.after(decision, nil)
        #expect(company.administrators == [S.registrant] && company.standing == .pending && company.ownOf == S.registrant)
        let sent = try #require(decision.consequences?.send)
        #expect(sent.map(\.type) == [VerificationOpened.type, CompanyLetterWanted.type])
        let opened = S.read(VerificationOpened.self, sent[0].data)
        #expect(opened.company == S.company && opened.registrant == S.registrant && opened.country == "FR")
        #expect(opened.registrationNumber == company.registration?.number && opened.openedAt == S.now)
        #expect(decision.letters == ["company-registered"])
    }

    @Test func `passes a certificate on to the verification, after opening it (VER-1, VER-13)`() throws {
        let certificate: Object = [
            "id": .string(S.id(7)), "name": "kbis.pdf", "mediaType": "application/pdf", "size": 4711,
            "sha256": .string(String(repeating: "ab", count: 32)), "kind": "kbis",
        ]
        let decision = register(S.registration(["certificate": .object(certificate)]))
        let sent = try #require(decision.consequences?.send)
        #expect(sent.map(\.type.name).prefix(2) == ["verification.opened", "verification.document.submitted"])
        #expect(sent[1].data["companyId"] == .string(S.company))
        for member in certificate.members { #expect(sent[1].data["document"]?.object?[member.name] == member.value) }
    }

    @Test(arguments: [
        ("certificate", ["certificate": "kbis.pdf"] as Object),
        (
            "certificate.sha256",
            ["certificate": ["id": "00000000-0000-0000-0000-000000000007", "name": "k", "mediaType": "x/y", "size": 1]] as Object
        ),
        ("country", ["country": "France"] as Object), ("companyType", ["companyType": "bank"] as Object),
        ("legalName", ["legalName": "a\nb"] as Object), ("companyId", ["companyId": "7"] as Object),
    ])
    func `with a field that does not fit is refused at once, naming it`(field: String, data: Object) {
        #expect(S.problems(CompanyRegistered.self, S.registration(data)).compactMap(\.field) == [field])
    }

    @Test(arguments: ["7328293201", "732 829 321", "abc", "…"])
    func `with a number that cannot be right is refused at once, naming the field (VER-2)`(number: String) {
        let problems = S.problems(CompanyRegistered.self, S.registration(["registrationNumber": .string(number)]))
        #expect(problems.map(\.field) == ["registrationNumber"] && problems[0].remedy.isEmpty == false)
    }

    @Test(arguments: ["732829320", "RCS Paris B 732 829 320", "732 829 320 00074", "FR44732829320", "FR 44 732 829 320"])
    func `knows one legal person by every way to write its numbers (VER-16)`(number: String) {
        let other = S.read(CompanyRegistered.self, S.registration(["registrationNumber": .string(number)]))
        #expect(other.identity == S.read(CompanyRegistered.self, S.registration()).identity)
    }

    @Test(arguments: [
        ("unverified", ["ACC-20 accountId", "ACC-2 accountId"]), ("verified", ["ACC-2 accountId"]),
        ("secured", ["ACC-2 accountId"]), ("locked", ["ACC-2 accountId"]), ("deleted", ["ACC-2 accountId"]),
    ])
    func `needs an active account (ACC-2, ACC-20)`(state: String, refusals: [String]) {
        let circumstances = S.circumstances([S.account(S.registrant, state: state)])
        #expect(register(in: circumstances).refusals == refusals)
        #expect(register(in: S.circumstances([])).refusals == ["ACC-2 accountId"])
    }

    @Test func `names all that stands in the way at once (ACC-2, ACC-10, VER-2, VER-4)`() {
        let circumstances = S.circumstances([
            S.account(S.registrant, state: "unverified"),
            (.ownCompany(of: S.registrant), [["company": .string(S.id(55)), "legal_name": "Other SARL"]]),
        ])
        let lei = S.registration([
            "country": "GB", "registrationNumber": "GB 01234567", "companyType": "data-center",
        ])
        #expect(
            register(lei, in: circumstances).refusals == [
                "ACC-20 accountId", "ACC-2 accountId", "ACC-10 accountId", "VER-2 country", "VER-4 companyType",
            ])
    }

    @Test(arguments: CompanyType.allCases)
    func `as a distributor needs the agreement, as others does not (VER-4)`(type: CompanyType) {
        let without = register(S.registration(["companyType": .string(type.rawValue)]))
        let with = register(S.registration(["companyType": .string(type.rawValue), "distributionAgreement": "DA-7"]))
        let isForAll = [CompanyType.enterprise, .xaas].contains(type)
        #expect(without.refusals == (isForAll ? nil : ["VER-4 companyType"]))
        #expect(with.facts?.count == 1)
        #expect(S.after(with, nil).registration?.agreement == "DA-7")
    }

    @Test func `of his own is for each person once; a partner registers any number (ACC-10)`() {
        let own = (Ask.ownCompany(of: S.registrant), [["company": .string(S.id(55)), "legal_name": "Other SARL"] as Object])
        let refused = register(in: S.circumstances(S.people + [own]))
        #expect(refused.refusals == ["ACC-10 accountId"])
        #expect(refused.reasons?.first?.message.contains("Other SARL") == true)
        #expect(register(in: S.circumstances(conflict: "companies_own_once")).refusals == ["ACC-10 accountId"])
        let partner = register(in: S.circumstances([S.account(S.registrant, isPartner: true), own]))
        #expect(partner.facts?.count == 1 && S.after(partner, nil).ownOf == nil)
    }

    @Test func `again by the same person changes nothing (NOT-5)`() {
        let company = S.registered()
        #expect(register(given: company).ignored != nil)
        #expect(register(S.registration(["companyId": .string(S.id(101))]), given: company).ignored != nil)
    }

    @Test func `that is registered already becomes a request to join (VER-16, ACC-7)`() {
        let data = S.registration(["accountId": .string(S.stranger), "companyId": .string(S.id(101))])
        let decision = register(data, given: S.registered())
        #expect(decision.facts == [.joinRequested(account: S.stranger)])
        #expect(decision.letters == ["join-requested", "join-received"])
        let company = S.after(decision, S.registered())
        #expect(company.requesters == [S.stranger] && company.administrators == [S.registrant])
        #expect(register(data, given: company).ignored != nil)
    }

    @Test func `known already asks nothing but an active account of the second (ACC-10, VER-16)`() {
        let data = S.registration([
            "accountId": .string(S.stranger), "companyId": .string(S.id(101)), "companyType": "data-center",
        ])
        let own = (Ask.ownCompany(of: S.stranger), [["company": .string(S.id(55)), "legal_name": "Other"] as Object])
        #expect(register(data, given: S.registered(), in: S.circumstances(S.people + [own])).facts?.count == 1)
        let unverified = S.circumstances([S.account(S.stranger, state: "unverified")])
        #expect(register(data, given: S.registered(), in: unverified).refusals == ["ACC-20 accountId", "ACC-2 accountId"])
    }

    @Test func `under another company's id is refused (VER-16)`() {
        let other = S.registration(["registrationNumber": "517 403 572"])
        #expect(register(other, given: S.registered()).refusals == ["VER-16 companyId"])
    }

    @Test(arguments: [Standing.rejected, .withdrawn])
    func `that is over frees number and person, but not its id (VER-14, VER-16)`(standing: Standing) {
        var company = S.registered()
        company.apply(.standingChanged(StandingChange(standing)), at: S.now)
        #expect(company.row["registration_key"] == .null && company.row["own_of"] == .null)
        #expect(register(given: company).refusals == ["VER-14 companyId"])
    }

    @Test func `lost to one that came to nothing meanwhile is tried again (VER-16)`() {
        guard case .postpone(let until, _) = register(in: S.circumstances(conflict: "companies_registered_once")) else {
            Issue.record("it was not postponed")
            return
        }
        #expect(until > S.now)
    }

    @Test func `suspected of a fraud takes nobody in, and says nothing of it (VER-3)`() {
        var company = S.registered()
        company.apply(.standingChanged(StandingChange(.fraud, reason: "forged-document")), at: S.now)
        let data = S.registration(["accountId": .string(S.stranger), "companyId": .string(S.id(101))])
        let decision = register(data, given: company)
        #expect(decision.refusals == ["ACC-5 companyId"])
        #expect("\(decision)".contains("fraud") == false && "\(decision)".contains("forged") == false)
    }
}
