import Core
import Queues
import Support
import Testing
import Workers

@testable import guichet

/// What the tables, constraints and statements of the real database add to the rules of accounts.
@Suite struct `Accounts on PostgreSQL` {
    let house: DeskHouse
    let engine: AccountEngine

    init() throws {
        house = try DeskHouse()
        engine = try AccountEngine(house)
    }

    private func ids(_ account: String, by: String, because reason: String? = nil) -> Object {
        ["accountId": .string(account), "by": .string(by), "reason": .text(reason)]
    }

    private func expectAudit(_ here: SourceLocation = #_sourceLocation) throws {
        let desk = try house.desk()
        defer { desk.close() }
        let report = try Auditor(desk: desk, limit: 20, patience: .milliseconds(500), rest: { _ in }).report()
        let broken = report.results.filter { !$0.isWarning && !$0.findings.isEmpty }
        #expect(broken.map { "\($0.name): \($0.findings)" } == [], sourceLocation: here)
    }

    /// Every text of every table, the inbox aside, that still has this word in it.
    private func traces(of word: String) throws -> [String] {
        try ["accounts", "history", "notifications", "credentials", "dead_letters", "outbox", "timers", "parked"]
            .flatMap { table in
                try house.texts(
                    """
                    SELECT '\(table)' FROM \(table) AS line WHERE position(lower('\(word)') IN lower(line::text)) > 0
                        OR position(encode('\(word)', 'hex') IN line::text) > 0
                    """)
            }
    }

    private func portrait(_ account: String) throws -> String {
        let desk = try house.desk()
        defer { desk.close() }
        let entity = try #require(Roster.duties().map(\.entity).first { $0.kind == Account.kind })
        return try ShowPortrait(of: entity, account, at: desk).text(now: engine.now)
    }

    // MARK: The end

    @Test func `erases a person everywhere, and the audit holds before and after (ACC-17, SEC-10)`() throws {
        let ada = try engine.person("Ada@Lovelace.example")
        let eve = try engine.person("eve@example.org", name: "Eve")
        engine.publish(TOTPEnrolled.type, ["accountId": .string(ada), "secretRef": "totp/of-lovelace"])
        engine.publish(RecoveryRequested.type, ["kind": "identifier", "email": "ada@lovelace.example"])
        let company = try engine.company("Analytical Engines SAS", number: "732829320", by: ada)
        engine.publish("account.totp.enrolled", ["accountId": .string(ada), "secretRef": 7])
        try house.run(
            """
            INSERT INTO dead_letters (fingerprint, kind, reason, queue, exchange, routing_key, body, sealed, attempts, times_seen)
            VALUES (gen_random_uuid(), 'exhausted', 'by hand', 'q', 'e', 'k', '{"a":"\(ada)","b":"lovelace"}', false, 1, 1)
            """)
        engine.publish(DeletionRequested.type, ids(ada, by: "Ada", because: "Lovelace has had enough"))
        try engine.run()
        #expect(try portrait(ada).contains("account.deletion.approved: a second person, not Ada"))
        engine.publish(DeletionApproved.type, ids(ada, by: "Lovelace, Ada"))
        engine.publish(DeletionApproved.type, ids(ada, by: "Mallory"))
        try engine.run()
        #expect(try !traces(of: "lovelace").isEmpty)
        try expectAudit()

        try engine.wait(.days(1))
        #expect(try house.texts("SELECT state FROM accounts WHERE id = '\(ada)'") == ["deleted"])
        try expectAudit()
        try engine.wait(.hours(36))
        #expect(try traces(of: "lovelace") == [])
        #expect(try house.texts("SELECT state || ' ' || body::text FROM dead_letters") == ["dropped \\x"])
        #expect(try house.texts("SELECT count(*)::text FROM accounts WHERE full_name = 'Eve' AND id = '\(eve)'") == ["1"])
        // The facts are there, every one, with their instants and causes.
        let names = try house.history(of: "account/\(ada)").map(\.name)
        #expect(names.count == 10 && names.last == "account.traces_erased")
        #expect(try house.history(of: "company/\(company)").map(\.name).contains("company.member_left"))
        try expectAudit()
        #expect(try portrait(ada).contains("next: nothing: deleted at"))
        // The address is free again.
        let again = try engine.person("ada@lovelace.example")
        #expect(try house.texts("SELECT state FROM accounts WHERE id = '\(again)'") == ["active"])
        try expectAudit()
    }

