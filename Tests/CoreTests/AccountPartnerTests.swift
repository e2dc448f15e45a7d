import Core
import Testing

@Suite struct `Ordering a partner's login` {
    private static let acme: Object = ["standing": "verified", "legal_name": "Acmé SAS", "country": "FR"]

    private func circumstances(
        _ company: Object? = acme, taken: [String] = [], conflict: String? = nil, cause: String = "/sales 1"
    ) -> Circumstances {
        Samples.circumstances(
            cause: cause, conflict: conflict,
            answers: [
                .membership(of: Samples.account, in: Samples.company): company.map { [$0] } ?? [],
                .partnerLogins(like: "ada.lovelace"): taken.map { ["login": .string($0)] },
            ])
    }

    private func order(_ more: Object = Object()) -> PartnerOrdered {
        var data: Object = [
            "accountId": .string(Samples.account), "firstName": "Ada", "lastName": "Lovelace",
            "companyId": .string(Samples.company), "email": .string(Samples.email), "phone": "+33 1 23",
            "mayCreateOrganisations": false,
        ]
        for member in more.members { data[member.name] = member.value }
        return Samples.read(PartnerOrdered.self, data)
    }

    private func decide(
        _ more: Object = Object(), _ facts: [AccountFact] = [], in circumstances: Circumstances? = nil
    ) -> Decision<AccountFact> {
        Account.orderPartner(
            order(more), given: facts.isEmpty ? nil : Samples.account(facts), in: circumstances ?? self.circumstances())
    }

    private func login(_ decision: Decision<AccountFact>) -> String? {
        for case .partnerOrdered(let terms) in decision.facts ?? [] { return terms.login }
        return nil
    }

    @Test func `for a new person makes the account, its login, and a mail whose link confirms the address (ACC-15, ACC-16)`()
        throws
    {
        let decision = decide(["locale": "en"])
        let facts = try #require(decision.facts)
        #expect(facts.map(\.name) == ["account.signed_up", "account.partner_ordered"] && login(decision) == "ada.lovelace.acme")
        let account = Samples.account(facts)
        #expect(
            account.state == .unverified && account.partner?.phone == "+33 1 23" && account.partner?.company == Samples.company)
        let mail = try #require(decision.consequences?.mails.first)
        #expect(decision.mails == ["partner-login"] && mail.locale == .english && mail.recipient == Samples.email)
        #expect(mail.link?.purpose == Account.linkPurpose && mail.values["login"] == "ada.lovelace.acme")
        #expect(account.link?.tokenHash == "hash of \(Account.linkPurpose) \(mail.link?.tokenId ?? "")")
        #expect(mail.values["option"] == .string(Partner.Option.none.words(in: .english)))
    }

    @Test func `for a person who has an account adds the login to it (ACC-15)`() throws {
        let decision = decide([:], Samples.active)
        #expect(decision.facts?.map(\.name) == ["account.partner_ordered"] && decision.mails == ["partner-login-added"])
        #expect(decision.consequences?.mails.first?.link == nil)
        let account = Samples.account(Samples.active + (decision.facts ?? []))
        #expect(account.state == .active && account.profile == Samples.profile)
    }

    @Test func `for a person who has not confirmed the address yet sends a new link with it (ACC-20)`() {
        let decision = decide([:], Samples.unverified)
        #expect(decision.facts?.map(\.name) == ["account.verification_resent", "account.partner_ordered"])
        #expect(decision.mails == ["partner-login"])
    }

    @Test func `for a homonym gives the next free login (ACC-15)`() {
        #expect(login(decide(in: circumstances(taken: ["ada.lovelace.acme"]))) == "ada.lovelace2.acme")
        #expect(login(decide(in: circumstances(taken: ["ada.lovelace.acme", "ada.lovelace2.acme"]))) == "ada.lovelace3.acme")
        #expect(login(decide(in: circumstances(taken: ["ada.lovelace.other"]))) == "ada.lovelace.acme")
    }

    @Test(arguments: ["accounts_partner_login_once", "accounts_email_once"])
    func `that met another's is decided again a moment later, never at the same moment`(conflict: String) throws {
        let moments = (0..<50).compactMap { decide(in: circumstances(conflict: conflict, cause: "/sales \($0)")).postponed }
        #expect(moments.count == 50 && Set(moments).count > 25)
        #expect(moments.allSatisfy { $0 > Samples.now && $0 <= Samples.now.adding(.seconds(2)) })
    }

    @Test func `with the option waits for a second person, and the mail says so (ACC-16, SEC-10)`() throws {
        let decision = decide(["mayCreateOrganisations": true, "by": "Sam"])
        let account = Samples.account(try #require(decision.facts))
        #expect(account.partner?.option == .pending && account.partner?.orderedBy == "Sam")
        let said = decision.consequences?.mails.first?.values["option"]?.string ?? ""
        #expect(said == Partner.Option.pending.words(in: .french) && said.contains("seconde personne"))
    }

    @Test func `is refused for every reason at once (ACC-15, ACC-16, SEC-10)`() {
        let refusal = decide(
            ["email": "eve@example.org", "mayCreateOrganisations": true], Samples.active, in: circumstances(nil))
        #expect(refusal.refusals == ["ACC-16 accountId", "SEC-10 by", "ACC-15 companyId"])
        #expect(decide([:], Samples.deleted).refusals == ["ACC-17 accountId"])
    }

    @Test(arguments: Standing.allCases) func `is for a company that lives and is trusted (ACC-15)`(standing: Standing) {
        let isRefused = [.rejected, .withdrawn, .fraud].contains(standing)
        let decision = decide(in: circumstances(["standing": .string(standing.rawValue), "legal_name": "Acme"]))
        #expect((decision.refusals == ["ACC-15 companyId"]) == isRefused && (decision.facts == nil) == isRefused)
    }

    @Test func `again changes nothing, but may ask for the option (ACC-16)`() {
        let partner = Samples.active + [.partnerOrdered(Samples.partner())]
        #expect(decide([:], partner).ignored?.contains("ada.lovelace.acme") == true)
        let asked = decide(["mayCreateOrganisations": true, "by": "Sam"], partner)
        #expect(asked.facts == [.partnerOptionOrdered(by: "Sam")] && asked.mails == ["partner-login-added"])
        let pending = Samples.active + [.partnerOrdered(Samples.partner(wantsCreation: true))]
        #expect(decide(["mayCreateOrganisations": true, "by": "Tom"], pending).ignored != nil)
        let declined = pending + [.partnerOptionAnswered(by: "Eve", .no)]
        #expect(decide(["mayCreateOrganisations": true, "by": "Tom"], declined).facts == [.partnerOptionOrdered(by: "Tom")])
        let granted = pending + [.partnerOptionAnswered(by: "Eve", .yes)]
        #expect(decide(["mayCreateOrganisations": true, "by": "Tom"], granted).ignored != nil)
    }

    @Test func `for another company too is refused: one person has one login (ACC-15)`() {
        let partner = Samples.active + [.partnerOrdered(Samples.partner(Samples.account))]
        #expect(decide([:], partner).refusals == ["ACC-15 companyId"])
    }
}

