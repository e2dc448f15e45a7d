/// How the sending of one mail ended (NOT-2). The command is the first that is known of a mail, so the fact carries it.
package enum NotificationFact: Fact {
    case sent(Posting, MailReceipt)
    /// It can never be delivered, or all tries failed.
    case failed(Posting, reason: String)

    package var name: String {
        switch self {
        case .sent: "notification.sent"
        case .failed: "notification.failed"
        }
    }

    package var data: Object {
        switch self {
        case .sent(let posting, let receipt):
            var data = posting.object
            data["messageId"] = .string(receipt.messageId)
            data["reply"] = .string(receipt.reply)
            data["templateVersion"] = .string(receipt.templateVersion)
            data["size"] = .integer(Int64(receipt.size))
            return data
        case .failed(let posting, let reason):
            var data = posting.object
            data["reason"] = .string(reason)
            return data
        }
    }

    package init?(name: String, data: Object) {
        guard let posting = Posting(data) else { return nil }
        switch name {
        case "notification.sent":
            guard let messageId = data["messageId"]?.string, let reply = data["reply"]?.string,
                let version = data["templateVersion"]?.string, let size = data["size"]?.integer
            else { return nil }
            self = .sent(
                posting,
                MailReceipt(messageId: messageId, reply: reply, templateVersion: version, size: Int(clamping: size)))
        case "notification.failed":
            guard let reason = data["reason"]?.string else { return nil }
            self = .failed(posting, reason: reason)
        default: return nil
        }
    }
}

/// What the command asked for, as far as history keeps it: no values and no link.
package struct Posting: Hashable, Sendable {
    package let template: String
    package let locale: Locale
    package let recipient: String
    package let account: String?
    package let queuedAt: Moment

    package init(template: String, locale: Locale, recipient: String, account: String?, queuedAt: Moment) {
        self.template = template
        self.locale = locale
        self.recipient = recipient
        self.account = account
        self.queuedAt = queuedAt
    }

    package init(_ command: NotificationSend) {
        self.init(
            template: command.template, locale: command.locale, recipient: command.recipient, account: command.account,
            queuedAt: command.queuedAt)
    }

    var object: Object {
        [
            "template": .string(template), "locale": .string(locale.rawValue), "recipient": .string(recipient),
            "accountId": .text(account), "queuedAt": .moment(queuedAt),
        ]
    }

    init?(_ data: Object) {
        guard let template = data["template"]?.string, let locale = data["locale"]?.string.flatMap(Locale.init(rawValue:)),
            let recipient = data["recipient"]?.string,
            let queuedAt = data["queuedAt"]?.string.flatMap({ Moment(rfc3339: $0) })
        else { return nil }
        self.init(
            template: template, locale: locale, recipient: recipient, account: data["accountId"]?.string, queuedAt: queuedAt)
    }
}
