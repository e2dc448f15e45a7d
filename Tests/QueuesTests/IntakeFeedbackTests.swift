import Core
import Queues
import Testing

/// ABU-4: the Abuse Reporting Format and what is made of it.
@Suite struct `Reading feedback reports` {
    @Test func `says what, whose address, when and by whom`() {
        let reading = IntakeReport().reading
        #expect(reading.kind == .arf)
        #expect(reading.category == .spam)
        #expect(reading.type == "abuse")
        #expect(reading.source == IPAddress("192.0.2.10"))
        #expect(reading.incident == Moment(rfc3339: "2026-11-21T07:30:00Z"))
        #expect(reading.incidents == 1)
        #expect(reading.reporter.contact == "abuse@reporter.example")
        #expect(reading.reporter.organisation == "Abuse Team")
        #expect(reading.reporter.domain == "reporter.example")
        #expect(reading.reporter.agent == "SomeLoop/2.0")
        #expect(reading.subject == "Report about 192.0.2.10")
        #expect(reading.problems == [])
        let proof = AuthenticationResult(host: "mail.guichet.example", method: "dkim", result: "pass", domain: "reporter.example")
        #expect(reading.reporter.authentication == [proof])
        let sample = ReportReading.Sample(
            at: reading.incident, messageId: "<w1@sender.example>", subject: "Cheap watches", destination: "mx.reporter.example")
        #expect(reading.samples == [sample])
    }

    @Test(
        arguments: [
            ("abuse", .spam), ("fraud", .phishing), ("virus", .malware), ("other", .other), ("not-spam", .notAbuse),
            ("opt-out", .notAbuse), ("auth-failure", .authentication), ("dmarc", .authentication), ("ABUSE", .spam),
        ] as [(String, AbuseCategory)])
    func `knows every feedback type`(_ type: String, _ category: AbuseCategory) {
        let reading = IntakeReport().with("Feedback-Type", type).reading
        #expect(reading.category == category)
        #expect(reading.type == type)
        #expect(reading.problems == [])
    }

    @Test func `takes an unknown type for other, and says so`() {
        let reading = IntakeReport().with("Feedback-Type", "sneezing").reading
        #expect(reading.category == .other)
        #expect(reading.faults == ["Feedback-Type"])
    }

    @Test(arguments: [
        "192.0.2.10 (host.example)", "[192.0.2.10]", "192.0.2.10", "::ffff:192.0.2.10", "<192.0.2.10>",
    ])
    func `reads the ways of writing an address`(_ text: String) {
        #expect(IntakeReport().with("Source-IP", text).reading.source == IPAddress("192.0.2.10"))
    }

    @Test func `reads an IPv6 address, a port and a count`() {
        let reading = IntakeReport().with("Source-IP", "IPv6:2001:DB8::1").with("Source-Port: 4711").with("Incidents: 12").reading
        #expect(reading.source == IPAddress("2001:db8::1"))
        #expect(reading.sourcePort == 4711)
        #expect(reading.incidents == 12)
    }

    @Test(arguments: [("Source-Port: 70000", "Source-Port"), ("Incidents: -1", "Incidents"), ("Incidents: many", "Incidents")])
    func `names a field of no sense`(_ line: String, _ field: String) {
        let reading = IntakeReport().with(line).reading
        #expect(reading.kind == .arf)
        #expect(reading.faults == [field])
    }

    @Test(arguments: ["x.x.x.x", "AA.BB.CC.DD", "192.0.2.xxx", "redacted"])
    func `keeps a redacted address as text`(_ text: String) {
        let reading = IntakeReport().with("Source-IP", text).reading
        #expect(reading.source == nil)
        #expect(reading.sourceText == text)
        #expect(reading.faults == ["Source-IP"])
    }

