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
        self.init(id: id)
        func unreadable(_ column: String) -> Failure {
            .fatal("notifications.\(column) of \(id) cannot be read: run `guichet audit` and `guichet migrate --check`")
        }
        guard let state = row["state"]?.string.flatMap(State.init(rawValue:)) else { throw unreadable("state") }
        self.state = state
        messageId = row["message_id"]?.string
        reply = row["reply"]?.string
        if state == .queued { return }
        guard let template = row["template"]?.string else { throw unreadable("template") }
        guard let locale = row["locale"]?.string.flatMap(Locale.init(rawValue:)) else { throw unreadable("locale") }
        guard let recipient = row["recipient"]?.string else { throw unreadable("recipient") }
        guard let queuedAt = row["queued_at"]?.string.flatMap({ Moment(rfc3339: $0) }) else { throw unreadable("queued_at") }
        guard let settled = row["settled_at"]?.string.flatMap({ Moment(rfc3339: $0) }) else { throw unreadable("settled_at") }
        posting = Posting(
            template: template, locale: locale, recipient: recipient, account: row["account_id"]?.string, queuedAt: queuedAt)
        self.settled = settled
    }
}
