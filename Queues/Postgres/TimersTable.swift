import Core

/// `timers`: events that become due.
enum TimersTable {
    static func send(cancelled keys: [String], to session: PostgresSession) throws(Failure) {
        if keys.isEmpty { return }
        try session.send(.cancelTimers) { $0.array(keys.sorted()) }
    }

    /// Of several with one key the last counts.
    static func send(_ timers: [TimerEntry], to session: PostgresSession) throws(Failure) {
        if timers.isEmpty { return }
        var latest: [String: TimerEntry] = [:]
        for timer in timers { latest[timer.key] = timer }
        let rows = latest.values.sorted { $0.key < $1.key }
        try session.send(.schedule) { parameters in
            parameters.array(rows) { $0.key }
            parameters.array(rows) { $0.due }
            MessageColumns.bind(rows.map(\.message), to: &parameters)
        }
    }
}

extension Statement {
    fileprivate static let cancelTimers = Statement("timers:cancel", "DELETE FROM timers WHERE key = ANY ($1::text[])")

    fileprivate static let schedule = Statement(
        "timers:schedule",
        """
        INSERT INTO timers (key, due_at, \(MessageColumns.names))
        SELECT * FROM unnest($1::text[], $2::timestamptz[], \(MessageColumns.arrays(from: 3)))
        ON CONFLICT (key) DO UPDATE SET due_at = EXCLUDED.due_at, made_at = now(), \(MessageColumns.replacing)
        """)

    /// Moves what is due to the outbox. A timer another clock is moving, or a worker is replacing, is left to them.
    static let fireTimers = Statement(
        "timers:fire",
        """
        WITH due AS (
            DELETE FROM timers WHERE key = ANY (ARRAY(
                SELECT key FROM timers WHERE due_at <= $1 ORDER BY due_at LIMIT $2::bigint FOR UPDATE SKIP LOCKED))
            RETURNING due_at, \(MessageColumns.names)
        )
        INSERT INTO outbox (\(MessageColumns.names), leased_until)
        SELECT \(MessageColumns.names), $3::timestamptz FROM due ORDER BY due_at
        RETURNING id, \(MessageColumns.names)
        """)

    static let nextDue = Statement(
        "timers:next due",
        """
        SELECT least((SELECT min(due_at) FROM timers), (SELECT min(due_at) FROM parked WHERE due_at IS NOT NULL))
        """)
}
