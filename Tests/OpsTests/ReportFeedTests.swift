import Core
import Foundation
import Testing
import Workers

@testable import guichet

@Suite struct `Feeding reports` {
    @Test(arguments: [
        ("{\"xarf_version\": \"4.2.0\"}", ReportFormat.xarf), ("\u{FEFF} \n{", .xarf),
        ("Content-Type: multipart/report; report-type=feedback-report\r\n\r\n", .arf),
        ("Subject: spam\n\nFeedback-Type: abuse\n", .arf),
        ("From: a\nX-ARF: YES\n\n", .xarf), ("Feedback-Type: xarf\n", .xarf), ("Subject: you spam me\n\nStop it.", .mail),
    ])
    func `finds out what a file looks like`(text: String, format: ReportFormat) {
        #expect(ReportFeed.likely(Array(text.utf8)) == format)
    }

    @Test func `makes an event that the workers accept, under an id that is printed and can be given`() throws {
        let raw = Array("Subject: spam\n\nStop it.".utf8)
        let now = WallClock.now()
        let duty = try #require(Roster.duties().first { $0.type == ReportReceived.type })
        let new = ReportFeed.event(raw, format: nil, channel: "mailbox", id: nil, at: now)
        #expect(duty.problems(in: new.data).isEmpty && new.data["format"] == "mail" && new.data["channel"] == "mailbox")
        #expect(new.data["reportId"] == .string(new.envelope.id))
        // An id as old as one likes: the event has its own.
        let old = "0193a4f2-7d1c-7c3e-8a51-2f6b9d0c4e17"
        let given = ReportFeed.event(raw, format: .arf, channel: "desk", id: old, at: now)
        #expect(given.data["reportId"] == .string(old) && given.envelope.id != old)
        var fed = ReportFeed.Fed(file: "a.eml", event: given)
        fed.fate = .confirmed
        #expect(fed.text(timeout: 1) == old && fed.value.object?["id"] == .string(old))
        fed.fate = .refused([.init(rule: "ABU-4", message: "no", remedy: "yes")], [:])
        #expect(fed.complaint(timeout: 1)?.description == "guichet: a.eml: ABU-4: no\n  yes")
    }

    @Test func `complains of a file that is missing, empty or too large, by its name`() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { #expect(throws: Never.self) { try FileManager.default.removeItem(at: folder) } }
        try Data().write(to: folder.appendingPathComponent("empty"))
        try Data(count: ReportReceived.limit + 1).write(to: folder.appendingPathComponent("large"))
        for name in ["missing", "empty", "large"] {
            let complaint = #expect(throws: Complaint.self) {
                _ = try ReportFeed.bytes(of: folder.appendingPathComponent(name).path)
            }
            #expect(complaint?.status == .badInput && complaint?.description.contains(name) == true)
        }
    }
}
