import Core
import Queues
import Testing

/// ABU-7: what proves who sent a report, and what only says so.
@Suite struct `Reading authentication results` {
    private func results(_ head: String) -> [String] {
        let reading = intakeMail("\(head)\nFrom: a@reporter.example\nSubject: spam from 192.0.2.10")
        return reading.reporter.authentication.map { "\($0.host) \($0.method)=\($0.result) \($0.domain ?? "-")" }
    }

    private func results(of value: String) -> [String] { results("Authentication-Results: \(value)") }

    @Test(
        arguments: [
            ("mx.example; dkim=pass header.d=Reporter.Example", ["mx.example dkim=pass reporter.example"]),
            ("MX.example 1; spf=fail smtp.mailfrom=a@b.example", ["mx.example spf=fail b.example"]),
            ("mx.example; spf=pass smtp.helo=h.example smtp.mailfrom=b.example", ["mx.example spf=pass b.example"]),
            ("mx.example; dmarc=pass (p=reject; sp=none (x)) header.from=b.example", ["mx.example dmarc=pass b.example"]),
            (
                "mx.example; dkim=pass (2048-bit key) header.d=b.example header.i=@c.b.example header.b=ab/c=",
                ["mx.example dkim=pass b.example"]
            ),
            (
                "mx.example; dkim/1=pass reason=\"good; very\" header.i=@b.example; spf = softfail",
                ["mx.example dkim=pass b.example", "mx.example spf=softfail -"]
            ),
            ("(c) \"mx.example\" (d) ; dkim=pass\n  header.d=b.example;", ["mx.example dkim=pass b.example"]),
            ("mx.example; none", []), ("mx.example; auth=pass smtp.auth=x; iprev=pass policy.iprev=192.0.2.1", []),
            (
                "mx.example; dkim=pass header.d=a.example; dkim=fail header.d=b.example",
                ["mx.example dkim=pass a.example", "mx.example dkim=fail b.example"]
            ),
        ] as [(String, [String])])
    func `follows RFC 8601`(_ value: String, _ expected: [String]) {
        #expect(results(of: value) == expected)
    }

    @Test(arguments: [
        "", "; dkim=pass", "mx.example 2; dkim=pass", "mx.example; dkim", "mx.example; dkim=", "mx.example; dkim/2=pass",
        "mx.example; dkim=pass header.d", "mx.example; dkim=pass header.d=", "mx.example; dkim=pass header.d=\"b.example",
        "mx.example; dkim=pass (open header.d=b.example", "mx.example dkim=pass header.d=b.example",
        "mx.example; dkim=pass header.d=b.example, spf=pass", "mx.example; dkim=pass header.d=b.example)",
        "mx.example; from=b.example; dkim=pass (ok) x",
    ])
    func `believes nothing of a malformed field`(_ value: String) {
        #expect(results(of: value) == [])
    }

    private let own = "Received: from a.example (a.example [198.51.100.1]) by mx.guichet.example; Sat, 21 Nov 2026 10:00:00 +0000"
    private let inner = "Received: from mx by mx.guichet.example with LMTP; Sat, 21 Nov 2026 10:00:01 +0000"
    private let foreign = "Received: from x.example by a.example; Sat, 21 Nov 2026 09:59:00 +0000"

    @Test func `ends at the first host that is not the last`() {
        let ours = "Authentication-Results: mx.guichet.example; dkim=pass header.d=ours.example"
        let forged = "Authentication-Results: mx.guichet.example; spf=pass smtp.mailfrom=forged.example"
        #expect(results("\(ours)\n\(own)\n\(foreign)\n\(forged)") == ["mx.guichet.example dkim=pass ours.example"])
        #expect(results("\(inner)\n\(ours)\n\(own)\n\(foreign)\n\(forged)") == ["mx.guichet.example dkim=pass ours.example"])
        #expect(results("\(own)\n\(foreign)\n\(forged)") == [])
    }

    @Test(arguments: ["From: a@b.example, c@d.example", "From: a@b.example\nFrom: c@d.example"])
    func `two senders have no domain`(_ from: String) {
        #expect(intakeMail("\(from)\nSubject: s").reporter.domain == nil)
        #expect(intakeMail("From: a@B.example\nSubject: s").reporter.domain == "b.example")
    }

    @Test func `of one host and method only the topmost field counts`() {
        let ours = "Authentication-Results: mx.guichet.example; dkim=fail header.d=ours.example"
        let forged = "Authentication-Results: mx.guichet.example; dkim=pass header.d=forged.example"
        let other = "Authentication-Results: mx.guichet.example; spf=pass smtp.mailfrom=ours.example"
        #expect(
            results("\(ours)\n\(other)\n\(own)\n\(forged)")
                == ["mx.guichet.example dkim=fail ours.example", "mx.guichet.example spf=pass ours.example"])
    }
}
