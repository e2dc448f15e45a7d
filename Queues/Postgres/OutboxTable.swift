import Core

/// `outbox`: messages committed and not yet published.
enum OutboxTable {
    /// The worker that commits hands its rows to the relay itself; the sweep leaves them alone this long.
    private static let handoverLease = "10 seconds"

    static func send(_ entries: [OutboxEntry], isHeld: Bool = true, to session: PostgresSession) throws(Failure) -> Int? {
        if entries.isEmpty { return nil }
        return try session.send(isHeld ? .post : .leave) { parameters, sharing in
            MessageColumns.bind(entries, sharing: sharing, to: &parameters)
            return true
        }
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

    fileprivate static func inserting(_ rows: RowStatement.Rows, until end: String) -> String {
        """
        INSERT INTO outbox (\(MessageColumns.names), leased_until)
        SELECT \(rows.list), \(end)::timestamptz FROM \(rows.source) RETURNING id
        """
    }

    fileprivate static let handoverEnd = "(now() + interval '\(handoverLease)')"
}

extension RowStatement {
    fileprivate static let post = RowStatement("outbox:post") { OutboxTable.inserting($0, until: OutboxTable.handoverEnd) }
    fileprivate static let leave = RowStatement("outbox:leave") { OutboxTable.inserting($0, until: "'-infinity'") }
}

extension Statement {
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
