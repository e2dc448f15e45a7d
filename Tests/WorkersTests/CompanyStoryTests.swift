import Core
import Support
import Testing
import Workers

/// From a registration to a team, message by message, over the real engine.
@Suite struct `A company` {
    let house = CompanyHouse()
    let company = Bench.id(100)
    let ada: String
    let bob: String
    let eve: String

    init() {
        ada = house.person(1, locale: "fr")
        bob = house.person(2)
        eve = house.person(3)
    }

    private func ids(_ account: String, by: String? = nil, _ more: Object = Object()) -> Object {
        var data: Object = ["companyId": .string(company), "accountId": .string(account)]
        if let by { data["by"] = .string(by) }
        for member in more.members { data[member.name] = member.value }
        return data
    }

    private let user: Object = ["role": "user", "scope": ["kind": "client", "id": "Bakery 7"]]

    private func registered() throws {
        house.register(by: ada, as: company)
        try house.run()
    }

    private func invite(_ email: String, _ more: Object = ["role": "administrator"]) throws {
        var data: Object = ["companyId": .string(company), "email": .string(email), "by": .string(ada)]
        for member in more.members { data[member.name] = member.value }
        house.publish(MemberInvited.type, data)
        try house.run()
    }

    private func token() throws -> String {
        let link = try #require(house.mails.last { $0.template.hasPrefix("invitation") }?.link)
        return house.codec.token(purpose: link.purpose, id: link.tokenId)
    }

    private func accept(_ token: String, by account: String) throws {
        house.publish(InvitationAccepted.type, ["token": .string(token), "accountId": .string(account)])
        try house.run()
    }

    @Test func `is registered, its certificate goes to be verified, its registrant is told what is next (ACC-6, VER-1)`() throws {
        let certificate: Value = [
            "id": .string(Bench.id(7)), "name": "kbis.pdf", "mediaType": "application/pdf", "size": 10,
            "sha256": .string(String(repeating: "0a", count: 32)),
        ]
        house.register(by: ada, as: company, ["certificate": certificate])
        try house.run()
        #expect(try house.only().administrators == [ada])
        let sent = house.sent(to: "guichet.verification")
        #expect(sent.map(\.envelope.type) == [VerificationOpened.type, DocumentSubmitted.type])
        #expect(sent.map(\.envelope.sequence) == [1, 2])
        #expect(house.posted == ["company-registered to p1@example.org"])
        #expect(house.mails[0].locale == .french && house.mails[0].values["contact"]?.string?.contains("@") == true)
        try house.expectReplays()
    }

