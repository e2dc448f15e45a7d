package import Core

/// Blocks and gateways on PostgreSQL. Connects when first used, and again after its connection was lost.
package final class PostgresBlocklist: Blocklist {
    private let session: PostgresSession

    /// Two nodes seen within this time are there both.
    private static let rivalry = Pause.seconds(10)

    package init(_ settings: PostgresSettings) {
        session = PostgresSession(settings)
    }

    package func desired(now: Moment) throws(Failure) -> [BlockTarget: Moment] {
        try session.connect()
        let place = try session.send(.desiredBlocks) { $0.value(now) }
        let reply = try session.finish()[place]
        var desired: [BlockTarget: Moment] = [:]
        desired.reserveCapacity(reply.count)
        for row in 0..<reply.count { desired[try Self.target(reply, row)] = try reply.moment(row, 2) }
        return desired
    }

    package func unseen(by gateway: String, limit: Int) throws(Failure) -> [UnseenBlock] {
        try session.connect()
        let place = try session.send(.unseenBlocks) { parameters in
            parameters.value(gateway)
            parameters.value(Int64(limit))
        }
        let reply = try session.finish()[place]
        var blocks: [UnseenBlock] = []
        for row in 0..<reply.count {
            blocks.append(
                UnseenBlock(
                    id: UUIDText.text(try reply.uuid(row, 2)), target: try Self.target(reply, row),
                    revision: try reply.int64(row, 3), isDesired: try reply.bool(row, 4)))
        }
        return blocks
    }

    package func keep(_ report: GatewayReport) throws(Failure) -> String? {
        try session.connect()
        let others = try session.send(.rivalGateway) { parameters in
            parameters.value(report.name)
            parameters.value(report.node)
            parameters.value(report.seen.adding(Pause(microseconds: -Self.rivalry.microseconds)))
        }
        try session.send(.keepGateway) { parameters in
            parameters.value(report.name)
            parameters.value(report.node)
            parameters.value(report.seen)
            parameters.value(Int64(report.desired))
            parameters.value(Int64(report.observed))
            parameters.value(Int64(report.drift))
            parameters.value(Int64(report.repairs))
            parameters.value(report.problem)
        }
        let replies = try session.finish()
        return replies[others].count > 0 ? replies[others].text(0, 0) : nil
    }

    package func send(_ entries: [OutboxEntry]) throws(Failure) {
        try session.connect()
        // Nobody hands these over: the sweep takes them at once.
        _ = try OutboxTable.send(entries, isHeld: false, to: session)
        _ = try session.finish()
    }

    package func close() { session.drop() }

    private static func target(_ reply: PostgresReply, _ row: Int) throws(Failure) -> BlockTarget {
        guard let scope = BlockScope(rawValue: reply.text(row, 0)) else {
            throw .fatal("blocks.scope cannot be read: run `guichet migrate --check`")
        }
        return BlockTarget(try reply.prefix(row, 1), scope)
    }
}

extension Statement {
    fileprivate static let desiredBlocks = Statement(
        "blocks:desired",
        "SELECT scope, prefix, desired_until FROM blocks WHERE desired_until > $1::timestamptz")

    /// What waits for this gateway, or was seen by it while another was still known that is not any more.
    fileprivate static let unseenBlocks = Statement(
        "blocks:unseen",
        """
        SELECT scope, prefix, id, revision, desired_until IS NOT NULL
        FROM blocks
        WHERE state IN ('requested', 'lifting') AND (desired_until IS NULL OR desired_until > now())
        ORDER BY (observed -> $1::text ->> 'revision')::bigint IS NOT DISTINCT FROM revision, id
        LIMIT $2::bigint
        """)

    fileprivate static let rivalGateway = Statement(
        "gateways:rival",
        "SELECT node FROM gateways WHERE name = $1::text AND node <> $2::text AND seen_at > $3::timestamptz")

    fileprivate static let keepGateway = Statement(
        "gateways:keep",
        """
        INSERT INTO gateways (name, node, first_seen_at, seen_at, desired, observed, drift, repairs, problem)
        VALUES ($1::text, $2::text, $3::timestamptz, $3::timestamptz, $4::bigint, $5::bigint, $6::bigint, $7::bigint, $8::text)
        ON CONFLICT (name) DO UPDATE SET node = EXCLUDED.node, seen_at = EXCLUDED.seen_at, desired = EXCLUDED.desired,
            observed = EXCLUDED.observed, drift = EXCLUDED.drift, repairs = gateways.repairs + EXCLUDED.repairs,
            problem = EXCLUDED.problem
        """)
}