    @Test func `finds a missing address where the reporter's host saw it`() {
        var report = IntakeReport().without("Source-IP").without("Arrival-Date")
        report.original = """
            Received: from store.reporter.example ([10.0.0.1]) by box.reporter.example; Sat, 21 Nov 2026 07:31:00 +0000
            Received: from 203.0.113.9 (EHLO [203.0.113.5]) (192.0.2.10) by mx.reporter.example with SMTP;
             Sat, 21 Nov 2026 07:30:00 +0000
            Received: from forged.example (forged.example [203.0.113.77]) by sender.example; Sat, 21 Nov 2026 07:29:00 +0000
            Subject: Cheap watches
            """
        let reading = report.reading
        #expect(reading.source == IPAddress("192.0.2.10"))
        #expect(reading.incident == Moment(rfc3339: "2026-11-21T07:30:00Z"))
        #expect(reading.faults == ["Source-IP", "Arrival-Date"])
    }

    @Test func `is of use without the third part`() {
        var report = IntakeReport()
        report.hasOriginal = false
        #expect(report.reading.kind == .arf)
        #expect(report.reading.source == IPAddress("192.0.2.10"))
        #expect(report.reading.samples.map(\.destination) == ["mx.reporter.example"])
        #expect(report.without("Source-IP").reading.source == nil)
        #expect(report.without("Source-IP").reading.faults == ["Source-IP"])
    }

    @Test(arguments: ["\n", "\r\n", "\r"]) func `has any newline`(_ newline: String) {
        var report = IntakeReport()
        report.newline = newline
        #expect(report.reading == IntakeReport().reading)
    }

    @Test func `is read in base64, after a mailbox line, in other cases and with Received-Date`() {
        var encoded = IntakeReport()
        encoded.encoding = "base64"
        #expect(encoded.reading == IntakeReport().reading)
        var boxed = IntakeReport()
        boxed.head = "From abuse Sat Nov 21 10:00:00 2026\n" + boxed.head
        #expect(boxed.reading == IntakeReport().reading)
        var other = IntakeReport()
        other.fields = other.fields.replacing("Source-IP", with: "Source-Ip").replacing("Arrival-Date", with: "received-date")
        #expect(other.reading == IntakeReport().reading)
    }

    @Test(arguments: [
        ("Source-IP: 192.0.2.11", "Source-IP"), ("Feedback-Type: fraud", "Feedback-Type"), ("Version: 1", "Version"),
        ("Incidents: 1\nIncidents: 2", "Incidents"), ("Received-Date: Sat, 21 Nov 2026 08:30:00 +0100", "Received-Date"),
    ])
    func `is malformed where a field stands twice`(_ line: String, _ field: String) {
        let reading = IntakeReport().with(line).reading
        #expect(reading.kind == .unreadable)
        #expect(reading.source == nil)
        #expect(reading.sourceText == "192.0.2.10")
        #expect(reading.faults == [field])
    }

    @Test func `is malformed with two reports in it, or without a type`() {
        var two = IntakeReport()
        two.moreFields = two.fields
        #expect(two.reading.kind == .unreadable)
        #expect(two.reading.faults == ["message/feedback-report"])
        #expect(IntakeReport().without("Feedback-Type").reading.kind == .unreadable)
        #expect(IntakeReport().without("Feedback-Type").reading.faults == ["Feedback-Type"])
    }

    @Test func `is a report though a machine sent it, to anyone and of any size`() {
        var report = IntakeReport()
        report.head += "\nAuto-Submitted: auto-replied\nPrecedence: auto_reply\nReturn-Path: <>"
        #expect(report.reading.kind == .arf)
        report.head = report.head.replacing("From: Abuse Team <abuse@reporter.example>", with: "From: MAILER-DAEMON")
        #expect(report.reading.kind == .arf)
    }

    /// ABU-8: evidence, but nothing that names the reporter's customers.
    @Test func `never shows the holder a recipient's address`() {
        var report = IntakeReport()
        report.original = """
            From: Seller <seller@sender.example>
            To: Victim <victim@reporter.example>
            Subject: Dear victim@reporter.example, cheap watches for carl@other.example
            Message-ID: <bounce-victim=reporter.example-17@sender.example>
            """
        let sample = report.with("Reporting-MTA", "dns; victim@reporter.example").reading.samples.first
        #expect(sample?.subject == "Dear […] cheap watches for […]")
        #expect(sample?.messageId == nil)
        #expect(sample?.destination == nil)
    }
}
