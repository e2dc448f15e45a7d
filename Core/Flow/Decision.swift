/// What a decider answers: a closed set, and each has exactly one treatment in the batch runner.
package enum Decision<Happening: Fact>: Sendable {
    /// These facts happened; and this follows from them.
    case record([Happening], Consequences = Consequences())
    /// Nothing to do: a duplicate in meaning.
    case ignore(String)
    /// Not yet. It is tried again at that moment, and does not count as an attempt.
    case postpone(until: Moment, String)
    /// Rules forbid it: all of them.
    case reject([Reason])
}

/// What follows from facts, in the same transaction.
package struct Consequences: Hashable, Sendable {
    package var send: [Outgoing]
    package var schedule: [Timer]
    /// Keys of timers that are no longer wanted.
    package var cancel: [String]
    package var credentials: [Credential]
    /// Bytes to keep. One whose id is known already changes nothing.
    package var documents: [Document]
    /// Personal data to take out, of facts recorded here as well.
    package var erase: [Erasure]

    package init(
        send: [Outgoing] = [], schedule: [Timer] = [], cancel: [String] = [], credentials: [Credential] = [],
        documents: [Document] = [], erase: [Erasure] = []
    ) {
        self.send = send
        self.schedule = schedule
        self.cancel = cancel
        self.credentials = credentials
        self.documents = documents
        self.erase = erase
    }
}

/// An event the pipeline sends. The engine gives it id, source, sequence and trace.
package struct Outgoing: Hashable, Sendable {
    package var type: EventType
    package var data: Object

    package init(type: EventType, data: Object) {
        self.type = type
        self.data = data
    }
}

/// An event that becomes due. Scheduling its key again replaces it.
package struct Timer: Hashable, Sendable {
    package var key: String
    package var due: Moment
    package var event: Outgoing

    package init(key: String, due: Moment, event: Outgoing) {
        self.key = key
        self.due = due
        self.event = event
    }
}

/// A password's hash: beside the entity, never in its history, so that it can be replaced and erased.
package struct Credential: Hashable, Sendable {
    package var subject: String
    package var kind: String
    /// Nil: it is taken away.
    package var hash: String?

    package init(subject: String, kind: String, hash: String?) {
        self.subject = subject
        self.kind = kind
        self.hash = hash
    }
}
