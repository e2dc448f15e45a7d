import Core
import Support
import Testing
import Workers

/// What went wrong elsewhere, and must not here.
@Suite struct `The abuse desk` {
    let house = AbuseHouse()
    var now: Moment { house.clock.now }
    private var minuteAgo: Moment { now.adding(.seconds(-60)) }

    init() {
        house.lease("192.0.2.10", to: "acme", contact: "tech@acme.example")
    }

    @Test func `that dies at any step works on each report once (pattern 1)`() throws {
        for step in [Step.taken, .decided, .committed, .handedOver] {
            let house = AbuseHouse()
            house.lease("192.0.2.10", to: "acme", contact: "tech@acme.example")
            house.report(AbuseHouse.spam("192.0.2.10", at: minuteAgo))
            house.refresh()
            var worker = house.decider()
            try worker.run(to: step)
            worker.die()
            try house.run()
            let abuseCase = try house.only()
            #expect(abuseCase.reports == 1 && house.wishes.count == 1, "after \(step)")
            #expect(house.database.history["case/\(abuseCase.id)"]?.filter { $0.name == "case.reported" }.count == 1)
            try house.expectReplays()
        }
    }

    @Test func `makes one case of two reports in the same millisecond (pattern 2)`() throws {
        house.report(AbuseHouse.spam("192.0.2.10", at: minuteAgo))
        house.report(AbuseHouse.spam("192.0.2.10", at: minuteAgo, by: "abuse@isp2.example"))
        house.refresh()
        var first = house.decider("one", limit: 1)
        try first.run()
        house.publishAll()
        // Both decide on no case at all before either has written it.
        var (one, two) = (house.decider("one", limit: 1), house.decider("two", limit: 1))
        first.die()
        try one.run(to: .decided)
        try two.run(to: .decided)
        try one.run(to: .committed)
        try two.run(to: .committed)
        try one.run()
        try two.run()
        one.die()
        two.die()
        try house.run()
        let abuseCase = try house.only()
        #expect(abuseCase.reports == 2 && abuseCase.reporters.count == 2)
        #expect(house.wishes == ["block smtp 192.0.2.10 for 1 h"])
        try house.expectReplays()
    }

    @Test func `never says that it acted where nothing was observed (pattern 3)`() throws {
        house.report(AbuseHouse.spam("192.0.2.10", at: minuteAgo))
        try house.run()
        try house.wait(.minutes(11))
        let abuseCase = try house.only()
        #expect(abuseCase.state == .attributed && abuseCase.block?.state == .requested)
        #expect(house.templates == ["abuse-answer-attributed"])
        // It came after all: the holder learns it, and the reporter has its one answer.
        try house.block(abuseCase, is: .active)
        #expect(house.templates == ["abuse-answer-attributed", "abuse-blocked"])
        #expect(try house.only().state == .blocked)
    }

    @Test func `tells of hundreds of cases that are overdue at once, in one mail (pattern 7)`() throws {
        var reading = AbuseHouse.spam("192.0.2.10", at: nil)
        reading.source = nil
        for _ in 0..<300 { house.report(reading) }
        try house.run()
        #expect(try house.cases.count == 300 && house.database.timers.count == 300)
        let before = house.mails.count
        try house.wait(.hours(24))
        let escalated = house.database.history.filter { $0.key.hasPrefix("case/") }.values
            .filter { $0.contains { $0.name == "case.escalated" } }
        #expect(escalated.count == 300, "all are handled")
        try house.wait(.hours(1))
        let told = house.mails.dropFirst(before)
        #expect(told.map(\.template) == ["abuse-digest-desk"] && told.first?.values["count"] == "300")
        try house.expectReplays()
    }

    @Test(arguments: [ReportReading.Kind.bounce, .autoReply])
    func `answers no bounce and no automatic answer, and makes no case of it (pattern 8, NOT-5)`(
        kind: ReportReading.Kind
    ) throws {
        var reading = AbuseHouse.spam("192.0.2.10", at: minuteAgo, by: "mailer-daemon@isp.example")
        reading.kind = kind
        let report = house.report(reading)
        try house.run()
        #expect(try house.cases.isEmpty && house.mails.isEmpty && house.summary(of: report).disposition == .automatic)
        #expect(try house.summary(of: report).document != nil, "nothing is lost")
    }

