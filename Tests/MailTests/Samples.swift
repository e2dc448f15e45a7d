import Core
import Foundation
import Testing

@testable import Mail

/// Commands and settings as the tests need them.
enum Samples {
    static let id = "01981f3a-7c00-8000-8000-0123456789ab"
    static let expires: Value = "2026-11-22T12:00:00Z"
    static let link = NotificationLink(purpose: "verify-address", tokenId: "account/7", path: "/verify")
    /// 2026-11-21T12:00:00Z, a Saturday.
    static let now = Moment(seconds: 1_795_262_400)

    static func token(_ purpose: String, _ id: String) -> String { "T0KEN-\(purpose)-\(id.filter { $0 != "/" })" }
    static let token = token("verify-address", "account/7")

    static func command(
        id: String = id, template: String = "verify-address", locale: Core.Locale = .french,
        recipient: String = "ada@example.org", link: NotificationLink? = link, values: Object = ["expires": expires]
    ) -> NotificationSend {
        let outgoing = NotificationSend.outgoing(
            id: id, template: template, locale: locale, recipient: recipient, account: "a1", link: link, values: values,
            at: now)
        var form = Form(outgoing.data) { $0 }
        return NotificationSend(from: &form)
    }

    static func settings(
        from: String = "Guichet <no-reply@mail.example.org>", smtp: String? = nil, folder: String = "/nowhere"
    ) throws -> MailSettings {
        try MailSettings(from: from, publicURL: "https://portal.example.org/", smtpURL: smtp, folder: folder)
    }

}

/// A folder that is gone with its owner.
final class TemporaryFolder {
    let path = NSTemporaryDirectory() + "guichet-mail-" + UUID().uuidString

    init() throws { try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true) }

    deinit { try? FileManager.default.removeItem(atPath: path) }
}

/// Takes every mail and remembers it.
final class RecordingTransport: MailTransport {
    private(set) var messages: [MailMessage] = []
    var failure: Failure?

    func deliver(_ message: MailMessage, attend: () -> Void) throws(Failure) -> String {
        if let failure { throw failure }
        messages.append(message)
        return "250 taken"
    }
}

/// What a command is written as.
func written(
    _ command: NotificationSend, from: String = "Guichet <no-reply@mail.example.org>"
) throws -> (message: MailMessage, receipt: MailReceipt) {
    let transport = RecordingTransport()
    let effect = MailEffect(try Samples.settings(from: from), over: transport, token: Samples.token)
    let receipt = try effect.perform(command, key: command.notification) {}
    return (try #require(transport.messages.first), receipt)
}
