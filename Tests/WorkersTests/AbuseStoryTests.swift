import Core
import Support
import Testing
import Workers

/// From a report to a block and back, message by message, over the real engine.
@Suite struct `A report of abuse` {
    let house = AbuseHouse()
    var now: Moment { house.clock.now }

    init() {
        house.lease("192.0.2.10", to: "acme", contact: "tech@acme.example")
        house.lease("192.0.2.11", to: "other", contact: "tech@other.example")
    }

    /// Blocked, observed, and its token taken from the mail.
    private func blocked() throws -> AbuseCase {
        house.report(AbuseHouse.spam("192.0.2.10", at: now.adding(.seconds(-60))))
        try house.run()
        try house.block(try house.only(), is: .active)
        return try house.only()
    }

    private func token() throws -> String {
        let link = try #require(house.mails.last { $0.template.hasPrefix("abuse-blocked") }?.link)
        #expect(link.path == "/unblock" && link.purpose == "unblock")
        return house.codec.token(purpose: link.purpose, id: link.tokenId)
    }

    private func askForTheEnd(_ token: String, _ attestation: Value = ["cause_found": true, "queue_purged": true]) throws {
        house.publish(UnblockRequested.type, ["token": .string(token), "attestation": attestation])
        try house.run()
    }

    @Test func `that the desk vouches for asks for a block of that address's mail alone, for an hour (ABU-4, ABU-7)`() throws {
        let report = house.report(AbuseHouse.spam("192.0.2.10", at: now.adding(.seconds(-60))))
        try house.run()
        let abuseCase = try house.only()
        #expect(house.wishes == ["block smtp 192.0.2.10 for 1 h"])
        #expect(abuseCase.state == .attributed && abuseCase.block?.state == .requested && abuseCase.rung == 1)
        #expect(abuseCase.opening?.holder?.customer == "organisation/acme")
        #expect(abuseCase.weighing?.verdict == .block && abuseCase.weighing?.policy == "abuse 2026-11-01")
        let summary = try house.summary(of: report)
        #expect(summary.disposition == .filed && summary.lines.total == 90 && summary.attribution == "held")
        // Failure pattern 3: nothing is done yet, so nobody is told that it is.
        #expect(house.mails.isEmpty)
        try house.expectReplays()
    }

    @Test func `is answered and its holder told once the block was read back, in their language (ABU-1, ABU-2, ABU-8)`() throws {
        _ = try blocked()
        #expect(house.templates == ["abuse-answer-actioned", "abuse-blocked"])
        #expect(house.mails.map(\.recipient) == ["fbl@isp.example", "tech@acme.example"])
        let mail = try #require(house.mails.last)
        #expect(mail.locale == .french && mail.values["address"] == "192.0.2.10")
        #expect(mail.values["evidence"]?.string?.contains("Message-ID <1@spam.example>") == true)
        #expect(try house.only().state == .blocked)
        // Said once, however often it is read back.
        try house.block(try house.only(), is: .active)
        #expect(house.templates.count == 2)
        try house.expectReplays()
    }

    @Test func `leads out again: attestation, lift, probation, closed (ABU-2)`() throws {
        _ = try blocked()
        try askForTheEnd(try token())
        #expect(house.wishes == ["block smtp 192.0.2.10 for 1 h", "lift"])
        #expect(try house.only().state == .remediationClaimed)
        try house.block(try house.only(), is: .lifted)
        #expect(try house.only().state == .probation && house.refusals.isEmpty)
        try house.wait(.days(8))
        let closed = try house.only()
        #expect(closed.state == .closed && closed.outcome == .remedied)
        #expect(house.database.timers.isEmpty)
        let reporter = try #require(house.database.rows["reporters"]?.values.first?.columns)
        #expect(reporter["identity"] == "domain:isp.example" && reporter["right_cases"] == 1)
        try house.expectReplays()
    }

    @Test func `in probation blocks again, for longer, under a new link (ABU-2)`() throws {
        _ = try blocked()
        let first = try token()
        try askForTheEnd(first)
        try house.block(try house.only(), is: .lifted)
        // What happened before is paid for.
        house.report(AbuseHouse.spam("192.0.2.10", at: now.adding(.seconds(-60)), by: "late@isp2.example"))
        try house.run()
        #expect(house.wishes.count == 2 && house.templates.last == "abuse-answer-attributed")
        house.clock.advance(by: .hours(2))
        house.report(AbuseHouse.spam("192.0.2.10", at: now))
        try house.run()
        #expect(house.wishes.last == "block smtp 192.0.2.10 for 24 h")
        try house.block(try house.only(), is: .active)
        let again = try house.only()
        #expect(again.state == .blocked && again.rung == 2 && house.templates.last == "abuse-blocked-again")
        try askForTheEnd(first)
        #expect(house.refusals == ["ABU-2 token"], "the old link is dead")
        try askForTheEnd(try token())
        #expect(house.refusals == ["ABU-2 token", "ABU-2 token"], "not before its time")
        house.clock.advance(by: .hours(2))
        try askForTheEnd(try token())
        #expect(try house.only().state == .remediationClaimed)
        try house.expectReplays()
    }

