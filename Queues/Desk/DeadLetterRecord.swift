package import Core

/// A row of the dead letters: the letter, and what has been done about it.
package struct DeadLetterRecord: Hashable, Sendable {
    package let id: Int64
    /// Its body is empty in a list.
    package let letter: DeadLetter
    package let size: Int64
    package let timesSeen: Int64
    package let firstSeen: Moment
    package let lastSeen: Moment
    /// `open`, `retried` or `dropped`.
    package let state: String
    package let stateBy: String?
    package let stateAt: Moment?

    init(_ row: DeskRow) throws(Failure) {
        id = try row.integer("id")
        size = try row.integer("size")
        timesSeen = try row.integer("times_seen")
        firstSeen = try row.moment("first_seen")
        lastSeen = try row.moment("last_seen")
        state = try row.text("state")
        stateBy = try row.optionalText("state_by")
        stateAt = try row.optionalMoment("state_at")
        letter = try DeadLetter(row)
    }

    /// The event's type, as far as the message says it.
    package var type: EventType { EventType(letter.typeName) }
}

extension DeadLetter {
    fileprivate init(_ row: DeskRow) throws(Failure) {
        let kind = try row.text("kind")
        guard let known = Kind(rawValue: kind) else { throw .fatal("a dead letter of the unknown kind “\(kind)”") }
        let properties = Properties(
            contentType: try row.optionalText("content_type"), messageId: try row.optionalText("message_id"),
            type: try row.optionalText("message_type"), correlationId: try row.optionalText("correlation_id"),
            replyTo: try row.optionalText("reply_to"), userId: try row.optionalText("user_id"),
            headers: try row.object("headers"))
        self.init(
            queue: QueueName(try row.text("queue")), kind: known, field: try row.optionalText("field"),
            reason: try row.text("reason"), exchange: try row.text("exchange"), routingKey: try row.text("routing_key"),
            properties: properties, body: try row.bytes("body"), isSealed: try row.bool("sealed"),
            attempts: Int(try row.integer("attempts")))
        eventId = try row.optionalText("event_id")
        source = try row.optionalText("source")
        subject = try row.optionalText("subject")
        sequence = try row.optionalInteger("sequence")
    }
}

/// Which letters: every part that is not nil must fit.
package struct DeadLetterFilter: Hashable, Sendable {
    package var kind: DeadLetter.Kind?
    package var queue: QueueName?
    package var type: EventType?
    package var state: String?

    package init(
        kind: DeadLetter.Kind? = nil, queue: QueueName? = nil, type: EventType? = nil, state: String? = "open"
    ) {
        self.kind = kind
        self.queue = queue
        self.type = type
        self.state = state
    }
}

extension OperatorDesk {
    /// The newest first, after the letter with id `before`, without their bodies.
    package func letters(
        _ filter: DeadLetterFilter, before: Int64 = .max, limit: Int
    ) throws(Failure) -> [DeadLetterRecord] {
        try ask(.letters) {
            $0.value(filter.kind?.rawValue)
            $0.value(filter.queue?.name)
            $0.value(filter.type?.name)
            $0.value(filter.state)
            $0.value(before)
            $0.value(Int64(limit))
        }.map(DeadLetterRecord.init)
    }

    package func letter(_ id: Int64) throws(Failure) -> DeadLetterRecord? {
        try ask(.letter) { $0.value(id) }.map(DeadLetterRecord.init).first
    }

    /// Letters of one event, without their bodies.
    package func letters(ofEvent id: String) throws(Failure) -> [DeadLetterRecord] {
        try ask(.lettersOfEvent) { $0.value(id) }.map(DeadLetterRecord.init)
    }

    /// Open letters of a queue, about this subject where one is given, that name `text` in their body.
    package func letters(about subject: String?, on queue: QueueName, naming text: String) throws(Failure) -> [DeadLetterRecord] {
        try ask(.lettersAbout) {
            $0.value(queue.name)
            $0.value(subject)
            $0.value(text)
        }.map(DeadLetterRecord.init)
    }
}

extension Statement {
    /// In a list the body stays where it is: many large ones would not fit.
    static func letters(_ body: String, _ rest: String) -> String {
        """
        SELECT id, kind, field, reason, queue, event_id, source, subject, sequence, exchange, routing_key, content_type,
            message_id, message_type, correlation_id, reply_to, user_id, headers, \(body) AS body,
            octet_length(body)::bigint AS size, sealed, attempts, times_seen, first_seen, last_seen, state, state_by, state_at
        FROM dead_letters WHERE \(rest)
        """
    }

    fileprivate static let letters = Statement(
        "dead_letters:list",
        letters(
            "''::bytea",
            """
            ($1::text IS NULL OR kind = $1) AND ($2::text IS NULL OR queue = $2)
                AND ($3::text IS NULL OR $3 IN (message_type, routing_key) OR routing_key = queue || '.' || $3)
                AND ($4::text IS NULL OR state = $4) AND id < $5
            ORDER BY id DESC LIMIT $6
            """))

    fileprivate static let letter = Statement("dead_letters:one", letters("body", "id = $1"))

    fileprivate static let lettersOfEvent = Statement(
        "dead_letters:of event", letters("''::bytea", "md5(event_id) = md5($1) AND event_id = $1 ORDER BY id"))

    fileprivate static let lettersAbout = Statement(
        "dead_letters:about",
        letters(
            "''::bytea",
            """
            state = 'open' AND queue = $1 AND ($2::text IS NULL OR subject = $2) AND NOT sealed
                AND position(convert_to($3, 'UTF8') IN body) > 0
            ORDER BY id
            """))
}