@Suite struct `The option of a partner` {
    private func answer(_ by: String, _ option: String, _ facts: [AccountFact]) -> Decision<AccountFact> {
        let answer = Samples.read(
            PartnerApproved.self, ["accountId": .string(Samples.account), "by": .string(by), "option": .string(option)])
        return Account.answerOption(answer, given: facts.isEmpty ? nil : Samples.account(facts), in: Samples.circumstances())
    }

    private let pending = Samples.active + [.partnerOrdered(Samples.partner(wantsCreation: true, by: "Sam"))]

    @Test(arguments: [("yes", Partner.Option.granted), ("no", .declined)])
    func `is answered by a second person, and the partner is told (ACC-16, SEC-10)`(answered: String, option: Partner.Option) {
        let decision = answer("Eve", answered, pending)
        #expect(decision.mails == ["partner-option"])
        #expect(decision.consequences?.mails.first?.values["option"] == .string(option.words(in: .french)))
        let facts = pending + (decision.facts ?? [])
        #expect(Samples.account(facts).partner?.option == option)
        #expect(answer("Eve", answered, facts).ignored != nil)
        #expect(answer("Eve", answered == "yes" ? "no" : "yes", facts).refusals == ["ACC-16 option"])
    }

    @Test(arguments: ["Sam", "SAM", "s.a.m", Samples.account, Samples.email, "Ada Lovelace", "ada.lovelace.acme"])
    func `is answered neither by who ordered it nor by the partner (SEC-10)`(by: String) {
        #expect(answer(by, "yes", pending).refusals == ["SEC-10 by"])
    }

    @Test func `that nobody ordered is not answered (ACC-16)`() {
        #expect(answer("Eve", "yes", []).refusals == ["ACC-2 accountId"])
        #expect(answer("Eve", "yes", Samples.deleted).refusals == ["ACC-17 accountId"])
        #expect(answer("Eve", "yes", Samples.active).refusals == ["ACC-16 accountId"])
        #expect(answer("Eve", "yes", Samples.active + [.partnerOrdered(Samples.partner())]).refusals == ["ACC-16 accountId"])
    }
}

@Suite struct `What a partner's login reaches` {
    private let own = PartnerReach.Holding(company: Samples.company, partner: nil)
    private let registered = PartnerReach.Holding(company: "another", partner: Samples.company)
    private let foreign = PartnerReach.Holding(company: "another", partner: "a third")

    private func reach(_ option: AccountFact? = nil) throws -> PartnerReach {
        let facts = [.partnerOrdered(Samples.partner(wantsCreation: true))] + [option].compactMap(\.self)
        return try #require(PartnerReach(of: Samples.account(Samples.active + facts)))
    }

    @Test func `is all of the partner's to read, whoever made it and when (ACC-15)`() throws {
        let reach = try reach()
        #expect(reach.allows(.read, on: own) && reach.allows(.read, on: registered) && !reach.allows(.read, on: foreign))
    }

    @Test func `is nothing to change, and no console (ACC-15, SEC-3)`() throws {
        for deed in [PartnerReach.Deed.change, .console] {
            for holding in [own, registered, foreign] { #expect(try !reach().allows(deed, on: holding)) }
        }
    }

    @Test func `is new organisations where the option was granted, and only then (ACC-16, SEC-3)`() throws {
        #expect(try !reach().allows(.createOrganisation, on: own))
        #expect(try !reach(.partnerOptionAnswered(by: "Eve", .no)).allows(.createOrganisation, on: own))
        let granted = try reach(.partnerOptionAnswered(by: "Eve", .yes))
        #expect(granted.allows(.createOrganisation, on: own) && granted.allows(.createOrganisation, on: registered))
        #expect(!granted.allows(.createOrganisation, on: foreign))
    }

    @Test(arguments: [Samples.unverified, Samples.secured, Samples.active])
    func `is nothing for who is no partner, or cannot sign in`(facts: [AccountFact]) {
        #expect(PartnerReach(of: Samples.account(facts)) == nil)
        let partner = Samples.account(facts + [.partnerOrdered(Samples.partner())])
        #expect((PartnerReach(of: partner) != nil) == (facts == Samples.active))
    }
}
