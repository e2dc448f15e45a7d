/// ACC-17: a person, or who acts for them, wants the account gone for good.
package struct DeletionRequested: Message {
    package static let type: EventType = "account.deletion.requested"
    package static let producers: [Producer] = [.portal]
    package static let queue: QueueName = "guichet.account"
    package static let meaning =
        "An account is to be deleted for good: a cooling-off begins, and a second person has to agree (ACC-17, SEC-10)."

    package let account: String
    package let by: String
    package let words: String?

    package init(from form: inout Form) {
        account = form.id("accountId", "the account")
        by = form.text("by", "who asks for it")
        words = form.optionalText("reason", "why, in their words", limit: 1000)
    }
}

/// ACC-17: a change of mind, while it is time.
package struct DeletionWithdrawn: Message {
    package static let type: EventType = "account.deletion.withdrawn"
    package static let producers: [Producer] = [.portal]
    package static let queue: QueueName = "guichet.account"
    package static let meaning = "A deletion that waits is withdrawn (ACC-17)."

    package let account: String
    package let by: String

    package init(from form: inout Form) {
        account = form.id("accountId", "the account")
        by = form.text("by", "who withdraws it")
    }
}

/// SEC-10: the second person.
package struct DeletionApproved: Message {
    package static let type: EventType = "account.deletion.approved"
    package static let producers: [Producer] = [.staff]
    package static let queue: QueueName = "guichet.account"
    package static let meaning =
        "A second person agrees to a deletion; it is carried out when the cooling-off is over (ACC-17, SEC-10)."

    package let account: String
    package let by: String

    package init(from form: inout Form) {
        account = form.id("accountId", "the account")
        by = form.text("by", "who agrees: not who asked")
    }
}

/// The cooling-off of a deletion is over.
package struct DeletionDue: Message {
    package static let type: EventType = "account.deletion.due"
    package static let producers: [Producer] = [.guichet]
    package static let queue: QueueName = "guichet.account"
    package static let meaning = "The cooling-off of a deletion is over (ACC-17)."

    package let account: String

    package init(from form: inout Form) {
        account = form.id("accountId", "the account")
    }

    package static func outgoing(_ account: String) -> Outgoing {
        Outgoing(type: type, data: ["accountId": .string(account)])
    }
}

/// Mails that were under way when an account was erased have ended by now.
package struct TracesDue: Message {
    package static let type: EventType = "account.traces.due"
    package static let producers: [Producer] = [.guichet]
    package static let queue: QueueName = "guichet.account"
    package static let meaning = "What mails under way left behind of an erased account is taken out (ACC-17)."

    package let account: String

    package init(from form: inout Form) {
        account = form.id("accountId", "the account")
    }

    package static func outgoing(_ account: String) -> Outgoing {
        Outgoing(type: type, data: ["accountId": .string(account)])
    }
}
