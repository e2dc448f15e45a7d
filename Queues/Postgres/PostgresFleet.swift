package import Core

/// The fleet on PostgreSQL. Connects when first used, and again after its connection was lost.
package final class PostgresFleet: Fleet {
    private let session: PostgresSession

    /// A node silent for longer is gone.
    private static let silence = Pause.seconds(5)

    package init(_ settings: PostgresSettings, attendant: (any Attendant)? = nil) {
        session = PostgresSession(settings, attendant: attendant)
    }

    package func report(_ node: NodeReport, now: Moment) throws(Failure) -> FleetState {
        try session.connect()
        try session.send(.reportNode) { parameters in
            parameters.value(node.node)
            parameters.value(now)
            parameters.value(JSONB(text: JSONText.bytes(.object(Self.workers(node)))))
            parameters.value(JSONB(text: JSONText.bytes(.array(node.queues.map { .string($0.name) }))))
        }
        try session.send(.forgetNodes) { $0.value(now) }
        let nodes = try session.send(.findNodes) { $0.value(now.adding(Pause(microseconds: -Self.silence.microseconds))) }
        let settings = try session.send(.findSettings)
        let replies = try session.finish()
        var state = FleetState(settings: [:], nodes: [:])
        for row in 0..<replies[nodes].count {
            let queues = try JSONText.parse(replies[nodes].json(row, 1)).array ?? []
            state.nodes[replies[nodes].text(row, 0)] = queues.compactMap(\.string).map { QueueName($0) }
        }
        for row in 0..<replies[settings].count {
            state.settings[QueueName(replies[settings].text(row, 0))] = FleetState.Setting(
                workers: Int(try replies[settings].int32(row, 1)), isPaused: try replies[settings].bool(row, 2))
        }
        return state
    }

    package func leave(_ node: String) throws(Failure) {
        try session.connect()
        try session.send(.removeNode) { $0.value(node) }
        _ = try session.finish()
    }

    package func close() { session.drop() }

    private static func workers(_ node: NodeReport) -> Object {
        let sorted = node.workers.sorted { $0.key.name < $1.key.name }
        return Object(sorted.map { Object.Member(name: $0.key.name, value: .integer(Int64($0.value))) })
    }
}

extension Statement {
    fileprivate static let reportNode = Statement(
        "nodes:report",
        """
        INSERT INTO nodes (node, seen_at, started_at, workers, queues)
        VALUES ($1::text, $2::timestamptz, $2::timestamptz, $3::jsonb, $4::jsonb)
        ON CONFLICT (node) DO UPDATE SET seen_at = EXCLUDED.seen_at, workers = EXCLUDED.workers, queues = EXCLUDED.queues
        """)
    fileprivate static let forgetNodes = Statement(
        "nodes:forget", "DELETE FROM nodes WHERE seen_at < $1::timestamptz - interval '1 day'")
    fileprivate static let findNodes = Statement(
        "nodes:find", "SELECT node, queues FROM nodes WHERE seen_at > $1::timestamptz ORDER BY node")
    fileprivate static let removeNode = Statement("nodes:remove", "DELETE FROM nodes WHERE node = $1::text")
    fileprivate static let findSettings = Statement(
        "queue_settings:find", "SELECT queue, workers, paused FROM queue_settings ORDER BY queue")
}
