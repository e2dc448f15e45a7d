/// NOT-1: one mail to one person. Its id is the adapter's key, so every try writes the same mail (NOT-5).
package struct NotificationSend: Message {
    package static let type: EventType = "notification.send"
    package static let producers: [Producer] = [.guichet]
    package static let queue: QueueName = "guichet.notification"
    package static let meaning = "A mail is to be written from a template and handed to the mail server (NOT-1)."

    package let notification: String
    package let template: String
    package let locale: Locale
    package let recipient: String
    package let account: String?
    package let link: NotificationLink?
    /// What the template says of this one mail: texts by name. An instant is RFC 3339 text.
    package let values: Object
    /// When it was asked for: the mail's date, so that every try writes the same bytes.
    package let queuedAt: Moment

    package init(from form: inout Form) {
        notification = form.id("notificationId", "the mail: every try of it has the same id")
        template = form.text("template", "the template's name", limit: 64)
        locale = form.choice("locale", "the language of the mail", of: Locale.self, else: .french)
        recipient = form.email("recipient", "the address it goes to")
        account = form.optionalText("accountId", "the account it is about", limit: 64)
        let purpose = form.optionalText("linkPurpose", "what the link is for", limit: 64)
        let token = form.optionalText("linkToken", "the id of the link's token, never the token", limit: 1000)
        let path = form.optionalText("linkPath", "where the link leads, below the public URL", limit: 200)
        link = NotificationLink(purpose: purpose, tokenId: token, path: path)
        values = form.object("values", "the texts the template asks for, by name; instants in RFC 3339")
        queuedAt = form.moment("queuedAt", "when the mail was asked for, which becomes its date")
    }

    /// The command as a decision sends it. `id` must be the same each time the event is decided.
    package static func outgoing(
        id: String, template: String, locale: Locale, recipient: String, account: String? = nil,
        link: NotificationLink? = nil, values: Object = [:], at now: Moment
    ) -> Outgoing {
        var data: Object = [
            "notificationId": .string(id), "template": .string(template), "locale": .string(locale.rawValue),
            "recipient": .string(recipient),
        ]
        if let account { data["accountId"] = .string(account) }
        if let link {
            data["linkPurpose"] = .string(link.purpose)
            data["linkToken"] = .string(link.tokenId)
            data["linkPath"] = .string(link.path)
        }
        data["values"] = .object(values)
        data["queuedAt"] = .moment(now)
        return Outgoing(type: type, data: data)
    }
}

extension NotificationLink {
    /// A link needs all three. Where one is missing there is none, and a template that asks for it says so.
    fileprivate init?(purpose: String?, tokenId: String?, path: String?) {
        guard let purpose, let tokenId, let path else { return nil }
        self.init(purpose: purpose, tokenId: tokenId, path: path)
    }
}
