import Core
import Foundation
import Support
import Testing
import Workers

@testable import Queues
@testable import guichet

/// Companies on the real tables, with several workers at once.
@Suite struct `Companies on PostgreSQL` {
    let engine: CompanyEngine
    let company = DeskHouse.newId()

    init() throws { engine = CompanyEngine(try DeskHouse()) }

    private var house: DeskHouse { engine.house }

    private func event(_ type: EventType, _ account: String?, by: String?, _ more: Object = Object()) -> Delivery {
        var data: Object = ["companyId": .string(company)]
        if let account { data["accountId"] = .string(account) }
        if let by { data["by"] = .string(by) }
        for member in more.members { data[member.name] = member.value }
        return house.event(type, data)
    }

    /// Failure pattern 2: same key, same moment.
    @Test(arguments: [1, 5, 50])
    func `registered by fifty people at once is one, and forty-nine requests (VER-16)`(batch: Int) throws {
        let people = try (0..<50).map { try engine.person("p\($0)") }
        let spellings = ["732829320", "732 829 320 00074", "FR44732829320", "RCS Paris B 732 829 320"]
        try engine.race(
            people.enumerated().map { engine.registration(by: $1, number: spellings[$0 % 4]) }, workers: 5, batch: batch)
        #expect(try house.texts("SELECT count(*)::text FROM companies") == ["1"])
        let id = try #require(try house.texts("SELECT id::text FROM companies").first)
        let company = try engine.company(id)
        #expect(company.administrators.count == 1 && company.requesters.count == 49)
        #expect(Set(company.members.keys) == Set(people))
        #expect(engine.sent.filter { $0.envelope.type == VerificationOpened.type }.count == 1)
        #expect(engine.templates.filter { $0 == "join-requested" }.count == 49)
        #expect(engine.templates.filter { $0 == "join-received" }.count == 49)
        #expect(try house.texts("SELECT count(*)::text FROM timers") == ["49"])
        #expect(try engine.refusals() == [])
        #expect(try house.texts("SELECT count(*)::text FROM dead_letters") == ["0"])
        try engine.expectReplays()
    }

    @Test func `of one's own is one for each person, however many are registered at once (ACC-10)`() throws {
        let people = try (0..<4).map { try engine.person("p\($0)") }
        let numbers = ["732 829 320", "517 403 572", "552 100 554", "542 051 180", "552 081 317"]
        let all = people.enumerated().flatMap { place, person in
            numbers.map { engine.registration(by: person, number: place == 0 ? $0 : numbers[(place + 1) % 5]) }
        }
        try engine.race(all, workers: 4)
        let owners = try house.texts("SELECT own_of::text FROM companies WHERE own_of IS NOT NULL")
        #expect(Set(owners).count == owners.count && owners.contains(people[0]))
        // Each of the first one's other registrations met his own company, or became a request to join another's.
        let refused = try engine.refusals()
        #expect(refused.allSatisfy { $0 == "ACC-10 accountId" } && !refused.isEmpty)
        #expect(try house.texts("SELECT count(*)::text FROM dead_letters") == ["0"])
        try engine.expectReplays()
    }

    @Test func `keeps one of two administrators who revoke, or demote, each other at once (ACC-6)`() throws {
        for round in 0..<12 {
            let (one, other) = (try engine.person("a\(round)"), try engine.person("b\(round)"))
            let engine = CompanyEngine(house)
            let id = DeskHouse.newId()
            let register = house.event(
                CompanyRegistered.type,
                [
                    "accountId": .string(one), "companyId": .string(id), "legalName": "A", "country": "FR",
                    "registrationNumber": .string(Self.siren(round)), "companyType": "xaas",
                ])
            try engine.run([register])
            let joined = MemberJoined.outgoing(
                company: id, account: other, invitation: DeskHouse.newId(), .administrator)
            try engine.run([house.event(joined.type, joined.data)])
            #expect(try engine.company(id).administrators.count == 2)
            let type: EventType = round % 2 == 0 ? MemberRevoked.type : RoleAssigned.type
            let user: Object = ["role": "user", "scope": ["kind": "client", "id": "7"]]
            try engine.race(
                [(one, other), (other, one)].map { by, account in
                    var data: Object = ["companyId": .string(id), "accountId": .string(account), "by": .string(by)]
                    if round % 2 == 1 { for member in user.members { data[member.name] = member.value } }
                    return house.event(type, data)
                }, workers: 2)
            let company = try engine.company(id)
            #expect(company.administrators.count == 1 && company.orphanedSince == nil)
        }
        #expect(try engine.refusals().filter { $0 == "SEC-2 by" }.count == 12)
        try engine.expectReplays()
    }

    /// Numbers with a right check digit, one after the other.
    private static func siren(_ number: Int) -> String {
        let digits = String(40_000_000 + number)
        let sum = digits.reversed().enumerated().reduce(0) { sum, digit in
            let value = (digit.element.wholeNumberValue ?? 0) * (digit.offset % 2 == 0 ? 2 : 1)
            return sum + (value > 9 ? value - 9 : value)
        }
        return digits + "\((10 - sum % 10) % 10)"
    }