    @Test func `of a block that expires by itself is on probation (ABU-7)`() throws {
        _ = try blocked()
        try house.block(try house.only(), is: .expired)
        #expect(try house.only().state == .probation && (try house.only().link) == nil)
        try askForTheEnd(try token())
        #expect(house.refusals == ["ABU-2 token"])
    }

    @Test func `wants every point of the checklist, and says which is missing (ABU-2)`() throws {
        _ = try blocked()
        try askForTheEnd(try token(), ["cause_found": true, "queue_purged": false])
        #expect(house.refusals == ["ABU-2 attestation"])
        try askForTheEnd(try token(), "All is done: the queue is empty.")
        #expect(try house.refusals.count == 1 && (house.only().state) == .remediationClaimed)
        #expect(house.database.documents.values.contains { $0.subject.hasPrefix("case/") })
    }

    @Test func `ends in a person's hands after so many ends (ABU-2)`() throws {
        house.policy.remedy.attempts = 1
        _ = try blocked()
        try askForTheEnd(try token())
        try house.block(try house.only(), is: .lifted)
        house.clock.advance(by: .hours(2))
        house.report(AbuseHouse.spam("192.0.2.10", at: now))
        try house.run()
        try house.block(try house.only(), is: .active)
        house.clock.advance(by: .hours(2))
        try askForTheEnd(try token())
        #expect(house.refusals == ["ABU-2 token"])
        house.publish(
            AppealFiled.type, ["caseId": .string(try house.only().id), "by": "Ada", "text": "It was not\nme."])
        try house.run()
        #expect(try house.only().appealedAt == now)
        try house.wait(.hours(1))
        #expect(house.mails.last?.template == "abuse-digest-desk" && house.mails.last?.recipient == "desk@guichet.example")
        try house.expectReplays()
    }

    @Test func `that was a false alarm lifts its block and counts against its reporter (ABU-7)`() throws {
        let abuseCase = try blocked()
        house.publish(
            CaseClosed.type,
            ["caseId": .string(abuseCase.id), "by": "Eve", "text": "forged", "outcome": "false_alarm"])
        try house.run()
        #expect(try house.wishes.last == "lift" && (house.only().state) == .closed)
        #expect(house.database.rows["reporters"]?.values.first?.columns["wrong_cases"] == 1)
        // An observation under way when it was closed ends in a lift as well.
        try house.block(try house.only(), is: .active)
        #expect(house.wishes.filter { $0 == "lift" }.count == 2)
        try house.expectReplays()
    }

    @Test func `comes back into the case it was, on the next rung, and into a new one when that is long ago (ABU-7)`() throws {
        let first = try blocked()
        try house.block(try house.only(), is: .expired)
        try house.wait(.days(8))
        #expect(try house.only().state == .closed)
        house.clock.advance(by: .hours(1))
        house.report(AbuseHouse.spam("192.0.2.10", at: now))
        try house.run()
        let again = try house.only()
        #expect(again.id == first.id && again.reopened == 1 && house.wishes.last == "block smtp 192.0.2.10 for 24 h")
        try house.block(again, is: .active)
        try house.block(try house.only(), is: .expired)
        try house.wait(.days(8))
        house.clock.advance(by: .days(91))
        house.report(AbuseHouse.spam("192.0.2.10", at: now))
        try house.run()
        #expect(try house.cases.count == 2 && house.wishes.last == "block smtp 192.0.2.10 for 1 h")
        try house.expectReplays()
    }

    @Test func `under a policy that only looks on says what would have followed, and does nothing (ABU-7)`() throws {
        let house = AbuseHouse(policy: AbuseHouse.policy(mode: .shadow))
        house.lease("192.0.2.10", to: "acme", contact: "tech@acme.example")
        house.report(AbuseHouse.spam("192.0.2.10", at: now.adding(.seconds(-60))))
        house.report(AbuseHouse.spam("198.51.100.1", at: now.adding(.seconds(-60))))
        try house.run()
        #expect(try house.only().weighing?.verdict == .shadowBlock && house.wishes.isEmpty && house.mails.isEmpty)
    }

    @Test func `that a gateway or the guard withholds is the desk's, and its reporter learns no more than is true`() throws {
        house.report(AbuseHouse.spam("192.0.2.10", at: now.adding(.seconds(-60))))
        try house.run()
        try house.block(try house.only(), is: .withheld, reasons: ["protected address"])
        #expect(try house.templates == ["abuse-answer-attributed"] && (house.only().block?.state) == .withheld)
        house.report(AbuseHouse.spam("192.0.2.10", at: now, by: "x@isp3.example"))
        try house.run()
        #expect(house.wishes.count == 1, "not asked for again")
        try house.wait(.hours(1))
        #expect(Set(house.templates.suffix(2)) == ["abuse-digest-desk", "abuse-digest-holder"])
        try house.expectReplays()
    }
}
