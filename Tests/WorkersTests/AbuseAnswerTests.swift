import Core
import Support
import Testing
import Workers

@Suite struct `A reporter` {
    let house = AbuseHouse()
    var now: Moment { house.clock.now }
    private var minuteAgo: Moment { now.adding(.seconds(-60)) }

    init() {
        house.lease("192.0.2.10", to: "acme", contact: "tech@acme.example")
    }

    @Test func `learns that an address is not ours, once in a while, and nothing is blocked (ABU-5)`() throws {
        for _ in 0..<3 { house.report(AbuseHouse.spam("198.51.100.7", at: minuteAgo)) }
        try house.run()
        #expect(house.templates == ["abuse-answer-not-ours"] && house.wishes.isEmpty)
        #expect(try house.cases.isEmpty)
        house.clock.advance(by: .days(8))
        house.report(AbuseHouse.spam("198.51.100.7", at: minuteAgo))
        try house.run()
        #expect(house.templates.count == 2)
        try house.expectReplays()
    }

    @Test func `learns that it is too late (ABU-7)`() throws {
        let report = house.report(AbuseHouse.spam("192.0.2.10", at: now.adding(.days(-31))))
        try house.run()
        #expect(try house.summary(of: report).disposition == .tooOld && house.cases.isEmpty)
        #expect(house.templates == ["abuse-answer-too-old"])
    }

    @Test func `is asked for what is missing: the address, the time, or one that has come (ABU-5)`() throws {
        var nowhere = AbuseHouse.spam("192.0.2.10", at: minuteAgo)
        (nowhere.source, nowhere.sourceText) = (nil, "x.x.x.x")
        house.report(nowhere)
        house.report(AbuseHouse.spam("192.0.2.10", at: nil, by: "b@isp2.example"))
        house.report(AbuseHouse.spam("192.0.2.10", at: now.adding(.days(1)), by: "c@isp3.example"))
        try house.run()
        #expect(house.templates == Array(repeating: "abuse-answer-need-more-info", count: 3) && house.wishes.isEmpty)
        #expect(try house.cases.allSatisfy { $0.due?.what == .desk })
        try house.expectReplays()
    }

    @Test func `whose report cannot be understood is not lost: the desk has it, with its raw text`() throws {
        let report = house.report(
            ReportReading(kind: .unreadable, problems: [.init(rule: "ABU-4", message: "no MIME", remedy: "x")]))
        try house.run()
        let summary = try house.summary(of: report)
        #expect(summary.disposition == .desk && summary.problems == ["ABU-4: no MIME"])
        #expect(try house.only().opening?.group == "unreadable" && house.only().due?.what == .desk && house.mails.isEmpty)
        #expect(house.database.documents[try #require(summary.document)]?.bytes == Array("report 1".utf8))
    }

    @Test func `that writes for human eyes is read by them: no machine acts on it`() throws {
        var mail = AbuseHouse.spam("192.0.2.10", at: minuteAgo)
        mail.kind = .mail
        house.report(mail)
        try house.run()
        let abuseCase = try house.only()
        #expect(abuseCase.state == .new && abuseCase.opening?.group == "other" && house.wishes.isEmpty)
        #expect(abuseCase.opening?.target == IPPrefix("192.0.2.10") && abuseCase.due?.what == .desk)
        #expect(house.templates == ["abuse-answer-received"])
    }

    @Test func `that only tests, praises or tells of spoofing starts nothing`() throws {
        var test = AbuseHouse.spam("192.0.2.10", at: minuteAgo)
        test.isTest = true
        var praise = test
        (praise.isTest, praise.category) = (false, .notAbuse)
        var spoofing = praise
        spoofing.category = .authentication
        let reports = [test, praise, spoofing].map { house.report($0) }
        try house.run()
        #expect(try reports.map { try house.summary(of: $0).disposition } == [.test, .noComplaint, .noComplaint])
        #expect(try house.cases.isEmpty && house.mails.isEmpty && house.wishes.isEmpty)
    }