    @Test func `invited twenty times at once gets one mail, and its link makes one member (ACC-8, NOT-5)`() throws {
        let (ada, bob) = (try engine.person("ada"), try engine.person("bob", locale: "en"))
        try engine.run([engine.registration(by: ada, as: company)])
        let invite = { event(MemberInvited.type, nil, by: ada, ["email": "Bob@example.org", "role": "administrator"]) }
        try engine.race((0..<20).map { _ in invite() })
        #expect(engine.templates.filter { $0 == "invitation" }.count == 1)
        let mail = try #require(engine.sent.last { $0.data["template"] == "invitation" })
        #expect(mail.data["locale"] == "en")
        let token = house.codec.token(purpose: "invitation", id: try #require(mail.data["linkToken"]?.string))
        let accept = { house.event(InvitationAccepted.type, ["token": .string(token), "accountId": .string(bob)]) }
        try engine.race([accept(), accept(), accept(), event(JoinRequested.type, bob, by: nil)])
        #expect(try engine.company(company).administrators == [ada, bob].sorted())
        #expect(try house.texts("SELECT state FROM invitations") == ["accepted"])
        #expect(try engine.refusals() == [])
        try engine.expectReplays()
    }

    @Test func `goes all the way, and the commands say at each step what it waits for and of whom (PRV-14)`() throws {
        let (ada, bob) = (try engine.person("ada"), try engine.person("bob"))
        try engine.run([engine.registration(by: ada, as: company, name: "<b>L'Étoile</b>")])
        try engine.run([event(JoinRequested.type, bob, by: nil)])
        var text = try portrait()
        for part in ["company.registered", "the request of \(bob)", "guichet verify show", "administrator", "requested"] {
            #expect(text.contains(part), "\(part) in:\n\(text)")
        }
        try engine.run([
            event(JoinGranted.type, bob, by: ada, ["role": "user", "scope": ["kind": "contract", "id": "OCB000123"]])
        ])
        let change = StandingChanged.outgoing(
            company: company, standing: .verified, category: .xaas, expires: WallClock.now().adding(.days(365)))
        try engine.run([house.event(change.type, change.data)])
        try engine.run([
            event(ContactNamed.type, nil, by: "Chloé", ["contractId": "OCB000123", "contact": "tech@acme.example"])
        ])
        try engine.run([
            event(
                ContactChanged.type, nil, by: "Chloé", ["oldContact": "Tech@acme.example", "newContact": "new@acme.example"])
        ])
        text = try portrait("732 829 320")
        for part in [
            "company.standing_changed", "OCB000123", "new@acme.example", "user of contract OCB000123", "a current certificate",
        ] {
            #expect(text.contains(part), "\(part) in:\n\(text)")
        }
        #expect(
            engine.templates == [
                "company-registered", "join-requested", "join-received", "join-granted", "company-verified",
                "contact-connection", "contact-removed", "contact-connection",
            ])
        #expect(try engine.refusals() == [])
        try engine.expectReplays()
    }

    @Test func `explains an order: every gate, for the company and for a person in it (PRV-14, VER-9, SEC-1)`() throws {
        let (ada, bob) = (try engine.person("ada"), try engine.person("bob", state: "secured"))
        try engine.run([engine.registration(by: ada, as: company), event(JoinRequested.type, ada, by: nil)])
        let desk = try house.desk()
        defer { desk.close() }
        func closed(_ company: String, by account: String?) throws -> [String] {
            let explanation = try OrderExplanation(of: company, by: account, at: desk, now: WallClock.now())
            #expect(explanation.text.contains(explanation.gates.isOpen ? "is possible" : "not possible"))
            #expect(JSONLayout.text(explanation.value).contains("\"gates\""))
            return explanation.gates.gates.filter { !$0.isOpen }.map(\.name.rawValue)
        }
        #expect(try closed(company, by: "Ada@example.org") == ["second-factor", "verification"])
        #expect(try closed("FR 44 732829320", by: bob) == ["account", "second-factor", "verification", "role"])
        #expect(try closed("73282932000074", by: nil) == ["verification"])
        #expect(try closed(DeskHouse.newId(), by: DeskHouse.newId()) == ["account", "company"])
        let change = StandingChanged.outgoing(
            company: company, standing: .verified, category: .xaas, expires: WallClock.now().adding(.days(365)))
        try engine.run([house.event(change.type, change.data)])
        #expect(try closed(company, by: nil) == [])
        try house.run("UPDATE accounts SET second_factor = 'enrolled', second_factor_ref = 'vault:1' WHERE id = '\(ada)'")
        #expect(try closed(company, by: ada) == [])
        #expect(throws: Complaint.self) {
            _ = try OrderExplanation(of: company, by: "nobody", at: desk, now: WallClock.now())
        }
    }

    private func portrait(_ text: String? = nil) throws -> String {
        let desk = try house.desk()
        defer { desk.close() }
        return try ShowPortrait(of: EntityDeclaration(Company.self), text ?? company, at: desk).text(now: WallClock.now())
    }
}
