import Core
import Testing

@Suite struct `A reporter's key (ABU-7)` {
    private static let good = Base64.text(of: Array(1...32))

    /// Fields that are refused in a policy of these keys.
    private func faults(_ keys: [Object]) -> Set<String> {
        var form = Form(["keys": .array(keys.map(Value.object))], digest: { $0 })
        _ = AbusePolicy(from: &form)
        return Set(form.problems.compactMap(\.field).filter { $0.hasPrefix("keys") })
    }

    private func key(_ changes: [(String, Value)] = []) -> Object {
        var key: Object = [
            "id": "isp.example/2026", "reporter": "isp.example", "publicKey": .string(Self.good), "from": .moment(Samples.now),
        ]
        for (name, value) in changes { key[name] = value }
        return key
    }

    @Test func `is read from the policy`() throws {
        var form = Form(["keys": .array([.object(key([("to", .moment(Samples.now.adding(.days(1))))]))])], digest: { $0 })
        let read = try #require(AbusePolicy(from: &form).keys.first)
        #expect(read.bytes == Array(1...32) && read.reporter == "isp.example")
        #expect(!read.counts(at: Samples.now.adding(.seconds(-1))) && read.counts(at: Samples.now))
        #expect(!read.counts(at: Samples.now.adding(.days(1))))
        #expect(faults([key()]) == [])
    }

    @Test(arguments: [
        ("id", "isp.example"), ("id", "other.example/2026"), ("id", "isp.example/"), ("publicKey", "AAAA"),
        ("publicKey", "not base64"), ("from", "soon"), ("to", "2020-01-01T00:00:00Z"), ("reporter", ""),
    ])
    func `is refused where something is wrong`(field: String, value: String) {
        let faults = faults([key([(field, .string(value))])])
        #expect(faults.contains("keys[0].\(field)"), "\(faults)")
    }

    /// The points of order 1, 2, 4 and 8: under them a signature of anything is found by a few tries.
    @Test(arguments: [
        "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAIA=",
        "AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=", "7P///////////////////////////////////////38=",
        "7v///////////////////////////////////////38=", "JuiVj8KyJ7BFw/SJ8u+Y8NXfrAXTxjM5sTgCiG1T/AU=",
        "xxdqcD1N2E+6PAt2DRBnDyogU/osOczGTsf9d5KsA/o=",
    ])
    func `is refused where anybody could sign`(text: String) {
        #expect(faults([key([("publicKey", .string(text))])]) == ["keys[0].publicKey"])
    }

    @Test func `has an id of its own`() {
        #expect(faults([key(), key()]) == ["keys"])
        #expect(faults([key(), key([("id", "isp.example/2027")])]) == [])
    }
}

@Suite struct `A report's signature (ABU-7)` {
    private let key = AbuseKey(
        id: "isp.example/2026", reporter: "mail.isp.example", bytes: [1], from: Samples.now, to: Samples.now.adding(.days(9)))
    private let signature = ReportSignature(keyId: "isp.example/2026", value: [2])

    private func finding(
        _ signature: ReportSignature?, at moment: Moment = Samples.now, verifies: Bool = true
    ) -> ReportSignature.Finding {
        var policy = AbuseSamples.policy()
        policy.keys = [key]
        let circumstances = Circumstances(
            now: moment, cause: "/guichet 1", digest: Samples.digest, verify: { $0 == [2] && $1 == [3] && $2 == [1] && verifies },
            tokenHash: { _, _ in "" })
        return ReportSignature.finding(signature, of: [3], policy, in: circumstances)
    }

    private func fails(_ finding: ReportSignature.Finding) -> Bool { if case .fails = finding { true } else { false } }

    @Test func `proves the reporter of its key, while the key counts`() {
        #expect(finding(signature) == .proves(reporter: "mail.isp.example", key: "isp.example/2026"))
        #expect(finding(nil) == .absent)
        #expect(fails(finding(signature, verifies: false)))
        #expect(fails(finding(ReportSignature(keyId: "isp.example/2027", value: [2]))))
        #expect(fails(finding(signature, at: Samples.now.adding(.seconds(-1)))))
        #expect(fails(finding(signature, at: Samples.now.adding(.days(9)))))
    }

    private func standing(_ finding: ReportSignature.Finding, channel: String) -> ReporterStanding {
        ReporterStanding(of: AbuseSamples.reading(), over: channel, from: "trap", signed: finding, AbuseSamples.policy())
    }

    @Test(arguments: ["desk", "mailbox", "trap"]) func `comes before the channel, and a wrong one undoes it`(channel: String) {
        let proved = standing(finding(signature), channel: channel)
        #expect(proved.proof == .signed && proved.isProved && proved.identity == "domain:isp.example")
        let forged = standing(finding(signature, verifies: false), channel: channel)
        #expect(forged.proof == .contradicted && !forged.isProved && forged.identity == "unproved:isp.example")
        #expect(standing(.absent, channel: channel) == standing(finding(nil), channel: channel))
    }

    @Test func `does not undo what a mail host of ours says`() {
        let reading = AbuseSamples.reading(ReportedBy(authentication: [AbuseSamples.result("dmarc", "fail", nil)]))
        let standing = ReporterStanding(
            of: reading, over: "mailbox", from: nil, signed: finding(signature), AbuseSamples.policy())
        #expect(standing.proof == .contradicted)
    }

    /// The record of the signer is asked for, though the policy is not known then.
    @Test func `names its reporter in its key's id`() {
        let reading = AbuseSamples.reading(ReportedBy(domain: "other.example"))
        let names = ReporterStanding.candidates(of: reading, over: "mailbox", signature: signature)
        #expect(names.contains("domain:isp.example") && names.contains("domain:other.example"))
        #expect(!ReporterStanding.candidates(of: reading, over: "mailbox").contains("domain:isp.example"))
    }
}
