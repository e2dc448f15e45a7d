import Core
import Foundation
import Support
import Synchronization
import Testing
import Workers

@testable import Queues
@testable import guichet

/// The abuse desk on the real tables, and what its commands say of it.
@Suite struct `Abuse on PostgreSQL` {
    let house: DeskHouse
    let engine: AbuseEngine
    let now = WallClock.now()

    init() throws {
        house = try DeskHouse()
        engine = AbuseEngine(house)
        try house.run(
            """
            INSERT INTO prefixes (id, version, prefix, valid_from, protected) VALUES
                ('\(DeskHouse.newId())', 1, '192.0.2.0/24', '2020-01-01Z', false);
            INSERT INTO ip_leases (id, version, address, organisation_id, contact, language, valid_from, known_at) VALUES
                ('\(DeskHouse.newId())', 1, '192.0.2.10', '\(DeskHouse.newId())', 'tech@acme.example', 'en', '2020-01-01Z', now());
            """)
    }

    private func spam(_ address: String = "192.0.2.10", by contact: String = "fbl@isp.example") -> ReportReading {
        ReportReading(
            kind: .arf, category: .spam, type: "abuse", source: IPAddress(address), incident: now.adding(.seconds(-60)),
            reporter: ReportedBy(contact: contact, domain: contact.split(separator: "@").last.map(String.init)),
            samples: [.init(at: now, messageId: "<1@x>", subject: "tab\there", destination: "192.0.2.25")],
            problems: [.init(rule: "ABU-4", field: "Version", message: "missing", remedy: "give it")])
    }

    private func onlyCase() throws -> AbuseCase {
        let desk = try house.desk()
        defer { desk.close() }
        let rows = try desk.cases(about: try #require(IPAddress("192.0.2.10")))
        #expect(rows.count == 1)
        let row = try #require(rows.first)
        return try AbuseCase(id: row.id, row: row.columns)
    }

    /// The ledger, replayed, gives each row as PostgreSQL holds it.
    private func expectReplays() throws {
        let desk = try house.desk()
        defer { desk.close() }
        for entity in Roster.duties().map(\.entity) {
            for id in try house.texts("SELECT id::text FROM \(entity.table)") {
                let row = try #require(try desk.row(of: entity.table, where: "id", is: id))
                let history = try house.history(of: "\(entity.kind)/\(id)")
                if history.isEmpty { continue }
                #expect(try entity.replay(id, history).get() == row.columns, "\(entity.kind)/\(id)")
            }
        }
    }

    @Test func `goes all the way: report, case, block, mails, the way out, closed`() throws {
        let report = engine.report(spam())
        try engine.run()
        var abuseCase = try onlyCase()
        #expect(abuseCase.block?.state == .requested && abuseCase.opening?.holder?.contact == "tech@acme.example")
        engine.publish(
            BlockChanged.type,
            BlockChanged.outgoing(try #require(abuseCase.block).id, for: abuseCase.id, .active, until: abuseCase.block?.until)
                .data)
        try engine.run()
        abuseCase = try onlyCase()
        #expect(abuseCase.state == .blocked)
        let mails = engine.sent.filter { $0.envelope.type == NotificationSend.type }
        #expect(mails.compactMap { $0.data["template"]?.string } == ["abuse-answer-actioned", "abuse-blocked"])
        let link = try #require(mails.last?.data["linkToken"]?.string)
        engine.publish(
            UnblockRequested.type,
            ["token": .string(house.codec.token(purpose: "unblock", id: link)), "attestation": "It is mended.\nReally."])
        try engine.run()
        #expect(try onlyCase().state == .remediationClaimed)
        try expectReplays()

        let text = try account().text(now: now)
        for part in [
            "case.block_active", report, "the desk vouches for domain:isp.example", "-5  faulty", "abuse 2026-11-01", "way out",
        ] {
            #expect(text.contains(part), "\(part) in:\n\(text)")
        }
        let json = JSONLayout.text(try account().value(now: now))
        #expect(json.contains("\"wayOut\"") && json.contains("\"otherReports\""))
        let hash = try #require(abuseCase.link?.tokenHash)
        #expect(!json.contains(hash) && !text.contains(hash) && !json.contains("unblock_hash"))

        engine.publish(
            BlockChanged.type, BlockChanged.outgoing(try #require(abuseCase.block).id, for: abuseCase.id, .lifted).data)
        engine.publish(CaseClosed.type, ["caseId": .string(abuseCase.id), "by": "Eve", "text": "done"])
        try engine.run()
        #expect(try onlyCase().outcome == .confirmed)
        #expect(try house.texts("SELECT identity FROM reporters WHERE right_cases = 1") == ["domain:isp.example"])
        // What is closed comes back as the same case, on its rung, and its reporter's record is read.
        engine.publish(ReporterTrusted.type, ["reporter": "domain:isp.example", "by": "E", "level": "trusted", "reason": "r"])
        try engine.run()
        engine.report(spam())
        try engine.run()
        #expect(try onlyCase().reopened == 1)
        #expect(try house.texts("SELECT count(*)::text FROM abuse_reports WHERE lines::text LIKE '%desk trusts%'") == ["1"])
        try expectReplays()
    }

    private func account() throws -> BlockAccount {
        let desk = try house.desk()
        defer { desk.close() }
        return try BlockAccount(of: try #require(IPAddress("192.0.2.10")), at: desk)
    }

    @Test func `answers once what is not ours, and tells what waits for a person`() throws {
        engine.report(spam("198.51.100.1"))
        engine.report(spam("198.51.100.1"))
        engine.report(spam("192.0.2.99"))
        engine.report(ReportReading(kind: .unreadable, problems: [.init(rule: "x", message: "y", remedy: "z")]))
        try engine.run()
        let mails = engine.sent.compactMap { $0.data["template"]?.string }
        #expect(mails.sorted() == ["abuse-answer-not-ours", "abuse-answer-received"])
        let desk = try house.desk()
        defer { desk.close() }
        let cases = try desk.openCases(limit: 10).map { try AbuseCase(id: $0.id, row: $0.columns) }
        #expect(Set(cases.map(\.state)) == [.new, .unattributable])
        let text = CasesListing.text(cases, now: now)
        #expect(text.contains("a person of the desk") && text.contains("192.0.2.99") && text.contains("unreadable"))
        try expectReplays()
    }

    @Test func `shows a case, what it waits for and how its holder gets out`() throws {
        engine.report(spam())
        try engine.run()
        let desk = try house.desk()
        defer { desk.close() }
        let entity = try #require(Roster.duties().map(\.entity).first { $0.kind == "case" })
        let text = try ShowPortrait(of: entity, try onlyCase().id, at: desk).text(now: now)
        #expect(
            text.contains("case.block_requested") && text.contains("read back from the gateways") && text.contains("way out:"))
    }

    @Test func `opens one case however many workers decide at once (failure pattern 2)`() throws {
        for number in 0..<40 { engine.report(spam(by: "a@isp\(number).example")) }
        try engine.step()
        let messages = engine.takePublished()
        try engine.race(messages)
        try engine.run()
        let abuseCase = try onlyCase()
        #expect(abuseCase.reports == 40 && abuseCase.reporters.count == 40)
        try expectReplays()
    }
}