    @Test func `keeps no tombstone with a name on it, nor one that a second person did not approve, by constraint (SEC-10)`()
        throws
    {
        let ada = try engine.person("ada@example.org")
        let gone = "UPDATE accounts SET state = 'deleted', deleted_at = now(), email = NULL, email_key = NULL"
        let requested = "deletion_requested_at = now(), deletion_due_at = now(), deletion_approved_at = now()"
        let bare = "full_name = NULL, job_title = NULL, photo = NULL, verification_hash = NULL, verification_expires = NULL"
        for sql in [
            gone, "\(gone), \(requested)", "\(gone), \(bare)",
            "\(gone), \(bare), deletion_requested_at = now(), deletion_due_at = now()",
            "UPDATE accounts SET email = NULL, email_key = NULL", "UPDATE accounts SET second_factor = 'enrolled'",
            "UPDATE accounts SET partner_login = 'a.b.c'",
        ] { #expect(throws: Failure.self) { try house.run("\(sql) WHERE id = '\(ada)'") } }
        try house.run("\(gone), \(bare), \(requested) WHERE id = '\(ada)'")
    }

    // MARK: Ways back in

    @Test func `recovers and resets with a real token, and shows what is next and for whom (ACC-12, ACC-13)`() throws {
        let ada = try engine.person("ada@example.org")
        #expect(try portrait(ada).contains("next: account.totp.enrolled: the person sets up the second factor"))
        engine.publish(TOTPEnrolled.type, ["accountId": .string(ada), "secretRef": "totp/1"])
        engine.publish(RecoveryRequested.type, ["kind": "password", "email": "ADA@example.org"])
        engine.publish(ResetOrdered.type, ids(ada, by: "Sam", because: "sign_in_fails"))
        try engine.run()
        #expect(try house.texts("SELECT state || ' ' || second_factor FROM accounts") == ["locked revoked"])
        #expect(try house.texts("SELECT count(*)::text FROM credentials") == ["0"])
        let text = try portrait(ada)
        #expect(text.contains("next: account.recovery.completed, until") && text.contains("the person opens the link"))
        let hash = try #require(try house.texts("SELECT recovery_hash FROM accounts").first)
        #expect(!text.contains(hash))
        engine.publish(
            RecoveryCompleted.type, ["token": .string(try engine.token("welcome")), "passwordHash": .string(AccountEngine.hash)])
        try engine.run()
        #expect(try house.texts("SELECT state FROM accounts WHERE sessions_valid_from = password_set_at") == ["active"])
        #expect(engine.mails.suffix(3).map(\.template) == ["password-recovery", "welcome", "password-changed"])
        try expectAudit()
    }

    // MARK: Partners

    private func order(_ number: Int, of company: String, _ more: Object = Object()) {
        var data: Object = [
            "accountId": .string(DeskHouse.newId()), "firstName": "Jean", "lastName": "Dupont", "companyId": .string(company),
            "email": .string("p\(number)@example.org"), "phone": "+33 1", "mayCreateOrganisations": false,
        ]
        for member in more.members { data[member.name] = member.value }
        engine.publish(PartnerOrdered.type, data)
    }

    @Test func `gives fifty homonyms at once fifty logins, whoever decides them (ACC-15)`() throws {
        let company = try engine.company("Étoile SARL", number: "732829320", by: try engine.person("ada@example.org"))
        for number in 0..<50 { order(number, of: company) }
        try engine.race(4)
        try engine.run()
        var rounds = 0
        while try house.texts("SELECT id FROM parked").count > 0, rounds < 60 {
            try engine.wait(.seconds(3))
            rounds += 1
        }
        let logins = try house.texts("SELECT partner_login FROM accounts WHERE partner_login IS NOT NULL")
        #expect(Set(logins).count == 50 && logins.contains("jean.dupont.etoile") && logins.contains("jean.dupont50.etoile"))
        #expect(try house.texts("SELECT id::text FROM dead_letters").isEmpty)
        #expect(engine.mails.count { $0.template == "partner-login" } == 50)
        try expectAudit()
    }

    @Test func `lets no two people have one login, by constraint (ACC-15)`() throws {
        let company = try engine.company("Acme", number: "732829320", by: try engine.person("ada@example.org"))
        order(1, of: company)
        order(2, of: company, ["firstName": "Zoé"])
        try engine.run()
        let failure = #expect(throws: Failure.self) {
            try house.run("UPDATE accounts SET partner_login = 'x' WHERE partner_login IS NOT NULL")
        }
        #expect(failure?.message.contains("accounts_partner_login_once") == true)
    }