    @Test(arguments: ["MAILER-DAEMON@isp.example", "noreply@isp.example", "abuse@guichet.example", "x@a.guichet.example"])
    func `writes to no machine and not to itself (pattern 8, NOT-5)`(contact: String) throws {
        house.report(AbuseHouse.spam("192.0.2.10", at: minuteAgo, by: contact))
        house.report(AbuseHouse.spam("198.51.100.7", at: minuteAgo, by: contact))
        try house.run()
        try house.block(try house.only(), is: .active)
        #expect(house.templates == ["abuse-blocked"])
        #expect(try house.only().reporters.map(\.answer) == ["suppressed"])
    }

    @Test func `holds the holder of then to account, and never blocks who has the address now (pattern 9)`() throws {
        let house = AbuseHouse()
        house.lease("192.0.2.10", to: "former", contact: "tech@former.example", until: now.adding(.hours(-10)))
        house.lease("192.0.2.10", to: "present", contact: "tech@present.example", from: now.adding(.hours(-5)))
        house.report(AbuseHouse.spam("192.0.2.10", at: now.adding(.hours(-12))))
        house.report(AbuseHouse.spam("192.0.2.10", at: now.adding(.hours(-7))))
        house.report(AbuseHouse.spam("192.0.2.10", at: now.adding(Pause(microseconds: -5 * 3_600_000_000 - 1))))
        try house.run()
        let cases = try house.cases
        let former = try #require(cases.first { $0.opening?.holder?.customer == "organisation/former" })
        #expect(house.wishes.isEmpty)
        #expect(former.weighing?.verdict == .notice && former.weighing?.against.contains { $0.contains("lease ended") } == true)
        // Between two leases nobody had it; within the clocks' difference nobody can say.
        #expect(Set(cases.map(\.state)) == [.notified, .unattributable, .ambiguous])
        try house.wait(.hours(1))
        #expect(house.mails.filter { $0.template == "abuse-digest-holder" }.map(\.recipient) == ["tech@former.example"])
        try house.expectReplays()
    }

    @Test func `records a forged report of a trusted feed, and never enforces it (pattern 10)`() throws {
        house.publish(
            ReporterTrusted.type,
            ["reporter": "domain:feed.example", "by": "Eve", "level": "trusted", "reason": "years of good work"])
        try house.run()
        let forged = [
            AbuseHouse.spam("192.0.2.10", at: minuteAgo, by: "fbl@feed.example"),
            // A host that is not ours wrote it, the signature is somebody else's, or it is broken.
            AbuseHouse.spam(
                "192.0.2.10", at: minuteAgo, by: "fbl@feed.example",
                proof: [AbuseHouse.dkim("feed.example", host: "mx.evil.example")]),
            AbuseHouse.spam("192.0.2.10", at: minuteAgo, by: "fbl@feed.example", proof: [AbuseHouse.dkim("evil.example")]),
            AbuseHouse.spam(
                "192.0.2.10", at: minuteAgo, by: "fbl@feed.example", proof: [AbuseHouse.dkim("feed.example", "fail")]),
        ]
        for reading in forged { for _ in 0..<5 { house.report(reading, channel: "mailbox") } }
        try house.run()
        #expect(try house.only().reports == 20 && house.wishes.isEmpty && house.mails.isEmpty)
        #expect(try house.only().reporters.allSatisfy { !$0.isKnown && $0.answer == "suppressed" })
        // What a host of ours calls forged is not saved by the desk's channel either.
        let dmarc = AuthenticationResult(host: "mx.guichet.example", method: "dmarc", result: "fail", domain: "feed.example")
        house.report(AbuseHouse.spam("192.0.2.10", at: minuteAgo, by: "fbl@feed.example", proof: [dmarc]))
        try house.run()
        #expect(house.wishes.isEmpty)
        // The real one is proved, and counts.
        house.report(
            AbuseHouse.spam("192.0.2.10", at: minuteAgo, by: "fbl@feed.example", proof: [AbuseHouse.dkim("feed.example")]),
            channel: "mailbox")
        try house.run()
        #expect(house.wishes == ["block smtp 192.0.2.10 for 1 h"])
        try house.expectReplays()
    }

    @Test func `needs more than one unknown, and counts independent reporters by who they are`() throws {
        for number in 0..<50 {
            house.report(AbuseHouse.spam("192.0.2.10", at: minuteAgo, by: "a@isp\(number).example"), channel: "mailbox")
        }
        try house.run()
        #expect(try house.only().reporters.count == 50 && house.wishes.isEmpty)
    }
}
