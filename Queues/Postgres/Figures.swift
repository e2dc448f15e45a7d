package import Core

/// What waits in the database, for the health page. Reads only.
package struct Figures: Sendable {
    package let outboxRows: Double
    /// Seconds; 0 where nothing waits.
    package let outboxAge: Double
    package let parkedRows: Double
    /// How late the oldest due timer or parked message is, in seconds.
    package let timerLag: Double
    package let deadLetters: Double
}

/// Keeps a connection for them.
package final class FiguresReader {
    private let session: PostgresSession

    package init(_ settings: PostgresSettings) {
        session = PostgresSession(settings)
    }

    package func read(now: Moment) throws(Failure) -> Figures {
        try session.connect()
        let place = try session.send(.figures) { $0.value(now) }
        let reply = try session.finish()[place]
        return Figures(
            outboxRows: Double(try reply.int64(0, 0)), outboxAge: Double(try reply.int64(0, 1)) / 1000,
            parkedRows: Double(try reply.int64(0, 2)), timerLag: Double(try reply.int64(0, 3)) / 1000,
            deadLetters: Double(try reply.int64(0, 4)))
    }

    package func close() { session.drop() }
}

extension Statement {
    /// Counts stop at 100,000: a health page must not cost what it measures.
    fileprivate static let figures = Statement(
        "figures:read",
        """
        SELECT (SELECT count(*) FROM (SELECT 1 FROM outbox LIMIT 100000) AS counted),
            coalesce((SELECT (extract(epoch FROM $1::timestamptz - made_at) * 1000)::bigint FROM outbox ORDER BY id LIMIT 1), 0),
            (SELECT count(*) FROM (SELECT 1 FROM parked LIMIT 100000) AS counted),
            coalesce(greatest(0, (extract(epoch FROM $1::timestamptz - least(
                (SELECT min(due_at) FROM timers), (SELECT min(due_at) FROM parked WHERE due_at IS NOT NULL))) * 1000)::bigint), 0),
            (SELECT count(*) FROM (SELECT 1 FROM dead_letters WHERE state = 'open' LIMIT 100000) AS counted)
        """)
}
