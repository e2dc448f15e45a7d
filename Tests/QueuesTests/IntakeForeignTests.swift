import Core
import Foundation
import Queues
import Testing

/// ABU-4: reports as others really send them, each against what another program read in it.
@Suite(.enabled(if: IntakeSamples.areWanted, IntakeSamples.absence)) struct `Reading what others sent` {
    /// Reports without a `Source-IP` field, and the address that the attached mail's `Received` fields give.
    private static let derived = [
        "rjbs__example1.msg": "10.67.41.167", "zoonru__arf1.txt": "10.67.41.167", "zoonru__arf4.txt": "72.55.174.173",
        "zoonru__fbl-yahoo.txt": "24.64.1.1", "crazy-max__fbl_001.eml": "10.67.41.167",
        "crazy-max__fbl_004.eml": "72.55.174.173", "wheekey__mail_fbl.txt": "85.25.210.31",
        "zoonru__fixture_feedback_001.eml": "192.0.2.100", "zoonru__fixture_feedback_002.eml": "192.0.2.100",
    ]
    /// Fields in base64, which the other program did not decode.
    private static let encoded = "domainaware___Netease_DMARC_Failure_Report_Rent_Reminder.eml"

    @Test func `feedback reports have the expected fields, all of them`() throws {
        let rows = try IntakeSamples.rows("arf/EXPECTED.tsv")
        let names = try IntakeSamples.names(in: "arf/arf")
        #expect(rows.count == names.count)
        for row in rows {
            let name = try #require(row["file"])
            let reading = try IntakeSamples.read("arf/arf/\(name)")
            guard row["n_feedback_parts"] != "0", name != Self.encoded else { continue }
            #expect(reading.kind == .arf, "\(name)")
            #expect(reading.type == row["feedback-type"], "\(name)")
            #expect(reading.reporter.agent ?? "" == row["user-agent"], "\(name)")
            let source = row["source-ip"] ?? ""
            if source.isEmpty {
                #expect(reading.source?.description == Self.derived[name], "\(name)")
                #expect(reading.faults.contains("Source-IP"), "\(name)")
            } else if let address = IPAddress(source.prefix { $0 != " " }) {
                #expect(reading.source == address, "\(name)")
            } else {
                #expect(reading.source == nil && reading.sourceText == source, "\(name)")
            }
            let incidents = row["incidents"] ?? ""
            #expect(reading.incidents == Int64(incidents) ?? 1, "\(name)")
            expectTime(reading, row, name)
        }
    }

    /// The date by another reader of dates, where that one understands it.
    private func expectTime(_ reading: ReportReading, _ row: [String: String], _ name: String) {
        let text = [row["arrival-date"], row["received-date"]].compactMap { $0 }.first { !$0.isEmpty } ?? ""
        guard !text.isEmpty else { return }
        let format = DateFormatter()
        format.locale = Locale(identifier: "en_US_POSIX")
        let plain = text.replacing(/\s*\(.*\)$/, with: "").replacing(/\s+/, with: " ")
        for pattern in ["EEE, d MMM yyyy HH:mm:ss Z", "d MMM yyyy HH:mm:ss Z", "EEE, d MMM yyyy HH:mm:ss zzz"] {
            format.dateFormat = pattern
            guard let date = format.date(from: plain) else { continue }
            #expect(reading.incident == Moment(seconds: Int64(date.timeIntervalSince1970)), "\(name) \(text)")
            return
        }
        #expect(reading.incident != nil, "\(name) \(text)")
    }

    @Test func `the encoded feedback report is decoded`() throws {
        let reading = try IntakeSamples.read("arf/arf/\(Self.encoded)")
        #expect(reading.kind == .arf)
        #expect(reading.category == .authentication)
        #expect(reading.source == IPAddress("167.89.69.24"))
        #expect(reading.incident == Moment(rfc3339: "2018-09-28T08:48:42Z"))
    }

    @Test(arguments: ["hyvor__arf_invalid_part1.txt", "hyvor__arf_invalid_part2.txt"])
    func `a feedback report without its part is unreadable`(_ name: String) throws {
        let reading = try IntakeSamples.read("arf/arf/\(name)")
        #expect(reading.kind == .unreadable)
        #expect(reading.faults == ["message/feedback-report"])
    }

    @Test func `a broken feedback report says what it lacks`() throws {
        let reading = try IntakeSamples.read("arf/arf/hyvor__arf_invalid_part3.txt")
        #expect(reading.faults == ["Source-IP", "Arrival-Date", "User-Agent", "Version"])
    }

    /// Complaints that are no feedback report: X-ARF by its part, a bounce, one that calls itself an answer, else prose.
    @Test func `other complaints are told apart`() throws {
        for name in try IntakeSamples.names(in: "arf/other-complaints") {
            let reading = try IntakeSamples.read("arf/other-complaints/\(name)", as: .mail)
            let expected: ReportReading.Kind =
                switch name {
                case _ where name.contains("blocklistde") || name.contains("netcraft"): .xarf0
                case "abuseio__cleanmx_Cleanmx_Example_1.eml", "abuseio__cleanmx_Cleanmx_Example_3.eml": .xarf0
                case "crazy-max__fbl_hotmail_002.eml": .bounce
                case "domainaware__exim_plain_text_only_no_arf_part.eml": .autoReply
                default: .mail
                }
            #expect(reading.kind == expected, "\(name)")
            if expected == .mail { #expect(reading.source == nil, "\(name)") }
            if expected == .xarf0 { #expect(reading.source != nil || reading.sourceText?.hasPrefix("http") == true, "\(name)") }
        }
    }

    /// Schemas let some through that their makers call invalid, and some samples claim a hash that is not theirs: neither is
    /// so here, so the makers' word is the verdict, and hashes are looked at apart.
    @Test func `XARF is valid where its makers say so`() throws {
        var lies = 0
        for row in try IntakeSamples.rows("xarf/EXPECTED.tsv") {
            let name = try #require(row["file"])
            let reading = try IntakeSamples.read("xarf/\(name)", as: .xarf)
            let problems = reading.faults.filter { !$0.hasSuffix(".hash") }
            if problems.count < reading.problems.count { lies += 1 }
            let isValid = row["valid"] == "valid" && row["schema"]?.contains("says invalid") != true
            #expect(problems.isEmpty == isValid, "\(name): \(problems)")
            #expect(reading.kind == (name.contains("__v4_") ? .xarf4 : .xarf3) || !isValid, "\(name)")
            let source = row["source"] ?? ""
            if isValid, !source.isEmpty, source != "None" {
                #expect(
                    (reading.source?.description ?? reading.sourceText) == IPAddress(source)?.description ?? source, "\(name)")
            }
        }
        #expect(lies == 13, "samples of version 4 whose hash is invented")
    }

    @Test func `the other dialect of XARF 3 is read`() throws {
        let spam = try IntakeSamples.read("xarf/spec-samples/xarf__v3_spam_v3_sample.json", as: .xarf)
        #expect(spam.type == "messaging/spam")
        #expect(spam.source == IPAddress("192.168.1.100"))
        #expect(spam.faults.contains("Version"))
        let phishing = try IntakeSamples.read("xarf/spec-samples/xarf__v3_phishing_v3_sample.json", as: .xarf)
        #expect(phishing.sourceText == "https://malicious-example.net/banking-login/")
    }

    /// NOT-5. One of them is a complaint that Amazon passes on, which is for a person to read.
    @Test func `every bounce is one`() throws {
        let answers = ["fml-02", "fml-03"] + (1...6).map { "rfc3834-0\($0)" }
        for name in try IntakeSamples.names(in: "dsn/sisimai") {
            let reading = try IntakeSamples.read("dsn/sisimai/\(name)", as: .mail)
            if name == "sisimai__lhost-amazonses-11.eml" {
                #expect(reading.kind == .mail, "\(name)")
            } else {
                #expect(reading.kind == (answers.contains { name.contains($0) } ? .autoReply : .bounce), "\(name)")
            }
        }
    }

    @Test func `no evidence shows whom the mail was for`() throws {
        for name in try IntakeSamples.names(in: "arf/arf") {
            for sample in try IntakeSamples.read("arf/arf/\(name)").samples {
                #expect(sample.subject?.contains("@") != true && sample.destination?.contains("@") != true, "\(name)")
            }
        }
    }
}
