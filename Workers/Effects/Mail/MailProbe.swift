package import Core

/// Whether mails could be delivered now, without delivering one.
package enum MailProbe {
    /// What was found: the server's greeting, or that the folder takes files. Throws as a delivery would.
    package static func look(at settings: MailSettings) throws(Failure) -> String {
        switch settings.delivery {
        case .folder(let path):
            _ = try EmlFolder(path)
            return "no GUICHET_SMTP_URL: mails are written to \(path)"
        case .server(let server):
            let deadlines = SMTPDeadlines(connect: .seconds(5), whole: .seconds(10))
            return "\(server.url) answers: \(try SMTPTransport(server, deadlines: deadlines).greet())"
        }
    }
}
