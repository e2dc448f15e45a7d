package import Core

/// Writes a mail from its template and hands it over. The same command writes the same bytes under the same Message-ID.
package final class MailEffect: Effect {
    private let settings: MailSettings
    private let token: @Sendable (_ purpose: String, _ id: String) -> String
    private let transport: any MailTransport

    /// `token` derives the token of a link; it goes into the mail and nowhere else (NOT-3).
    package init(
        _ settings: MailSettings, token: @escaping @Sendable (_ purpose: String, _ id: String) -> String
    ) throws(Failure) {
        self.settings = settings
        self.token = token
        transport =
            switch settings.delivery {
            case .folder(let path): try EmlFolder(path)
            case .server(let server): try SMTPTransport(server)
            }
    }

    /// For tests that need other deadlines.
    init(_ settings: MailSettings, over transport: any MailTransport, token: @escaping @Sendable (String, String) -> String) {
        self.settings = settings
        self.token = token
        self.transport = transport
    }

    package func perform(
        _ command: NotificationSend, key: String, attend: () -> Void
    ) throws(Failure) -> MailReceipt {
        let recipient = try checkedRecipient(of: command)
        let template = try TemplateShelf.template(command.template, command.locale)
        let link = try link(of: command)
        let letter = try template.render(try values(of: command, link: link?.url))
        let message = MailMessage(
            letter, id: command.notification, from: settings.sender, to: recipient, at: command.queuedAt)
        do throws(Failure) {
            let reply = try transport.deliver(message, attend: attend)
            return MailReceipt(
                messageId: message.messageId, reply: hiding(link?.token, in: reply), templateVersion: letter.version,
                size: message.bytes.count)
        } catch {
            switch error {
            case .malformed(let field, let text): throw .malformed(field: field, message: hiding(link?.token, in: text))
            case .transient(let text): throw .transient(hiding(link?.token, in: text))
            case .fatal, .conflict: throw error
            }
        }
    }

    private func checkedRecipient(of command: NotificationSend) throws(Failure) -> String {
        guard let recipient = EmailAddress.normalised(command.recipient) else {
            throw .malformed(field: "recipient", message: "this is no address")
        }
        guard settings.sender.mayWrite(to: recipient) else {
            throw .malformed(field: "recipient", message: "a mailer or our own sender is never written to (NOT-5)")
        }
        return recipient
    }

    private func link(of command: NotificationSend) throws(Failure) -> (url: String, token: String)? {
        guard let link = command.link else { return nil }
        guard link.path.hasPrefix("/"), link.path.utf8.allSatisfy({ isUnreserved($0) || $0 == UInt8(ascii: "/") }) else {
            throw .malformed(field: "linkPath", message: "a path begins with “/” and has letters, digits, “-._~/” only")
        }
        let token = percentEncoded(token(link.purpose, link.tokenId))
        return ("\(settings.publicURL)\(link.path)?token=\(token)", token)
    }

    private func values(of command: NotificationSend, link: String?) throws(Failure) -> [String: String] {
        var values: [String: String] = [:]
        for member in command.values.members {
            guard let text = member.value.string, member.name != "link", member.name != "portal" else {
                throw .malformed(field: "values", message: "“\(member.name)” is no text, or a reserved name")
            }
            values[member.name] = text
        }
        values["link"] = link
        values["portal"] = settings.publicURL
        return values
    }

    /// Mail filters like to quote the link they dislike.
    private func hiding(_ token: String?, in text: String) -> String {
        guard let token, !token.isEmpty else { return text }
        return text.replacing(token, with: "…")
    }
}

private func isUnreserved(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
        || "-._~".utf8.contains(byte)
}

private func percentEncoded(_ text: String) -> String {
    let digits = Array("0123456789ABCDEF".utf8)
    var output: [UInt8] = []
    for byte in text.utf8 {
        output += isUnreserved(byte) ? [byte] : [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
    }
    return String(decoding: output, as: UTF8.self)
}
