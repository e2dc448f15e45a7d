/// What the mail worker needs to know, checked before anything starts. A value: each worker makes its own effect of it.
package struct MailSettings: Sendable {
    let sender: Sender
    /// Without a slash at the end.
    let publicURL: String
    let delivery: MailDelivery

    /// `smtpURL` as `SMTPServer` reads it; without it, mails are written to `folder`. Throws every problem at once.
    package init(from: String, publicURL: String, smtpURL: String?, folder: String) throws(MailSettingProblems) {
        var problems: [String] = []
        let sender = Sender(from)
        if sender == nil {
            problems.append("GUICHET_MAIL_FROM: give an address, or a name and an address: Guichet <no-reply@example.org>")
        }
        let base = String(publicURL.trimmingSuffix { $0 == "/" })
        if !MailSettings.isWebURL(base) {
            problems.append("GUICHET_PUBLIC_URL: give the portal's address, without a query: https://portal.example.org")
        }
        var delivery = MailDelivery.folder(folder)
        if let smtpURL {
            do throws(MailSettingProblems) {
                delivery = .server(try SMTPServer(smtpURL))
            } catch {
                problems += error.problems
            }
        }
        guard let sender, problems.isEmpty else { throw MailSettingProblems(problems: problems) }
        self.sender = sender
        self.publicURL = base
        self.delivery = delivery
    }

    /// Where mails go, for people; without the password.
    package var destination: String {
        switch delivery {
        case .folder(let path): "the folder \(path)"
        case .server(let server): server.url
        }
    }

    private static func isWebURL(_ text: String) -> Bool {
        guard let scheme = ["https://", "http://"].first(where: { text.hasPrefix($0) }) else { return false }
        let rest = text.dropFirst(scheme.count)
        return !rest.isEmpty && !rest.hasPrefix("/")
            && rest.utf8.allSatisfy { (0x21...0x7E).contains($0) && !"?#\"<>\\^`{|}@".utf8.contains($0) }
    }
}

enum MailDelivery: Sendable {
    case folder(String)
    case server(SMTPServer)
}

/// Each begins with the name of the setting and says what to give. None repeats a password.
package struct MailSettingProblems: Error, Hashable, Sendable {
    package let problems: [String]
}

extension StringProtocol {
    fileprivate func trimmingSuffix(while unwanted: (Character) -> Bool) -> SubSequence {
        var end = endIndex
        while end > startIndex, unwanted(self[index(before: end)]) { end = index(before: end) }
        return self[..<end]
    }
}
