import Core
import Queues
import Testing

/// ABU-4: XARF as it comes, whatever the producer said it is.
@Suite struct `Reading XARF` {
    static let document = """
        {"xarf_version":"4.2.0","report_id":"02eb480f-8172-431a-9276-c28ba90f694a","timestamp":"2026-11-21T08:30:00+01:00",
         "reporter":{"org":"Team","contact":"abuse@reporter.example","domain":"reporter.example"},
         "sender":{"org":"Team","contact":"abuse@reporter.example","domain":"reporter.example"},
         "source_identifier":"192.0.2.10","source_port":4711,"category":"messaging","type":"spam","protocol":"smtp",
         "smtp_from":"seller@sender.example","subject":"Cheap watches","message_id":"<w1@sender.example>",
         "evidence":[{"content_type":"text/plain","payload":"aGVsbG8=","size":5,
           "hash":"sha256:2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824"}],
         "_internal":{"ticket":"secret"}}
        """

    @Test(arguments: ReportFormat.allCases) func `finds out itself that it is one`(_ format: ReportFormat) {
        let reading = Intake.read(Array(Self.document.utf8), as: format)
        #expect(reading.kind == .xarf4)
        #expect(reading.source == IPAddress("192.0.2.10"))
        #expect(reading.type == "messaging/spam")
        #expect(reading.problems == [])
        #expect(Intake.read([0xEF, 0xBB, 0xBF, 0x20] + Array(Self.document.utf8), as: format) == reading)
    }

    @Test func `checks the evidence's hash`() {
        let reading = Intake.read(Array(Self.document.replacing("sha256:2c", with: "sha256:2d").utf8), as: .xarf)
        #expect(reading.faults == ["evidence[0].hash"])
    }

    @Test(arguments: ["application/json", "application/xarf+json", "text/plain; name=xarf.json"])
    func `reads it inside a feedback report`(_ type: String) {
        var report = IntakeReport().with("Feedback-Type", "xarf")
        report.hasOriginal = false
        let part = "Content-Type: \(type)\nContent-Transfer-Encoding: base64\n\n\(Base64.text(of: Array(Self.document.utf8)))\n"
        let text = report.text.replacing("--b1--", with: "--b1\n\(part)\n--b1--")
        let reading = Intake.read(Array(text.utf8), as: .arf)
        #expect(reading.kind == .xarf4)
        #expect(reading.reporter.contact == "abuse@reporter.example")
        #expect(reading.reporter.agent == "SomeLoop/2.0")
        #expect(reading.reporter.authentication.map(\.domain) == ["reporter.example"])
        #expect(reading.subject == "Report about 192.0.2.10")
        #expect(reading.problems == [])
    }

    @Test func `reads it in a plain mail, too`() {
        let head = "From: a@reporter.example\nContent-Type: multipart/mixed; boundary=x\nSubject: s"
        let body = "--x\nContent-Type: text/plain\n\nSee below.\n--x\nContent-Type: application/json\n\n\(Self.document)\n--x--\n"
        #expect(intakeMail(head, body).kind == .xarf4)
    }

    @Test(arguments: ["{}", "[]", "{\"a\":1}", "{", "{\"xarf_version\":", "[{\"xarf_version\":\"4.2.0\"}]"])
    func `says what JSON is no XARF`(_ text: String) {
        let reading = Intake.read(Array(text.utf8), as: .xarf)
        #expect(reading.kind == .unreadable)
        #expect(reading.problems.count == 1)
    }

    @Test func `reads the YAML part of X-ARF 0.2`() {
        let head = "From: a@reporter.example\nX-ARF: YES\nSubject: s\nContent-Type: multipart/mixed; boundary=x"
        let yaml = """
            ---
            Reported-From: team@reporter.example
            Category: abuse
            Report-Type: login-attack
            User-Agent: Tool 1
            Report-ID: 1@reporter.example
            Date: Sat, 21 Nov 2026 08:30:00 +0100
            Source: "192.0.2.10"  # them
            Source-Type: ipv4
            Source-Port: 4711
            Occurrences: 7
            Nested:
              Source: 192.0.2.99
            """
        let body = "--x\nContent-Type: text/plain\n\nHello.\n--x\nContent-Type: text/plain; name=report.txt\n\n\(yaml)\n--x--\n"
        let reading = intakeMail(head, body)
        #expect(reading.kind == .xarf0)
        #expect(reading.category == .attack)
        #expect(reading.type == "abuse/login-attack")
        #expect(reading.source == IPAddress("192.0.2.10"))
        #expect(reading.sourcePort == 4711)
        #expect(reading.incidents == 7)
        #expect(reading.incident == Moment(rfc3339: "2026-11-21T07:30:00Z"))
        #expect(reading.reporter.contact == "team@reporter.example")
        #expect(reading.reporter.agent == "Tool 1")
        #expect(reading.problems == [])
    }
}
