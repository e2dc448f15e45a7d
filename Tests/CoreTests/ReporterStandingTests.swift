import Core
import Testing

@Suite struct `Who a reporter is (ABU-7)` {
    let policy = AbuseSamples.policy()

    private func standing(
        _ authentication: [AuthenticationResult], domain: String? = "isp.example", channel: String = "mailbox",
        actor: String? = nil
    ) -> ReporterStanding {
        let reporter = ReportedBy(contact: "Fbl@isp.example", domain: domain, authentication: authentication)
        return ReporterStanding(of: AbuseSamples.reading(reporter), over: channel, from: actor, policy)
    }

    @Test func `is proved by a signature or DMARC that a believed host saw, of the domain in From`() {
        #expect(standing([AbuseSamples.result("dkim", "pass", "isp.example")]).proof == .dkim)
        #expect(standing([AbuseSamples.result("dmarc", "pass", "isp.example")]).proof == .dmarc)
        let below = standing([AbuseSamples.result("dkim", "pass", "isp.example")], domain: "mail.isp.example")
        #expect(below.proof == .dkim && below.identity == "domain:isp.example")
    }

    @Test(arguments: [
        [], [AbuseSamples.result("dkim", "pass", "isp.example", host: "mx.evil.example")],
        [AbuseSamples.result("dkim", "fail", "isp.example")], [AbuseSamples.result("dkim", "pass", "evil.example")],
        [AbuseSamples.result("dkim", "pass", "evilisp.example")], [AbuseSamples.result("dkim", "pass", "example")],
        [AbuseSamples.result("spf", "pass", "isp.example")], [AbuseSamples.result("dkim", "pass", nil)],
        [AbuseSamples.result("dkim", "pass", "sub.isp.example")],
    ])
    func `is not proved by anything less`(authentication: [AuthenticationResult]) {
        let standing = standing(authentication)
        #expect(standing.proof == .none && !standing.isProved && standing.identity == "unproved:isp.example")
    }

    @Test func `is vouched for by the desk, and not where a host of ours calls the mail forged`() {
        #expect(standing([], channel: "desk").proof == .desk)
        let forged = standing([AbuseSamples.result("dmarc", "fail", "isp.example")], channel: "desk")
        #expect(forged.proof == .contradicted && !forged.isProved)
        #expect(standing([AbuseSamples.result("dmarc", "fail", "other.example")], channel: "desk").proof == .desk)
    }

    @Test func `is a feed of the policy by its channel and its AMQP user`() {
        #expect(standing([], channel: "trap", actor: "trap").identity == "feed:trap")
        #expect(standing([], channel: "trap", actor: "desk").proof == .none)
        #expect(standing([], channel: "other", actor: "trap").proof == .none)
    }

    @Test func `is one, however many names below its domain it uses`() {
        let names = ["a.isp.example", "b.isp.example", "isp.example"]
        #expect(Set(names.map { standing([], domain: $0, channel: "desk").identity }) == ["domain:isp.example"])
        #expect(standing([], domain: "mail.shop.co.uk", channel: "desk").identity == "domain:shop.co.uk")
    }

    @Test func `is asked for under every name that it may turn out to have`() {
        for channel in ["desk", "mailbox", "trap"] {
            for results in [
                [], [AbuseSamples.result("dkim", "pass", "isp.example")], [AbuseSamples.result("dmarc", "fail", nil)],
            ] {
                let reporter = ReportedBy(domain: "x.isp.example", authentication: results)
                let reading = AbuseSamples.reading(reporter)
                let identity = ReporterStanding(of: reading, over: channel, from: "trap", policy).identity
                #expect(ReporterStanding.candidates(of: reading, over: channel).contains(identity), "\(channel) \(results)")
            }
        }
    }

    @Test func `keeps one id for one identity`() {
        let one = Reporter.id(of: "domain:isp.example", Samples.digest)
        #expect(UUIDText.canonical(one) == one && one != Reporter.id(of: "unproved:isp.example", Samples.digest))
    }
}

@Suite struct `A score (ABU-7)` {
    let policy = AbuseSamples.policy()

    private func lines(_ record: ReporterRecord = ReporterRecord(), incidents: Int64 = 1) -> [String: Int64] {
        let reading = AbuseSamples.reading(incidents: incidents)
        let standing = ReporterStanding(of: reading, over: "desk", from: nil, policy)
        let lines = AbuseScore.lines(of: reading, by: standing, with: record, policy)
        #expect(lines.allSatisfy { !$0.why.isEmpty })
        return Dictionary(lines.map { ($0.rule, $0.points) }, uniquingKeysWith: { first, _ in first })
    }

    @Test func `says each rule that counted`() {
        #expect(lines() == ["vouched": 60, "spam": 20, "evidence": 10])
        #expect(lines(incidents: 10)["many"] == 11)
        #expect(lines(ReporterRecord(level: .trusted))["trusted"] == 20)
        #expect(lines(ReporterRecord(level: .distrusted))["unknown"] == 1)
    }

    @Test(arguments: [(9, 1, 15), (4, 0, nil), (5, 0, 15), (2, 3, -40), (3, 2, nil)] as [(Int64, Int64, Int64?)])
    func `knows how often its reporter was right, once that is enough`(right: Int64, wrong: Int64, points: Int64?) {
        let lines = lines(ReporterRecord(right: right, wrong: wrong))
        #expect((lines["precise"] ?? lines["imprecise"]) == points)
    }

    private func reporter(_ number: Int, known: Bool, _ points: Int64) -> CaseReporter {
        CaseReporter(id: "\(number)", identity: "domain:isp\(number).example", isKnown: known, points: points, contact: nil)
    }

    @Test func `of a case is its best known report, and who agrees with it, unknown ones up to a limit`() {
        let unknown = (10..<30).map { reporter($0, known: false, 99) }
        let lines = AbuseScore.lines(
            of: [reporter(1, known: true, 50), reporter(2, known: true, 40)] + unknown, isRecurrence: true, policy)
        #expect(lines.map(\.rule) == ["best_report", "another_known", "another_unknown", "recurrence"])
        #expect(lines.map(\.points) == [50, 10, 9, 20] && lines.total == 89)
        #expect(AbuseScore.lines(of: [], isRecurrence: false, policy).isEmpty)
    }
}