    @Test func `has one answer in a case, however often it writes (NOT-5)`() throws {
        for _ in 0..<5 { house.report(AbuseHouse.spam("192.0.2.10", at: minuteAgo)) }
        try house.run()
        try house.block(try house.only(), is: .active)
        house.report(AbuseHouse.spam("192.0.2.10", at: minuteAgo))
        house.report(AbuseHouse.spam("192.0.2.10", at: minuteAgo, by: "b@isp2.example"))
        try house.run()
        #expect(
            house.mails.filter { $0.template.hasPrefix("abuse-answer") }.map(\.recipient) == [
                "fbl@isp.example", "b@isp2.example",
            ])
        #expect(Set(house.templates) == ["abuse-answer-actioned", "abuse-blocked"])
    }

    @Test func `of child abuse reaches people alone, and nothing of what it holds is kept`() throws {
        var reading = AbuseHouse.spam("192.0.2.10", at: minuteAgo)
        reading.category = .childAbuse
        reading.subject = "unspeakable"
        reading.problems = [.init(rule: "ABU-4", field: "unspeakable", message: "unspeakable", remedy: "unspeakable")]
        let report = house.report(reading)
        try house.run()
        try house.wait(.hours(1))
        let abuseCase = try house.only()
        #expect(abuseCase.isRestricted && abuseCase.samples.isEmpty && house.wishes.isEmpty)
        #expect(try house.summary(of: report).document == nil && house.database.documents.isEmpty)
        #expect(try house.summary(of: report).hash.hasPrefix("sha256:"))
        try house.wait(.hours(1))
        #expect(house.templates == ["abuse-digest-desk"], "the desk alone, and only the number")
        #expect(house.mails[0].values["lines"]?.string == "\(abuseCase.id): child_abuse")
        let kept = house.database.history.values.flatMap { $0 }.map { "\($0.data)" }.joined()
        #expect(!kept.contains("Buy") && !kept.contains("<1@spam.example>") && !kept.contains("unspeakable"))
        try house.expectReplays()
    }

    @Test func `with a record is worth what it was right (ABU-7)`() throws {
        let proof = [AbuseHouse.dkim("isp.example")]
        for round in 0..<5 {
            house.lease("192.0.2.\(20 + round)", to: "c\(round)")
            house.report(AbuseHouse.spam("192.0.2.\(20 + round)", at: minuteAgo, proof: proof), channel: "mailbox")
            try house.run()
            let open = try #require(try house.cases.first { $0.state != .closed })
            house.publish(CaseClosed.type, ["caseId": .string(open.id), "by": "Eve", "text": "right"])
            try house.run()
        }
        #expect(house.wishes.isEmpty, "one whom nobody knows yet is not enough")
        house.report(AbuseHouse.spam("192.0.2.10", at: minuteAgo, proof: proof), channel: "mailbox")
        try house.run()
        #expect(house.wishes == ["block smtp 192.0.2.10 for 1 h"], "one who was right five times is")
        house.publish(
            ReporterTrusted.type, ["reporter": "domain:isp.example", "by": "Eve", "level": "distrusted", "reason": "sold"])
        house.lease("192.0.2.30", to: "c30")
        try house.run()
        house.report(AbuseHouse.spam("192.0.2.30", at: minuteAgo, proof: proof), channel: "mailbox")
        try house.run()
        #expect(house.wishes.count == 1)
        try house.expectReplays()
    }

    @Test func `over a feed of the policy is known by the feed, and over an unknown one by nothing`() throws {
        let one = house.report(AbuseHouse.spam("192.0.2.10", at: minuteAgo), channel: "spamtrap")
        let two = house.report(AbuseHouse.spam("192.0.2.10", at: minuteAgo), channel: "nobody's")
        try house.run()
        #expect(try house.summary(of: one).standing.proof == .feed && house.summary(of: two).standing.proof == .none)
        #expect(house.wishes.count == 1)
    }
}

@Suite struct `A holder` {
    let house = AbuseHouse()
    var now: Moment { house.clock.now }
    private var minuteAgo: Moment { now.adding(.seconds(-60)) }

    @Test func `of many addresses has one mail of what can wait (NOT-5)`() throws {
        for host in 1...20 {
            house.lease("192.0.2.\(host)", to: "acme", contact: "tech@acme.example")
            var reading = AbuseHouse.spam("192.0.2.\(host)", at: minuteAgo)
            reading.category = .phishing
            house.report(reading)
        }
        try house.run()
        #expect(house.templates.filter { $0.hasPrefix("abuse-digest") }.isEmpty)
        try house.wait(.hours(1))
        let digests = house.mails.filter { $0.template == "abuse-digest-holder" }
        #expect(digests.count == 1 && digests.first?.values["count"] == "20")
        #expect(digests.first?.values["lines"]?.string?.contains("hameçonnage") == true)
        try house.expectReplays()
    }

    @Test func `without a contact is a case for the desk`() throws {
        house.lease("192.0.2.10", to: "acme")
        house.report(AbuseHouse.spam("192.0.2.10", at: minuteAgo))
        try house.run()
        try house.block(try house.only(), is: .active)
        #expect(house.templates == ["abuse-answer-actioned"])
        try house.wait(.hours(1))
        #expect(house.templates.contains("abuse-digest-desk"))
    }

    @Test func `of IPv6 is blocked by its prefix, and never beyond its lease (ABU-7)`() throws {
        house.lease("2001:db8:1::/48", to: "wide")
        house.lease("2001:db8:2::5", to: "narrow")
        house.report(AbuseHouse.spam("2001:db8:1:7::9", at: minuteAgo))
        house.report(AbuseHouse.spam("2001:db8:1:7::10", at: minuteAgo))
        house.report(AbuseHouse.spam("2001:db8:2::5", at: minuteAgo))
        try house.run()
        #expect(Set(house.wishes) == ["block smtp 2001:db8:1:7::/64 for 1 h", "block smtp 2001:db8:2::5 for 1 h"])
        #expect(try house.cases.count == 2)
    }

    @Test func `of some ports of an address is told, and its neighbours are not blocked with it (ABU-7)`() throws {
        house.lease("192.0.2.10", to: "acme", contact: "tech@acme.example", isShared: true)
        var reading = AbuseHouse.spam("192.0.2.10", at: minuteAgo)
        reading.sourcePort = 1024
        house.report(reading)
        try house.run()
        #expect(try house.only().weighing?.verdict == .notice && house.wishes.isEmpty)
    }

    @Test func `of some ports of an address, reported without a port, is not taken for the whole (NET-8)`() throws {
        house.lease("192.0.2.10", to: "acme", contact: "tech@acme.example", isShared: true)
        house.report(AbuseHouse.spam("192.0.2.10", at: minuteAgo))
        try house.run()
        #expect(try house.only().state == .ambiguous && house.wishes.isEmpty)
        #expect(!house.mails.contains { $0.recipient == "tech@acme.example" })
    }

    @Test func `that nobody complains of again is left in peace`() throws {
        house.lease("192.0.2.10", to: "acme", contact: "tech@acme.example")
        var reading = AbuseHouse.spam("192.0.2.10", at: minuteAgo)
        reading.category = .phishing
        house.report(reading)
        try house.run()
        try house.wait(.days(8))
        #expect(try house.only().outcome == .quiet && house.database.rows["reporters"] == nil)
        try house.expectReplays()
    }
}
