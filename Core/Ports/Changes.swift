/// All that one batch writes, in one transaction.
package struct Changes: Sendable {
    /// Claims whose outcome is not the ordinary `recorded`, with what `guichet trace` tells of it.
    package var verdicts: [VerdictEntry] = []
    /// Claims taken back: the message was not decided yet.
    package var unclaimed: [Claim] = []
    package var rows: [EntityRow] = []
    package var history: [HistoryEntry] = []
    package var outbox: [OutboxEntry] = []
    /// False where nobody will hand the outbox over: the sweep may take it at once.
    package var isHandedOver = true
    package var timers: [TimerEntry] = []
    package var cancelledTimers: [String] = []
    package var credentials: [Credential] = []
    package var documents: [Document] = []
    /// Taken out after all else is written: of the subject's facts, and of the facts and rows of the mails about it, the texts; its
    /// credentials, and the bytes of its dead letters. Documents are evidence, and go when their time is over.
    package var erasures: [Erasure] = []
    package var parked: [ParkedEntry] = []
    package var dead: [DeadLetter] = []
    /// The new last sequence of each stream that moved. What waits for the next one is released to the outbox.
    package var streams: [Stream: Int64] = [:]
    /// Start marks whose work is finished.
    package var finishedMarks: [UInt128] = []
    /// Leases whose effect is settled, one way or the other.
    package var settledLeases: [Fence] = []

    package init() {}
}

package struct VerdictEntry: Hashable, Sendable {
    package var claim: Claim
    package var verdict: ClaimVerdict
    /// The reason of an ignored event, or all reasons of a refused one.
    package var note: Value

    package init(claim: Claim, verdict: ClaimVerdict, note: Value) {
        self.claim = claim
        self.verdict = verdict
        self.note = note
    }
}

package enum ClaimVerdict: String, CaseIterable, Sendable {
    case recorded, ignored, refused
}

/// One line of the ledger: append-only, unique by subject and version.
package struct HistoryEntry: Hashable, Sendable {
    /// `account/6b1f…`
    package var subject: String
    package var version: Int64
    package var name: String
    package var data: Object
    package var at: Moment
    /// Source and id of the event that caused it, and the claim it was decided under.
    package var source: String
    package var cause: String
    package var claim: Claim
    package var actor: String?

    package init(
        subject: String, version: Int64, name: String, data: Object, at: Moment, source: String, cause: String,
        claim: Claim, actor: String?
    ) {
        self.subject = subject
        self.version = version
        self.name = name
        self.data = data
        self.at = at
        self.source = source
        self.cause = cause
        self.claim = claim
        self.actor = actor
    }
}

/// A message to publish after the commit. `body` is sealed where the message carries a secret.
package struct OutboxEntry: Hashable, Sendable {
    package var exchange: String
    package var routingKey: String
    package var properties: Properties
    package var body: [UInt8]
    package var isSealed: Bool
    /// Id of the event that caused it.
    package var cause: String?

    package init(
        exchange: String, routingKey: String, properties: Properties, body: [UInt8], isSealed: Bool = false,
        cause: String? = nil
    ) {
        self.exchange = exchange
        self.routingKey = routingKey
        self.properties = properties
        self.body = body
        self.isSealed = isSealed
        self.cause = cause
    }
}

/// An event that becomes due: what the clock will put into the outbox.
package struct TimerEntry: Hashable, Sendable {
    package var key: String
    package var due: Moment
    package var message: OutboxEntry

    package init(key: String, due: Moment, message: OutboxEntry) {
        self.key = key
        self.due = due
        self.message = message
    }
}

/// A message that waits for its predecessor, or for a time. One row per message and queue: parking it twice changes nothing.
package struct ParkedEntry: Hashable, Sendable {
    package var claim: Claim
    package var queue: QueueName
    package var envelope: Envelope
    /// What to publish when the waiting is over.
    package var message: OutboxEntry
    /// Nil where it waits for its predecessor alone.
    package var due: Moment?
    package var reason: String
    /// Failed tries so far.
    package var attempt: Int

    package init(
        claim: Claim, queue: QueueName, envelope: Envelope, message: OutboxEntry, due: Moment?, reason: String,
        attempt: Int
    ) {
        self.claim = claim
        self.queue = queue
        self.envelope = envelope
        self.message = message
        self.due = due
        self.reason = reason
        self.attempt = attempt
    }
}

/// A message that cannot be worked on, kept with the reason. The same message from the same queue makes one row, however
/// often it comes.
package struct DeadLetter: Hashable, Sendable {
    package enum Kind: String, CaseIterable, Sendable {
        /// Its bytes are no event.
        case malformed
        /// No queue wants its type.
        case unroutable
        /// It was older than the inbox remembers, or from the future.
        case undatable
        /// All its tries failed.
        case exhausted
        /// It was started twice and never finished: it kills its worker.
        case poison
        /// The broker gave up on it.
        case undelivered
    }

    package var queue: QueueName
    package var kind: Kind
    /// The field at fault, where one is.
    package var field: String?
    package var reason: String
    package var eventId: String?
    package var source: String?
    package var subject: String?
    package var sequence: Int64?
    package var exchange: String
    package var routingKey: String
    package var properties: Properties
    package var body: [UInt8]
    package var isSealed: Bool
    package var attempts: Int

    package init(
        queue: QueueName, kind: Kind, field: String?, reason: String, envelope: Envelope? = nil, exchange: String,
        routingKey: String, properties: Properties, body: [UInt8], isSealed: Bool, attempts: Int = 1
    ) {
        self.queue = queue
        self.kind = kind
        self.field = field
        self.reason = reason
        self.eventId = envelope?.id
        self.source = envelope?.source
        self.subject = envelope?.subject
        self.sequence = envelope?.sequence
        self.exchange = exchange
        self.routingKey = routingKey
        self.properties = properties
        self.body = body
        self.isSealed = isSealed
        self.attempts = attempts
    }
}
