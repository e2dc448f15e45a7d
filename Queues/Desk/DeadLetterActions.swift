package import Core

/// What came of an action on a dead letter.
package enum DeadLetterOutcome: Hashable, Sendable {
    case done
    case unknown
    /// It is not open (any more): its state.
    case not(open: String)
    /// Its place in a stream is not taken yet, so what comes after it would wait for ever.
    case blocks(StreamBlock)
}

extension OperatorDesk {
    /// Puts the message back, in one transaction with its mark and the operation's line.
    package func retry(letter id: Int64, _ operation: Operation) throws(Failure) -> DeadLetterOutcome {
        try withOpenLetter(id) { letter throws(Failure) in
            let message = letter.requeued
            try session.send(.requeue) { MessageColumns.bind([message], to: &$0) }
            _ = try session.finish()
            try mark(id, "retried", by: operation.actor)
            try note(
                operation.with(["letter": .integer(id), "event": .text(letter.eventId)]),
                outcome: "sent to \(message.exchange) as \(message.routingKey)")
            return .done
        }
    }

    /// Replaces the body, and what the letter knows of the event where it knew nothing. It stays open.
    package func edit(
        letter id: Int64, body: [UInt8], isSealed: Bool, contentType: String?, envelope: Envelope, _ operation: Operation
    ) throws(Failure) -> DeadLetterOutcome {
        try withOpenLetter(id) { letter throws(Failure) in
            try ask(.editLetter) {
                $0.value(id)
                $0.value(body)
                $0.value(isSealed)
                $0.value(contentType)
                $0.value(envelope.id)
                $0.value(envelope.source)
                $0.value(envelope.subject)
                $0.value(envelope.sequence)
            }
            try note(
                operation.with(["letter": .integer(id), "event": .string(envelope.id)]),
                outcome: "\(letter.body.count) bytes replaced by \(body.count)")
            return .done
        }
    }

    /// - Parameters:
    ///   - release: where the message blocks its stream, gives its place up and frees what waits behind it.
    ///   - isOrdered: false for queues whose workers hold nothing back for a predecessor.
    package func drop(
        letter id: Int64, reason: String, release: Bool, isOrdered: (QueueName) -> Bool, _ operation: Operation
    ) throws(Failure) -> DeadLetterOutcome {
        try withOpenLetter(id) { letter throws(Failure) in
            var freed = 0
            if isOrdered(letter.queue), let block = try block(by: letter) {
                guard release else { return .blocks(block) }
                freed = try advance(block.stream, to: block.sequence)
            }
            try mark(id, "dropped", by: operation.actor)
            try note(
                operation.with(["letter": .integer(id), "event": .text(letter.eventId), "reason": .string(reason)]),
                outcome: freed == 0 ? "dropped" : "dropped, \(freed) freed")
            return .done
        }
    }

    private func withOpenLetter(
        _ id: Int64, _ body: (DeadLetter) throws(Failure) -> DeadLetterOutcome
    ) throws(Failure) -> DeadLetterOutcome {
        try transaction { () throws(Failure) in
            guard let record = try ask(.lockLetter, { $0.value(id) }).map(DeadLetterRecord.init).first else {
                return .unknown
            }
            guard record.state == "open" else { return .not(open: record.state) }
            return try body(record.letter)
        }
    }

    private func mark(_ id: Int64, _ state: String, by actor: String) throws(Failure) {
        try ask(.markLetter) {
            $0.value(id)
            $0.value(state)
            $0.value(actor)
        }
    }
}

extension Statement {
    fileprivate static let lockLetter = Statement("dead_letters:lock", letters("body", "id = $1 FOR UPDATE"))

    fileprivate static let markLetter = Statement(
        "dead_letters:mark", "UPDATE dead_letters SET state = $2, state_by = $3, state_at = now() WHERE id = $1")

    fileprivate static let editLetter = Statement(
        "dead_letters:edit",
        """
        UPDATE dead_letters SET body = $2, sealed = $3, content_type = coalesce($4, content_type),
            event_id = coalesce(event_id, $5), source = coalesce(source, $6), subject = coalesce(subject, $7),
            sequence = coalesce(sequence, $8)
        WHERE id = $1
        """)

    /// Nobody holds the row: the next sweep publishes it.
    fileprivate static let requeue = Statement(
        "outbox:requeue",
        "INSERT INTO outbox (\(MessageColumns.names)) SELECT * FROM unnest(\(MessageColumns.arrays(from: 1))) AS new")
}
