import Core
import Testing

@testable import Mail

@Suite struct `The mail probe` {
    private func settings(smtp: String?, folder: String = "/nowhere") throws -> MailSettings {
        try MailSettings(from: "no-reply@example.org", publicURL: "https://example.org", smtpURL: smtp, folder: folder)
    }

    @Test func `greets the server and sends nothing`() throws {
        let server = try MailServer()
        let found = try MailProbe.look(at: settings(smtp: "smtp://127.0.0.1:\(server.port)"))
        #expect(found.contains("answers: 250"))
        #expect(try server.mails().isEmpty)
    }

    @Test func `says that nobody is there`() throws {
        let settings = try settings(smtp: "smtp://127.0.0.1:1")
        let failure = #expect(throws: Failure.self) { try MailProbe.look(at: settings) }
        guard case .transient = failure else {
            Issue.record("\(String(describing: failure))")
            return
        }
    }

    @Test func `says that the folder cannot be written`() throws {
        let settings = try settings(smtp: nil, folder: "/proc/nowhere")
        #expect(throws: Failure.self) { try MailProbe.look(at: settings) }
    }
}
