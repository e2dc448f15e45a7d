import Core

/// `outbox`: messages committed and not yet published.
enum OutboxTable {
    /// The worker that commits hands its rows to the relay itself; the sweep leaves them alone this long.
    private static let handoverLease = "10 seconds"

    static func send(_ entries: [OutboxEntry], to session: PostgresSession) throws(Failure) -> Int? {
        if entries.isEmpty { return nil }
        return try session.send(.post) { MessageColumns.bind(entries, to: &$0) }
    }

    static func ids(_ place: Int?, in replies: [PostgresReply]) throws(Failure) -> [Int64] {
        guard let place else { return [] }
        let reply = replies[place]
        var ids: [Int64] = []
        ids.reserveCapacity(reply.count)
        for row in 0..<reply.count { ids.append(try reply.int64(row, 0)) }
        return ids
    }

    /// Rows answered as id and message columns.
    static func rows(_ reply: PostgresReply) throws(Failure) -> [OutboxRow] {
        var rows: [OutboxRow] = []
        for row in 0..<reply.count {
            rows.append(OutboxRow(id: try reply.int64(row, 0), entry: try MessageColumns.read(reply, row, from: 1)))
        }
        return rows
    }

    fileprivate static let handoverEnd = "now() + interval '\(handoverLease)'"
}

extension Statement {
    fileprivate static let post = Statement(
        "outbox:post",
        """
        INSERT INTO outbox (\(MessageColumns.names), leased_until)
        SELECT new.*, \(OutboxTable.handoverEnd) FROM unnest(\(MessageColumns.arrays(from: 1))) AS new
        RETURNING id
        """)

    /// The oldest that nobody holds. The ids are chosen once, before the update.
    static let leaseOutbox = Statement(
        "outbox:lease",
        """
        WITH free AS (
            SELECT id FROM outbox WHERE leased_until <= $1 ORDER BY id LIMIT $2::bigint FOR UPDATE SKIP LOCKED
        ), leased AS (
            UPDATE outbox SET leased_until = $3 WHERE id = ANY (ARRAY(SELECT id FROM free))
            RETURNING id, \(MessageColumns.names)
        )
        SELECT * FROM leased ORDER BY id
        """)

    static let forgetOutbox = Statement("outbox:forget", "DELETE FROM outbox WHERE id = ANY ($1::bigint[])")

    static let takeOutbox = Statement(
        "outbox:take", "DELETE FROM outbox WHERE id = $1::bigint RETURNING id, \(MessageColumns.names)")
}
