package import Core

/// A parked message: what it waits for, since when and why.
package struct WaitingMessage: Hashable, Sendable {
    package let queue: QueueName
    package let key: UInt128
    package let scope: Int64
    package let source: String
    package let id: String
    package let type: EventType
    package let subject: String?
    package let sequence: Int64?
    /// Nil where it waits for its predecessor alone.
    package let due: Moment?
    package let reason: String
    package let attempt: Int64
    package let parkedAt: Moment
    /// The last sequence seen of its stream.
    package let lastSeen: Int64

    init(_ row: DeskRow) throws(Failure) {
        queue = QueueName(try row.text("queue"))
        key = try row.uuid("key")
        scope = try row.integer("scope")
        source = try row.text("source")
        id = try row.text("id")
        type = EventType(try row.text("type"))
        subject = try row.optionalText("subject")
        sequence = try row.optionalInteger("sequence")
        due = try row.optionalMoment("due_at")
        reason = try row.text("reason")
        attempt = try row.integer("attempt")
        parkedAt = try row.moment("parked_at")
        lastSeen = try row.integer("last")
    }
}

extension OperatorDesk {
    /// The longest waiting first.
    package func waiting(on queue: QueueName? = nil, limit: Int) throws(Failure) -> [WaitingMessage] {
        try ask(.waiting) {
            $0.value(queue?.name)
            $0.value(Int64(limit))
        }.map(WaitingMessage.init)
    }

    package func waiting(ofEvent id: String) throws(Failure) -> [WaitingMessage] {
        try ask(.waitingEvent) {
            $0.value(EventKey.of(id))
            $0.value(id)
        }.map(WaitingMessage.init)
    }

    /// What waits on a queue, about this subject where one is given, and names `text` in its body: an effect that is tried
    /// again.
    package func waiting(about subject: String?, on queue: QueueName, naming text: String) throws(Failure) -> [WaitingMessage] {
        try ask(.waitingAbout) {
            $0.value(queue.name)
            $0.value(subject)
            $0.value(text)
        }.map(WaitingMessage.init)
    }
}

extension Statement {
    private static let waitingRows = """
        SELECT p.queue, p.key, p.scope, p.source, p.id, p.type, p.subject, p.sequence, p.due_at, p.reason, p.attempt,
            p.parked_at, coalesce(s.last, 0) AS last
        FROM parked AS p LEFT JOIN streams AS s ON s.source = p.source AND s.subject = p.subject
        """

    fileprivate static let waiting = Statement(
        "parked:list",
        "\(waitingRows) WHERE $1::text IS NULL OR p.queue = $1 ORDER BY p.parked_at, p.queue, p.key LIMIT $2")

    fileprivate static let waitingEvent = Statement(
        "parked:of event", "\(waitingRows) WHERE p.key = $1 AND p.id = $2 ORDER BY p.queue, p.scope")

    fileprivate static let waitingAbout = Statement(
        "parked:about",
        """
        \(waitingRows) WHERE p.queue = $1 AND ($2::text IS NULL OR p.subject = $2) AND NOT p.sealed
            AND position(convert_to($3, 'UTF8') IN p.body) > 0
        """)
}
