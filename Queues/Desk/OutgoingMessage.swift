package import Core

/// A committed message that waits to be published, or to become due.
package struct OutgoingMessage: Hashable, Sendable {
    package let exchange: String
    package let routingKey: String
    package let id: String?
    package let type: String?
    package let cause: String?
    package let madeAt: Moment
    /// When the timer fires; nil for what is published as soon as the relay takes it.
    package let due: Moment?

    init(_ row: DeskRow) throws(Failure) {
        exchange = try row.text("exchange")
        routingKey = try row.text("routing_key")
        id = try row.optionalText("message_id")
        type = try row.optionalText("message_type")
        cause = try row.optionalText("cause")
        madeAt = try row.moment("made_at")
        due = try row.optionalMoment("due_at")
    }
}

extension OperatorDesk {
    /// The event itself, where it waits in the outbox or in a timer.
    package func outgoing(ofEvent id: String) throws(Failure) -> [OutgoingMessage] {
        try ask(.outgoingEvent) { $0.value(id) }.map(OutgoingMessage.init)
    }

    /// What the event caused, and is not published yet.
    package func outgoing(causedBy id: String) throws(Failure) -> [OutgoingMessage] {
        try ask(.outgoingCaused) { $0.value(id) }.map(OutgoingMessage.init)
    }
}

extension Statement {
    private static func outgoing(where condition: String) -> String {
        """
        SELECT exchange, routing_key, message_id, message_type, cause, made_at, NULL::timestamptz AS due_at
        FROM outbox WHERE \(condition)
        UNION ALL SELECT exchange, routing_key, message_id, message_type, cause, made_at, due_at
        FROM timers WHERE \(condition) ORDER BY made_at
        """
    }

    fileprivate static let outgoingEvent = Statement("outbox:of event", outgoing(where: "message_id = $1"))
    fileprivate static let outgoingCaused = Statement("outbox:caused", outgoing(where: "cause = $1"))
}
