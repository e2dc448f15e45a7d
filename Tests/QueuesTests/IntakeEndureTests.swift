import Core
import Foundation
import Queues
import Synchronization
import Testing

/// Nothing that comes by mail brings a worker down, fills its memory or holds it up.
@Suite struct `Reading whatever comes` {
    /// Reports of every kind, small, so that many changes fit in a second.
    static let own: [[UInt8]] = [
        IntakeReport().bytes,
        IntakeReport().without("Source-IP").bytes,
        {
            var report = IntakeReport().with("Source-Port: 4711").with("Incidents: 3")
            report.encoding = "base64"
            report.newline = "\r\n"
            return report.bytes
        }(),
        Array(`Reading XARF`.document.utf8),
        Array(
            "From: a@b.example\nX-ARF: yes\nContent-Type: text/plain; name=report.txt\n\nSource: 192.0.2.1\nReport-ID: 1\n".utf8),
        Array("Return-Path: <>\nFrom: MAILER-DAEMON\nContent-Type: multipart/report; boundary=\"x\"\n\n--x\n\ny\n--x--\n".utf8),
        Array("From: =?utf-8?q?A?= (c) <a@b.example>, x: y;\nTo: u:v@w;\nSubject: =?x?b?w6k=?=\n\n192.0.2.7\n".utf8),
        Array(
            """
            {"Version":"3","ReporterInfo":{"ReporterOrg":"T","ReporterOrgDomain":"t.example","ReporterOrgEmail":"a@t.example"},
            "Disclosure":true,"Report":{"ReportClass":"Activity","ReportType":"Spam","Date":"2026-11-21T08:30:00Z","SourceIp":"192.0.2.1"}}
            """.utf8),
    ]

    private static let pieces = [
        "\n", "\n\n", "\r\n", "--b1\n", "--b1--\n", ":", ";", "(", ")", "\"", "<", ">", "\\", "=?utf-8?b?", "?=", "\u{0}",
        "\u{FF}",
        "Content-Type: multipart/report; report-type=feedback-report; boundary=b1\n", "Content-Type: message/rfc822\n",
        "Content-Type: message/feedback-report\n", "Content-Transfer-Encoding: base64\n",
        "Content-Transfer-Encoding: x-uuencode\n",
        "Received: from [192.0.2.1] by x; ", "Authentication-Results: x; dkim=pass header.d=", "Feedback-Type: xarf\n", "{", "}",
        "[", "\"a\":",
        "boundary*0*=utf-8''", "charset=x-unknown", "From ", "begin 644 a\n", "To: a:b:c:", "Source-IP: ::",
        "999999999999999999999",
    ].map { Array($0.utf8) }

    /// Some bytes changed, cut, doubled, put in, or mixed from two.
    private static func changed(_ seeds: [[UInt8]], _ dice: inout WireDice) -> [UInt8] {
        var bytes = seeds[Int.random(in: seeds.indices, using: &dice)]
        for _ in 0..<Int.random(in: 1...6, using: &dice) {
            let place = Int.random(in: 0...bytes.count, using: &dice)
            let end = min(bytes.count, place + Int.random(in: 0...60, using: &dice))
            switch Int.random(in: 0..<6, using: &dice) {
            case 0 where place < bytes.count: bytes[place] = UInt8.random(in: 0...255, using: &dice)
            case 1: bytes.removeSubrange(place..<end)
            case 2: bytes.insert(contentsOf: bytes[place..<end], at: place)
            case 3: bytes.insert(contentsOf: pieces[Int.random(in: pieces.indices, using: &dice)], at: place)
            case 4: bytes.removeSubrange(place...)
            default:
                let other = seeds[Int.random(in: seeds.indices, using: &dice)]
                bytes.replaceSubrange(place..<end, with: other.prefix(Int.random(in: 0...400, using: &dice)))
            }
        }
        return Array(bytes.prefix(8192))
    }

    /// 100,000 changed reports of our own, always the same; reports of others besides, where they are there.
    @Test(arguments: 0..<10) func `survives changed reports`(_ round: UInt64) throws {
        var dice = WireDice(seed: 4_000 + round)
        let clock = ContinuousClock()
        var longest = Duration.zero
        var kinds: Set<ReportReading.Kind> = []
        for _ in 0..<10_000 {
            let bytes = Self.changed(Self.own, &dice)
            let time = clock.measure {
                let reading = Intake.read(bytes, as: .arf)
                kinds.insert(reading.kind)
                #expect(reading.kind != .unreadable || !reading.problems.isEmpty)
                #expect(reading.incidents >= 1)
            }
            longest = max(longest, time)
        }
        #expect(kinds.count >= 5, "the changes leave too little to read")
        #expect(longest < .seconds(10))
    }

    @Test(.enabled(if: IntakeSamples.areWanted, IntakeSamples.absence)) func `survives changed reports of others`() throws {
        var seeds: [[UInt8]] = []
        for folder in ["arf/arf", "arf/other-complaints", "xarf/spec-samples", "xarf/abusix-positive", "dsn/sisimai"] {
            for name in try IntakeSamples.names(in: folder) {
                let bytes = try IntakeSamples.bytes("\(folder)/\(name)")
                if bytes.count < 3000 { seeds.append(bytes) }
            }
        }
        var dice = WireDice(seed: 5_000)
        for _ in 0..<5000 {
            let reading = Intake.read(Self.changed(seeds, &dice), as: .mail)
            #expect(reading.kind != .unreadable || !reading.problems.isEmpty)
        }
    }

    @Test func `gives the same on many threads at once`() {
        let expected = Self.own.map { Intake.read($0, as: .arf) }
        let wrong = Atomic(0)
        DispatchQueue.concurrentPerform(iterations: 8) { _ in
            for _ in 0..<100 {
                for (bytes, reading) in zip(Self.own, expected) where Intake.read(bytes, as: .arf) != reading {
                    wrong.add(1, ordering: .relaxed)
                }
            }
        }
        #expect(wrong.load(ordering: .relaxed) == 0)
    }

    /// A mail that is not freed is some kilobytes; each round would leave megabytes behind. Other tests run at the same time,
    /// so one round that leaves nothing is proof enough.
    @Test func `leaves no memory behind`() throws {
        for _ in 0..<50 { for bytes in Self.own { _ = Intake.read(bytes, as: .arf) } }
        var least = Int.max
        for _ in 0..<6 {
            let before = try residentBytes()
            for _ in 0..<300 { for bytes in Self.own { _ = Intake.read(bytes, as: .arf) } }
            least = min(least, try residentBytes() - before)
        }
        #expect(least < 1 << 20)
    }

    private func residentBytes() throws -> Int {
        let text = try String(contentsOfFile: "/proc/self/statm", encoding: .utf8)
        let pages = try #require(text.split(separator: " ").dropFirst().first.flatMap { Int($0) })
        return pages * 4096
    }
}
