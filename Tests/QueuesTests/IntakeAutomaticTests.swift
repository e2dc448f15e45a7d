import Core
import Queues
import Testing

/// NOT-5: what a machine sent about other mail is recognised, so that it is never answered.
@Suite struct `Telling bounces and automatic answers from complaints` {
    @Test(arguments: [
        "From: MAILER-DAEMON\nSubject: anything", "From: MAILER-DAEMON <>\nSubject: Mail delivery failed",
        "From: a@b.example\nX-Failed-Recipients: c@d.example\nSubject: x",
        "Return-Path: <>\nFrom: postmaster@b.example\nSubject: Hello",
        "From: postmaster@b.example\nSubject: Undeliverable: Hello",
        "Return-Path: <>\nFrom: a@b.example\nSubject: failure notice",
        "From: a@b.example\nSubject: =?utf-8?B?44Oh44O844Or44Ko44Op44O86YCa55+l?=",
        "From: a@b.example\nContent-Type: multipart/report; report-type=delivery-status; boundary=x\nSubject: y",
    ])
    func `knows bounces`(_ head: String) {
        #expect(intakeMail(head).kind == .bounce)
    }

    @Test func `knows a delivery status part wherever it stands`() {
        let body =
            "--x\nContent-Type: text/plain\n\nh\n--x\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; a.example\n--x--\n"
        #expect(intakeMail("From: a@b.example\nContent-Type: multipart/mixed; boundary=x", body).kind == .bounce)
    }

    @Test(arguments: [
        "Auto-Submitted: auto-replied", "Auto-Submitted: AUTO-REPLIED (vacation)", "X-Autoreply: yes", "Precedence: auto_reply",
        "X-Autorespond: a", "Subject: Out of office: Report", "Subject: Automatic reply: Report",
        "Content-Type: multipart/report; report-type=disposition-notification; boundary=x",
    ])
    func `knows automatic answers`(_ line: String) {
        #expect(intakeMail("From: a@b.example\n\(line)").kind == .autoReply)
    }

    @Test(arguments: [
        "From: a@b.example\nSubject: spam from 192.0.2.10",
        "From: a@b.example\nAuto-Submitted: auto-generated\nSubject: Incident",
        "Return-Path: <>\nFrom: noreply@b.example\nSubject: Abuse from 192.0.2.10",
        "From: postmaster@b.example\nSubject: Your spammer",
        "From: a@b.example\nPrecedence: bulk\nSubject: Report", "From: a@b.example\nAuto-Submitted: no",
    ])
    func `takes the rest for complaints`(_ head: String) {
        #expect(intakeMail(head).kind == .mail)
    }

    @Test func `shows a complaint's address as text, never as the source`() {
        let reading = intakeMail("From: a@b.example\nReply-To: r@c.example\nSubject: spam", "It was 192.0.2.300 or 192.0.2.10.\n")
        #expect(reading.source == nil)
        #expect(reading.sourceText == "192.0.2.10")
        #expect(reading.reporter.contact == "r@c.example")
        #expect(reading.reporter.domain == "b.example")
        #expect(intakeMail("From: a@b.example\nSubject: [2001:db8::1] spam").sourceText == "2001:db8::1")
        #expect(intakeMail("From: a@b.example\nSubject: at 10:20:30 in v1.2.3").sourceText == nil)
    }

    @Test func `takes a Hotmail complaint for what it is`() {
        let body = "--x\nContent-Type: message/rfc822\n\nX-HmXmrOriginalRecipient: a@hotmail.com\nSubject: Buy\n\nBuy.\n--x--\n"
        let head = "From: staff@hotmail.com\nSubject: complaint about message from 192.0.2.10"
        let reading = intakeMail("\(head)\nContent-Type: multipart/mixed; boundary=x", body)
        #expect(reading.kind == .mail)
        #expect(reading.sourceText == "192.0.2.10")
    }

    @Test(arguments: ["", " \n\t", "Hello there.", "note: this has a colon\n\nbut no header", "\u{0}\u{1}\u{2}"])
    func `says what is no report at all`(_ text: String) {
        let reading = Intake.read(Array(text.utf8), as: .mail)
        #expect(reading.kind == .unreadable)
        #expect(reading.faults == ["raw"])
    }
}
