import Core
import Support
import Testing
import Workers

/// Signed reports over the real engine (ABU-7): a known key proves its reporter, and nothing else does.
@Suite struct `A signed report` {
    let house: AbuseHouse
    var minuteAgo: Moment { house.clock.now.adding(.seconds(-60)) }

    private static let key: [UInt8] = Array(1...32)

    init() {
        var policy = AbuseHouse.policy()
        let start = Moment(seconds: 0)
        policy.keys = [
            AbuseKey(id: "isp.example/2026", reporter: "isp.example", bytes: Self.key, from: start),
            AbuseKey(id: "isp.example/old", reporter: "isp.example", bytes: Self.key, from: start, to: Moment(seconds: 1)),
        ]
        house = AbuseHouse(policy: policy)
        house.lease("192.0.2.10", to: "acme", contact: "tech@acme.example")
    }

    private func signature(
        _ raw: [UInt8], keyId: String = "isp.example/2026", by key: [UInt8] = key
    ) -> ReportSignature {
        ReportSignature(keyId: keyId, value: PlainCodec.signature(of: raw, by: key))
    }

    private var spam: ReportReading { AbuseHouse.spam("192.0.2.10", at: minuteAgo) }

    @Test func `of a known key blocks though nobody looked at it, and is answered`() throws {
        let report = house.report(spam, channel: "mailbox") { signature($0) }
        try house.run()
        #expect(house.wishes == ["block smtp 192.0.2.10 for 1 h"])
        let summary = try house.summary(of: report)
        #expect(summary.standing.proof == .signed && summary.standing.identity == "domain:isp.example")
        #expect(summary.lines.first { $0.rule == "signed" }?.points == 60)
        try house.block(try house.only(), is: .active)
        #expect(house.mails.first?.recipient == "fbl@isp.example")
        try house.expectReplays()
    }

    /// One party with a mail host's proof and a key is one reporter, not two.
    @Test func `is by the same reporter as one its domain's mail proves`() throws {
        let signed = house.report(spam, channel: "mailbox") { signature($0) }
        let mailed = house.report(
            AbuseHouse.spam("192.0.2.10", at: minuteAgo, proof: [AbuseHouse.dkim("isp.example")]), channel: "mailbox")
        try house.run()
        #expect(try house.summary(of: signed).reporter == house.summary(of: mailed).reporter)
    }

    @Test(arguments: ["mailbox", "desk", "spamtrap"])
    func `that is forged never blocks, whatever it came over, and its score says why`(channel: String) throws {
        let forgeries: [([UInt8]) -> ReportSignature] = [
            { signature($0, by: Array(2...33)) }, { signature($0 + [0x20]) }, { signature($0, keyId: "isp.example/2027") },
            { signature($0, keyId: "isp.example/old") }, { _ in signature([]) },
            { _ in ReportSignature(keyId: "isp.example/2026", value: [UInt8](repeating: 0, count: 64)) },
        ]
        for forge in forgeries {
            let report = house.report(spam, channel: channel, signed: forge)
            try house.run()
            let summary = try house.summary(of: report)
            #expect(summary.standing.proof == .contradicted)
            let line = try #require(summary.lines.first { $0.rule == "contradicted" })
            #expect(line.points < 0 && line.why.contains("key"))
        }
        #expect(house.wishes.isEmpty && house.mails.allSatisfy { $0.recipient != "fbl@isp.example" })
        #expect(try house.only().block == nil)
        try house.expectReplays()
    }

    @Test func `of a reporter that the desk distrusts counts as unknown`() throws {
        house.publish(
            ReporterTrusted.type, ["reporter": "domain:isp.example", "by": "Eve", "level": "distrusted", "reason": "sold"])
        try house.run()
        let report = house.report(spam, channel: "mailbox") { signature($0) }
        try house.run()
        #expect(house.wishes.isEmpty)
        #expect(try house.summary(of: report).lines.contains { $0.rule == "unknown" })
    }
}
