import Core

/// `parked`: messages that wait for their predecessor or for a time.
enum ParkedTable {
    /// Parking a message twice changes nothing.
    static func send(_ entries: [ParkedEntry], to session: PostgresSession) throws(Failure) {
        if entries.isEmpty { return }
        try session.send(.park) { parameters in
            parameters.array(entries) { $0.queue.name }
            parameters.array(entries) { $0.claim.key }
            parameters.array(entries) { $0.claim.scope }
            parameters.array(entries) { $0.envelope.source }
            parameters.array(entries) { $0.envelope.id }
            parameters.array(entries) { $0.envelope.type.name }
            parameters.array(entries) { $0.envelope.subject }
            parameters.array(entries) { $0.envelope.sequence }
            parameters.array(entries) { $0.due }
            parameters.array(entries) { $0.reason }
            parameters.array(entries) { Int32(clamping: $0.attempt) }
            MessageColumns.bind(entries.map(\.message), to: &parameters)
        }
    }

    /// Moves to the outbox what waited for streams that moved: the successor, and its successors without a gap, so that
    /// a whole row of them comes back at once. Nobody holds these rows: the next sweep publishes them.
    /// `OFFSET 0` keeps each look-up a look-up: a plan made while nothing is parked would read all of it.
    static let release = Statement(
        "parked:release",
        """
        WITH RECURSIVE chain AS (
            SELECT next.* FROM unnest($1::text[], $2::text[], $3::bigint[]) AS moved (source, subject, last),
                LATERAL (SELECT queue, key, scope, source, subject, sequence FROM parked
                    WHERE source = moved.source AND subject = moved.subject AND sequence <= moved.last + 1
                        AND due_at IS NULL OFFSET 0) AS next
            UNION
            SELECT next.* FROM chain,
                LATERAL (SELECT queue, key, scope, source, subject, sequence FROM parked
                    WHERE source = chain.source AND subject = chain.subject AND sequence = chain.sequence + 1
                        AND due_at IS NULL OFFSET 0) AS next
        ), freed AS (
            DELETE FROM parked USING chain
            WHERE parked.queue = chain.queue AND parked.key = chain.key AND parked.scope = chain.scope
            RETURNING parked.sequence, \(MessageColumns.names)
        )
        INSERT INTO outbox (\(MessageColumns.names)) SELECT \(MessageColumns.names) FROM freed ORDER BY sequence
        """)

    /// Moves to the outbox what is due.
    static let fire = Statement(
        "parked:fire",
        """
        WITH chosen AS MATERIALIZED (
            SELECT queue, key, scope FROM parked WHERE due_at <= $1 ORDER BY due_at LIMIT $2::bigint
            FOR UPDATE SKIP LOCKED
        ), \(moving(orderedBy: "due_at"))
        """)

    /// Moves to the outbox what waits for a predecessor that has been seen: for rows parked beside their stream's lock.
    /// `$4`: all, or only what was parked lately.
    static let sweep = Statement(
        "parked:sweep",
        """
        WITH chosen AS MATERIALIZED (
            SELECT queue, key, scope FROM parked JOIN streams USING (source, subject)
            WHERE due_at IS NULL AND sequence <= last + 1 AND $1::timestamptz IS NOT NULL
                AND parked_at >= CASE WHEN $4::boolean THEN '-infinity' ELSE now() - interval '2 minutes' END
            ORDER BY parked_at LIMIT $2::bigint FOR UPDATE OF parked SKIP LOCKED
        ), \(moving(orderedBy: "sequence"))
        """)

    private static func moving(orderedBy order: String) -> String {
        """
        freed AS (
            DELETE FROM parked USING chosen
            WHERE parked.queue = chosen.queue AND parked.key = chosen.key AND parked.scope = chosen.scope
            RETURNING parked.\(order), \(MessageColumns.names)
        )
        INSERT INTO outbox (\(MessageColumns.names), leased_until)
        SELECT \(MessageColumns.names), $3::timestamptz FROM freed ORDER BY \(order)
        RETURNING id, \(MessageColumns.names)
        """
    }
}

extension Statement {
    fileprivate static let park = Statement(
        "parked:park",
        """
        INSERT INTO parked (queue, key, scope, source, id, type, subject, sequence, due_at, reason, attempt,
            \(MessageColumns.names))
        SELECT * FROM unnest($1::text[], $2::uuid[], $3::bigint[], $4::text[], $5::text[], $6::text[], $7::text[],
            $8::bigint[], $9::timestamptz[], $10::text[], $11::integer[], \(MessageColumns.arrays(from: 12))) AS new
        ON CONFLICT DO NOTHING
        """)
}