    @Test func `registered a second time becomes a request, which an administrator grants (VER-16, ACC-7)`() throws {
        try registered()
        house.register(by: bob, as: Bench.id(101), number: "FR44732829320")
        try house.run()
        #expect(try house.only().requesters == [bob])
        #expect(
            house.posted == [
                "company-registered to p1@example.org", "join-received to p2@example.org", "join-requested to p1@example.org",
            ])
        let told = try #require(house.mails.first { $0.template == "join-requested" })
        #expect(told.values["person"] == "Person 2" && told.values["email"] == "p2@example.org")
        house.publish(JoinGranted.type, ids(bob, by: ada, user))
        try house.run()
        #expect(try house.only().members[bob]?.grant?.scope == Scope(kind: .client, id: "Bakery 7"))
        #expect(house.posted.contains("join-granted to p2@example.org") && house.database.timers.isEmpty)
        // Duplicates in meaning change nothing.
        house.publish(JoinGranted.type, ids(bob, by: ada, user))
        house.register(by: bob, as: Bench.id(102))
        let before = house.mails.count
        try house.run()
        #expect(house.mails.count == before && house.refusals.isEmpty)
        try house.expectReplays()
    }

    @Test(arguments: [1, 3, 100])
    func `registered by fifty at once is one company and forty-nine requests, in batches of any size (VER-16)`(limit: Int) throws
    {
        let people = (1000..<1050).map { house.person($0) }
        for (place, person) in people.enumerated() { house.register(by: person, as: Bench.id(UInt128(2000 + place))) }
        try house.run(limit: limit)
        let company = try house.only()
        #expect(company.administrators == [people[0]] && company.requesters.count == 49)
        #expect(house.posted.filter { $0.hasPrefix("join-requested to p1000@") }.count == 49)
        #expect(house.sent(to: "guichet.verification").count == 1)
        try house.expectReplays()
    }

    @Test func `registered by two workers at the same moment is one; the second finds it when it writes (VER-16)`() throws {
        var (one, other) = (house.decider("one"), house.decider("two"))
        house.register(by: ada, as: company)
        try one.run(to: .decided)
        house.register(by: bob, as: Bench.id(101))
        try other.run()
        try one.run()
        one.die()
        other.die()
        house.publishAll()
        try house.run()
        let company = try house.only()
        #expect(company.administrators == [bob] && company.requesters == [ada])
        try house.expectReplays()
    }

    @Test func `of his own is registered once by one person, at two workers as well; a partner any number (ACC-10)`() throws {
        var (one, other) = (house.decider("one"), house.decider("two"))
        house.register(by: ada, as: company)
        try one.run(to: .decided)
        house.register(by: ada, as: Bench.id(101), number: "517 403 572")
        try other.run()
        try one.run()
        one.die()
        other.die()
        try house.run()
        #expect(try house.companies.count == 1 && house.refusals == ["ACC-10 accountId"])
        let partner = house.person(9, isPartner: true)
        for (place, number) in ["552 100 554", "542 051 180"].enumerated() {
            house.register(by: partner, as: Bench.id(UInt128(200 + place)), number: number)
        }
        try house.run()
        #expect(try house.companies.count == 3)
    }

    @Test func `reminds its administrators of a request, and lets it expire (ACC-7)`() throws {
        try registered()
        house.publish(JoinRequested.type, ids(bob))
        try house.run()
        try house.wait(.days(5))
        try house.wait(.days(8))
        #expect(try house.only().requesters == [bob])
        try house.wait(.days(1))
        #expect(try house.only().requesters.isEmpty && house.database.timers.isEmpty)
        #expect(house.posted.filter { $0.contains("join-reminder") } == ["join-reminder to p1@example.org"])
        #expect(house.posted.contains("join-expired to p2@example.org"))
        try house.expectReplays()
    }

    @Test func `invites, reminds, and has a member when the link is followed; once (ACC-8, VER-11, NOT-5)`() throws {
        try registered()
        try invite("p2@example.org")
        try invite("P2@example.org")
        #expect(house.posted.filter { $0.hasPrefix("invitation ") } == ["invitation to p2@example.org"])
        let first = try token()
        try house.wait(.days(4))
        #expect(try token() == first && house.posted.contains("invitation-reminder to p2@example.org"))
        house.publish(JoinRequested.type, ids(bob))
        try house.run()
        try accept(first, by: eve)
        #expect(house.refusals == ["ACC-8 accountId"])
        try accept(first, by: bob)
        try accept(first, by: bob)
        let company = try house.only()
        #expect(company.administrators == [ada, bob].sorted() && company.requesters.isEmpty && house.database.timers.isEmpty)
        #expect(try house.invitations.map(\.state) == [.accepted])
        // Granted by it already: the administrator's own answer comes too late and changes nothing.
        house.publish(JoinGranted.type, ids(bob, by: ada, user))
        try house.run()
        #expect(house.refusals == ["ACC-7 accountId", "ACC-8 accountId"])
        #expect(try house.only().isAdministrator(bob))
        try house.expectReplays()
    }

    @Test func `takes an invitation back by its address, and sends an expired one anew (ACC-8)`() throws {
        try registered()
        try invite("p2@example.org")
        let first = try token()
        house.publish(
            MemberRevoked.type, ["companyId": .string(company), "email": "p2@example.org", "by": .string(ada)])
        try house.run()
        #expect(try house.invitations.map(\.state) == [.revoked])
        try accept(first, by: bob)
        #expect(house.refusals == ["ACC-8 token"])
        try invite("p2@example.org")
        let second = try token()
        // Nobody was there for a week: it is not reminded of any more.
        try house.wait(.days(8))
        #expect(try house.invitations.map(\.state) == [.expired])
        #expect(!house.posted.contains { $0.contains("reminder") })
        try accept(second, by: bob)
        try invite("p2@example.org")
        let third = try token()
        #expect(Set([first, second, third]).count == 3)
        try accept(second, by: bob)
        #expect(house.refusals == ["ACC-8 token", "ACC-8 token", "ACC-8 token"])
        try accept(third, by: bob)
        #expect(try house.only().isAdministrator(bob))
        try house.expectReplays()
    }

    @Test func `keeps an administrator whatever comes, and without one waits for sales (ACC-6, ACC-17)`() throws {
        try registered()
        house.publish(MemberRevoked.type, ids(ada, by: ada))
        house.publish(RoleAssigned.type, ids(ada, by: ada, user))
        try house.run()
        #expect(house.refusals == ["ACC-6 accountId", "ACC-6 accountId"])
        house.people[ada]?["state"] = "deleted"
        house.publish(MemberLeft.type, MemberLeft.outgoing(company: company, account: ada).data)
        house.publish(JoinRequested.type, ids(bob))
        try house.run()
        #expect(try house.only().orphanedSince != nil)
        house.publish(AdministratorAppointed.type, ids(eve, by: "Chloé", ["reason": "letter of the director"]))
        try house.run()
        #expect(try house.only().administrators == [eve] && house.only().orphanedSince == nil)
        house.publish(JoinGranted.type, ids(bob, by: eve, user))
        try house.run()
        #expect(try house.only().activeMembers.count == 2)
        try house.expectReplays()
    }

    @Test func `forgets the address of an invitation with the account that accepted it (ACC-17)`() throws {
        try registered()
        try invite("p2@example.org")
        try accept(try token(), by: bob)
        house.publish(MemberLeft.type, MemberLeft.outgoing(company: company, account: bob).data)
        try house.run()
        let invitation = try #require(try house.invitations.first)
        #expect(invitation.isForgotten && invitation.state == .accepted)
        #expect("\(house.database.rows["invitations"] ?? [:])\(house.database.history)".contains("p2@") == false)
        #expect(try house.only().members[bob]?.state == .left)
        try house.expectReplays()
    }

    @Test func `takes nothing out of order for granted (PIP-5)`() throws {
        house.publish(JoinGranted.type, ids(bob, by: ada, user))
        house.publish(JoinRequested.type, ids(bob))
        house.publish(StandingChanged.type, StandingChanged.outgoing(company: company, standing: .verified).data)
        house.publish(MemberLeft.type, MemberLeft.outgoing(company: company, account: ada).data)
        try invite("p2@example.org")
        try house.run()
        #expect(try house.companies.isEmpty && house.invitations.isEmpty)
        #expect(house.refusals == ["ACC-5 companyId", "ACC-5 companyId", "ACC-5 companyId", "ACC-5 companyId"])
        try registered()
        house.publish(JoinGranted.type, ids(bob, by: ada, user))
        try house.run()
        #expect(house.refusals.contains("ACC-7 accountId"))
    }

    @Test func `is verified, and says so to its administrators alone (VER-8)`() throws {
        try registered()
        let change = StandingChanged.outgoing(
            company: company, standing: .verified, category: .cloud, expires: house.clock.now.adding(.days(365)))
        house.publish(StandingChanged.type, change.data)
        house.publish(StandingChanged.type, change.data)
        try house.run()
        #expect(try house.only().standing == .verified && house.only().type == .cloud)
        #expect(house.posted.filter { $0.contains("verified") } == ["company-verified to p1@example.org"])
        try house.expectReplays()
    }

    @Test(arguments: [
        "<script>alert(1)</script> & \"Fils\" 'SARL'", "{{link}} {{{portal}}}", "\u{202E}SAS etirP", "\u{1F9C0} Crémerie\u{0301}",
        String(repeating: "é", count: 200), "'; DROP TABLE companies; --",
    ])
    func `keeps a name as it was written, whatever is in it`(name: String) throws {
        house.register(by: ada, as: company, ["legalName": .string(name)])
        house.register(by: bob, as: Bench.id(101))
        try house.run()
        #expect(try house.only().registration?.legalName == name)
        #expect(house.mails.allSatisfy { $0.values["company"] == .string(name) } && house.mails.count == 3)
        try house.expectReplays()
    }
}
