import Core
import Testing
import Workers

@testable import Queues
@testable import guichet

/// The verification staff on the real tables, and what their commands say of it.
@Suite struct `Verification on PostgreSQL` {
    private typealias E = VerificationEngine
    private let engine: VerificationEngine
    private let alice = "alice@staff.example"
    private let frank = "frank@staff.example"

    init() throws { engine = try VerificationEngine() }

    private func submitted(_ verdict: Verdict = .unsigned) throws {
        try engine.inspect(try engine.submit(), verdict)
    }

    @Test func `goes the whole way, and its row is the replay of its history (VER-1, VER-8, VER-13)`() throws {
        try submitted()
        try engine.review(VerificationClaimed.type, by: alice)
        try engine.review(ContactNoted.type, by: alice, ["channel": "phone", "text": "The registry\nconfirms it."])
        try engine.review(VerificationInfoRequested.type, by: alice, ["reason": "too_old", "message": "Newer, please."])
        try submitted()
        try engine.review(VerificationClaimed.type, by: alice)
        try engine.review(VerificationApproved.type, by: alice, ["category": "xaas"])
        let verification = try engine.verification()
        #expect(verification.standing == .verified && verification.category == .xaas && verification.documents.count == 2)
        #expect(engine.standings == ["verified"] && engine.refusals == [])
        let mails = engine.sent.filter { $0.envelope.type == NotificationSend.type }.compactMap { $0.data["template"]?.string }
        #expect(mails == ["verification-received", "verification-info-requested", "verification-received"])
        try engine.expectReplay()

        let text = try engine.dossier().text
        for part in [
            "verified", "Acme SARL, FR 732829320", "enterprise by its word, xaas by the staff", "version 2", "version 1",
            "in the store: whole", "unsigned; names the number; issued on 2026-11-02", "no signature in it",
            "phone, \(alice): The registry confirms it.", "verification.document_received", "verification.approved", "stopped",
        ] { #expect(text.contains(part), "\(part) in:\n\(text)") }
        let json = try #require(try engine.dossier().value.object)
        #expect(json["documents"]?.array?.first?.object?["custody"] == "whole")
        #expect(json["contacts"]?.array?.first?.object?["text"] == "The registry\nconfirms it.")
        #expect(json["timeline"]?.array?.isEmpty == false)
    }

    @Test func `believes the store, not the sender (VER-13)`() throws {
        try engine.submit(type: "text/html")
        #expect(engine.refusals == ["VER-13: by its content it is text/html"])
        #expect(try engine.verification().documents.isEmpty)
    }

    @Test func `has one claim of twenty reviewers who come at once (VER-7)`() throws {
        try submitted()
        try engine.race(VerificationClaimed.type, (0..<20).map { E.data(by: "reviewer\($0)@staff.example") })
        let holder = try #require(try engine.verification().claim?.by)
        let claims = try engine.house.history(of: "verification/\(E.company)").filter { $0.name == "verification.claimed" }
        #expect(claims.count == 1 && engine.refusals.count == 19)
        #expect(engine.refusals.allSatisfy { $0.hasPrefix("VER-7: \(holder) has claimed it until") })
        try engine.expectReplay()
    }

    @Test func `is approved once by two reviewers at once, and by two people where it must be (failure pattern 13, SEC-10)`()
        throws
    {
        try submitted(.altered)
        try engine.review(VerificationClaimed.type, by: alice)
        try engine.race(
            VerificationApproved.type,
            (0..<4).map { E.data(by: $0 == 0 ? alice : "other\($0)@staff.example", ["category": "xaas"]) })
        #expect(try engine.verification().proposal?.by == alice && engine.standings.isEmpty)
        try engine.review(VerificationClaimed.type, by: frank)
        try engine.race(VerificationApproved.type, (0..<4).map { _ in E.data(by: frank, ["category": "xaas"]) })
        #expect(engine.standings == ["verified"])
        let outcome = try #require(try engine.verification().outcome)
        #expect(outcome.by == alice && outcome.second == frank)
        let approvals = try engine.house.history(of: "verification/\(E.company)").filter { $0.name == "verification.approved" }
        #expect(approvals.count == 1)
        try engine.expectReplay()
    }

    @Test func `is closed to its registrant, its members and their colleagues, and open to others (failure pattern 13)`() throws {
        try submitted()
        let own = [
            E.registrant, E.registrant.uppercased(), "ada@acme.example", "Ada@ACME.example", "colleague@acme.example", E.member,
            "bob@consulting.example", "partner@consulting.example", "ada+review@acme.example", "ADA+2@acme.example",
        ]
        for by in own { try engine.review(VerificationClaimed.type, by: by) }
        #expect(engine.refusals.count == own.count && engine.refusals.allSatisfy { $0.hasPrefix("SEC-10: ") })
        #expect(try engine.verification().claim == nil)
        // A request to join makes nobody a member, so it keeps nobody away.
        try engine.review(VerificationClaimed.type, by: alice)
        try engine.review(VerificationReleased.type, by: alice)
        try engine.review(VerificationClaimed.type, by: "claire@staff.example")
        #expect(try engine.verification().claim?.by == "claire@staff.example")
    }

    @Test func `is listed by the time that is left, with who has it and what speaks against it`() throws {
        try submitted(.broken)
        try engine.review(VerificationClaimed.type, by: alice)
        let desk = try engine.house.desk()
        defer { desk.close() }
        let outlooks = try VerifyList.outlooks(at: desk, under: engine.policies, at: WallClock.now())
        let text = VerifyList.text(outlooks)
        for part in ["Acme SARL", "FR 732829320", "in_review", alice, "broken", "left"] {
            #expect(text.contains(part), "\(text)")
        }
        let value = try #require(outlooks.first?.value.object)
        #expect(value["paused"] == false && (value["remainingSeconds"]?.integer ?? 0) > 250_000)
        #expect(value["doubts"]?.array?.count == 1 && value["due"]?.string != nil)
        try engine.review(VerificationInfoRequested.type, by: alice, ["reason": "unreadable"])
        let paused = VerifyList.text(try VerifyList.outlooks(at: desk, under: engine.policies, at: WallClock.now()))
        #expect(paused.contains("nothing waits for the staff") && paused.contains("waiting for the customer"))
    }

    @Test func `explains its clock: every interval, the date if every hour counted, the rungs (VER-10)`() throws {
        let desk = try engine.house.desk()
        defer { desk.close() }
        func account() throws -> VerificationClockAccount {
            let row = try #require(try desk.row(of: Verification.table, where: "id", is: E.company))
            return try VerificationClockAccount(of: row, at: desk, under: engine.policies, at: WallClock.now())
        }
        #expect(try account().text().contains("begins with the first document") && account().value.object?["clock"] == .null)
        try submitted()
        try engine.review(VerificationClaimed.type, by: alice)
        try engine.review(VerificationInfoRequested.type, by: alice, ["reason": "unreadable"])
        let text = try account().text()
        for part in ["Acme SARL", "round 1, rungs told: none yet", "paused", "needs_info", "customer", "fr-business-days"] {
            #expect(text.contains(part), "\(part) in:\n\(text)")
        }
        try submitted()
        let clock = try #require(try account().value.object?["clock"]?.object)
        #expect(clock["state"] == "running" && clock["dueByWallClock"]?.string != nil)
        let states = (clock["intervals"]?.array ?? []).compactMap { $0.object?["state"]?.string }
        #expect(states.starts(with: ["running", "paused"]))
    }

    @Test func `holds no grave outcome of one person, whoever writes it (SEC-10)`() throws {
        try submitted()
        #expect(throws: Failure.self) {
            try engine.house.run(
                """
                UPDATE verifications SET stage = 'closed', outcome = '{"result": "fraud", "by": "alice"}' WHERE id = '\(E.company)'
                """)
        }
        #expect(throws: Failure.self) {
            try engine.house.run(
                """
                UPDATE verifications SET stage = 'closed',
                    outcome = '{"result": "revoked", "by": "alice", "second": "Alice"}' WHERE id = '\(E.company)'
                """)
        }
    }

    @Test func `passes the audit, and is shown like any entity`() throws {
        try submitted()
        let desk = try engine.house.desk()
        defer { desk.close() }
        #expect(try LedgerReplay.findings(in: EntityDeclaration(Verification.self), at: desk, limit: 10).isEmpty)
        let portrait = try ShowPortrait(of: EntityDeclaration(Verification.self), E.company, at: desk)
        #expect(portrait.text(now: WallClock.now()).contains("next: a reviewer: guichet verify claim \(E.company)"))
    }
}
