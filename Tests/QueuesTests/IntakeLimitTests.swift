import Core
import Queues
import Testing

/// What a hostile report may cost: what lies beyond a limit is not read, and the problem names the limit.
@Suite struct `Holding reports to limits` {
    private func read(_ text: String) -> ReportReading { Intake.read(Array(text.utf8), as: .mail) }
    private func filled(_ start: String, with piece: String, bytes: Int = 2_000_000) -> String {
        start + String(repeating: piece, count: (bytes - start.utf8.count) / piece.utf8.count)
    }

    @Test func `of bytes`() {
        let reading = Intake.read([UInt8](repeating: 0x61, count: (2 << 20) + 1), as: .mail)
        #expect(reading.kind == .unreadable)
        #expect(reading.faults == ["raw"])
    }

    @Test func `of depth, and reads what lies above`() {
        let head = "From: a@b.example\nSubject: spam from 192.0.2.10\n"
        let nested = (0..<25).map { "Content-Type: multipart/mixed; boundary=b\($0)\n\n--b\($0)\n" }.joined()
        let reading = read(head + nested + "Content-Type: text/plain\n\nx\n")
        #expect(reading.kind == .mail)
        #expect(reading.sourceText == "192.0.2.10")
        #expect(reading.faults == ["depth"])
    }

    @Test func `of parts`() {
        let reading = read(
            filled("From: a@b.example\nContent-Type: multipart/mixed; boundary=b\n\n", with: "--b\n\nx\n", bytes: 20_000))
        #expect(reading.kind == .mail)
        #expect(reading.faults == ["parts"])
    }

    @Test func `of header fields, their number and their size`() {
        #expect(read("From: a@b.example\n" + filled("", with: "X: y\n", bytes: 6000) + "\nx").faults == ["fields"])
        let reading = read("From: a@b.example\n" + filled("Subject: ", with: "x", bytes: 40_000) + "\n\nx")
        #expect(reading.faults == ["field"])
        #expect(reading.subject == nil)
    }

    @Test func `of a decoded part`() {
        var report = IntakeReport()
        report.fields = filled(
            "Feedback-Type: abuse\n", with: "X: \(String(repeating: "y", count: 200))\n", bytes: 1_100_000)
        #expect(report.reading.kind == .unreadable)
        #expect(report.reading.faults == ["decoded"])
    }

    /// Each of these would cost GMime hours, hundreds of megabytes, or its stack.
    @Test(arguments: [
        ("To: ", "a:", "groups"), ("From: a@b.example\nReSent-Cc : ", "a:", "groups"), ("", "BOUNDARY=b\n", "boundaries"),
        ("To: ", "a,", "addresses"), ("FROM:\n a", "\n ,", "addresses"), ("", "a:\n", "memory"), ("", "a :\n", "memory"),
        ("", "Cc:a,b,c\n", "memory"), ("Content-Type: text/plain", ";a=b", "memory"),
        ("From: a@b.example\nContent-Type: multipart/mixed; boundary=b\n\n", "--b\n\n", "memory"),
    ])
    func `of what is costly to parse`(_ start: String, _ piece: String, _ limit: String) {
        let reading = read(filled(start, with: piece))
        #expect(reading.kind == .unreadable)
        #expect(reading.faults == [limit])
    }

    /// What is hidden in an encoding is looked at, too, before it is parsed.
    @Test(arguments: ["message/feedback-report", "text/rfc822-headers", "message/rfc822", "message/global", "application/json"])
    func `of what an encoding hides`(_ type: String) {
        let hidden = Base64.text(of: Array(filled("From: a\nTo: ", with: "a:", bytes: 700_000).utf8))
        let part = "Content-Type: \(type)\nContent-Transfer-Encoding: base64\n\n\(hidden)\n"
        let reading = Intake.read(
            Array(
                IntakeReport().text.replacing("--b1\nContent-Type: message", with: "--b1\n\(part)\n--b1\nContent-Type: message")
                    .utf8), as: .arf)
        #expect(reading.kind == (type == "message/feedback-report" ? .unreadable : .arf))
    }

    @Test(arguments: [
        ("From: a@b.example\n\n", "To: "), ("From: ", "("), ("Subject: ", "=?utf-8?q?=41?= "),
        ("From: a@b.example\nReceived: from ", "(["),
        ("From: a@b.example\nAuthentication-Results: x", "; dkim=pass (("), ("To: ", "a@b,"),
        ("Content-Type: text/plain", "; a=b"),
        ("From: a@b.example\nContent-Type: message/rfc822\n\n", "Content-Type: message/rfc822\n\n"), ("Date: ", "1 "),
        ("From: a\n", "a:\n"),
        ("From: a@b.example\nX-ARF: yes\n\n", "a: b\n"), ("{\"Report\":", "["), ("{\"xarf_version\":[", "1,"), ("", "\r"),
        ("From: a\r", "a:\r"),
    ])
    func `and takes no long time for anything`(_ start: String, _ piece: String) {
        let clock = ContinuousClock()
        var reading: ReportReading?
        let time = clock.measure { reading = read(filled(start, with: piece)) }
        #expect(reading != nil)
        // Generous: a debug build on a busy machine. What is quadratic takes hours here.
        #expect(time < .seconds(30))
    }
}