    /// As a decider would be answered now.
    private func reach(of account: String) throws -> [String] {
        let store = PostgresStore(house.database)
        defer { store.close() }
        var question = Question(queue: "guichet.account")
        question.asks = [.partnerReach(of: account)]
        let rows = try store.open(question).answers.values.flatMap(\.self)
        return rows.map { row in
            let contracts = (row["contracts"]?.array ?? []).compactMap(\.string).joined(separator: " ")
            return "\(row["legal_name"]?.string ?? "") [\(contracts)]"
        }.sorted()
    }

    @Test func `lets a partner's login read what a colleague registers later, and its contracts, by rule (ACC-15, ACC-10)`()
        throws
    {
        let founder = try engine.person("ada@example.org")
        let partner = try engine.company("Reseller", number: "732829320", by: founder)
        for (number, name) in [(1, "Jean"), (2, "Zoé")] {
            order(number, of: partner, ["firstName": .string(name), "email": .string("p\(number)@example.org")])
            try engine.run()
            let account = try #require(
                try house.texts("SELECT id::text FROM accounts WHERE email = 'p\(number)@example.org'").first)
            try engine.confirm(account, name: name, by: "partner-login")
        }
        let jean = try #require(try house.texts("SELECT id::text FROM accounts WHERE email = 'p1@example.org'").first)
        let zoe = try #require(try house.texts("SELECT id::text FROM accounts WHERE email = 'p2@example.org'").first)
        #expect(try reach(of: jean) == ["Reseller []"])
        let client = try engine.company("Client One", number: "552100554", by: zoe)
        try engine.company("Somebody else's", number: "542065479", by: try engine.person("else@example.org"))
        #expect(try reach(of: jean) == ["Client One []", "Reseller []"])
        engine.publish(
            "account.contact.named",
            ["companyId": .string(client), "contractId": "OCB000123", "contact": "tech@client.example", "by": "Sam"])
        try engine.run()
        #expect(try reach(of: jean) == ["Client One [OCB000123]", "Reseller []"] && reach(of: founder) == [])
        // Zoé goes; what she registered stays the partner's.
        engine.publish(DeletionRequested.type, ids(zoe, by: "Zoé"))
        engine.publish(DeletionApproved.type, ids(zoe, by: "Mallory"))
        try engine.run()
        try engine.wait(.days(1))
        #expect(try house.texts("SELECT state FROM accounts WHERE id = '\(zoe)'") == ["deleted"])
        #expect(try reach(of: jean) == ["Client One [OCB000123]", "Reseller []"] && reach(of: zoe) == [])
        try expectAudit()
    }
}
