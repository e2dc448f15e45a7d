import Core
import Queues

/// A report in the making, written for these tests.
struct IntakeReport {
    var head = """
        Received: from mx.reporter.example (mx.reporter.example [198.51.100.7])
         by mail.guichet.example with ESMTPS id 1; Sat, 21 Nov 2026 10:00:00 +0000
        Authentication-Results: mail.guichet.example; dkim=pass header.d=reporter.example
        From: Abuse Team <abuse@reporter.example>
        To: abuse@guichet.example
        Subject: Report about 192.0.2.10
        Date: Sat, 21 Nov 2026 09:59:58 +0000
        Message-ID: <r1@reporter.example>
        MIME-Version: 1.0
        """
    var fields = """
        Feedback-Type: abuse
        User-Agent: SomeLoop/2.0
        Version: 1
        Source-IP: 192.0.2.10
        Arrival-Date: Sat, 21 Nov 2026 08:30:00 +0100
        Reporting-MTA: dns; mx.reporter.example
        Original-Rcpt-To: victim@reporter.example
        """
    var original = """
        Received: from sender.example (sender.example [192.0.2.10]) by mx.reporter.example with SMTP;
         Sat, 21 Nov 2026 07:30:00 +0000
        From: Seller <seller@sender.example>
        To: victim@reporter.example
        Subject: Cheap watches
        Message-ID: <w1@sender.example>
        Date: Sat, 21 Nov 2026 07:29:59 +0000

        Buy.
        """
    var hasOriginal = true
    var moreFields: String?
    /// Of the feedback part.
    var encoding = "7bit"
    var newline = "\n"

    var text: String {
        var parts = ["Content-Type: text/plain\n\nThis is a report.", feedback(fields)]
        if let moreFields { parts.append(feedback(moreFields)) }
        if hasOriginal { parts.append("Content-Type: message/rfc822\n\n\(original)") }
        let body = parts.map { "--b1\n\($0)\n" }.joined()
        let type = "Content-Type: multipart/report; report-type=feedback-report; boundary=b1"
        return "\(head)\n\(type)\n\n\(body)--b1--\n".replacing("\n", with: newline)
    }

    var bytes: [UInt8] { Array(text.utf8) }
    var reading: ReportReading { Intake.read(bytes, as: .arf) }

    private func feedback(_ fields: String) -> String {
        let content = encoding == "base64" ? Base64.text(of: Array((fields + "\n").utf8)) : fields
        return "Content-Type: message/feedback-report\nContent-Transfer-Encoding: \(encoding)\n\n\(content)\n"
    }

    func with(_ line: String) -> IntakeReport {
        var report = self
        report.fields += "\n\(line)"
        return report
    }

    func without(_ name: String) -> IntakeReport {
        var report = self
        report.fields = fields.split(separator: "\n").filter { !$0.hasPrefix("\(name):") }.joined(separator: "\n")
        return report
    }

    /// The field with another value.
    func with(_ name: String, _ value: String) -> IntakeReport { without(name).with("\(name): \(value)") }
}

/// A mail that is no report.
func intakeMail(_ head: String, _ body: String = "Hello.\n") -> ReportReading {
    Intake.read(Array("\(head)\n\n\(body)".utf8), as: .mail)
}
