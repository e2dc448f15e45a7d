/// One mail and what became of it (NOT-2).
package struct Notification: Entity {
    package enum State: String, CaseIterable, Sendable {
        case queued, sent, failed
    }

    package static let kind = "notification"
    package static let table = "notifications"
    package static let references: [String] = []

    package let id: String
    package private(set) var state = State.queued
    /// Nil until it was settled.
    package private(set) var posting: Posting?
    package private(set) var messageId: String?
    /// The server's last word, or why there was none.
    package private(set) var reply: String?
    package private(set) var settled: Moment?

    package init(id: String) {
        self.id = id
    }

    package mutating func apply(_ fact: NotificationFact, at moment: Moment) {
        settled = moment
        switch fact {
        case .sent(let posting, let receipt):
            state = .sent
            self.posting = posting
            messageId = receipt.messageId
            reply = receipt.reply
        case .failed(let posting, let reason):
            state = .failed
            self.posting = posting
            messageId = nil
            reply = reason
        }
    }
}

extension Notification {
    package var row: Object {
        [
            "state": .string(state.rawValue),
            "template": .text(posting?.template),
            "locale": .text(posting?.locale.rawValue),
            "recipient": .text(posting?.recipient),
            "account_id": .text(posting?.account),
            "message_id": .text(messageId),
            "reply": .text(reply),
            "queued_at": .moment(posting?.queuedAt),
            "settled_at": .moment(settled),
        ]
    }

    package init(id: String, row: Object) throws(Failure) {
        let columns = Columns(of: "notifications", id: id, row)
        self.init(id: id)
        state = try columns.choice("state", of: State.self)
        messageId = columns.optionalText("message_id")
        reply = columns.optionalText("reply")
        if state == .queued { return }
        settled = try columns.moment("settled_at")
        posting = Posting(
            template: try columns.text("template"), locale: try columns.choice("locale", of: Locale.self),
            recipient: try columns.text("recipient"), account: columns.optionalText("account_id"),
            queuedAt: try columns.moment("queued_at"))
    }
}
