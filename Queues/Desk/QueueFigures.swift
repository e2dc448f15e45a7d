package import Core

/// What the database knows of the queues at one moment.
package struct QueueFigures: Hashable, Sendable {
    package struct Waiting: Hashable, Sendable {
        package var count: Int64
        package var oldest: Moment

        package init(count: Int64, oldest: Moment) {
            self.count = count
            self.oldest = oldest
        }
    }

    package struct Setting: Hashable, Sendable {
        package var workers: Int64
        package var isPaused: Bool
        package var changedBy: String
        package var changedAt: Moment
    }

    /// By the server's clock, as every other instant here.
    package var now: Moment
    package var parked: [QueueName: Waiting] = [:]
    package var dead: [QueueName: Waiting] = [:]
    /// Not yet published, by routing key.
    package var outbox: [String: Waiting] = [:]
    package var settings: [QueueName: Setting] = [:]
    /// Workers that run, over all nodes alive.
    package var running: [QueueName: Int64] = [:]
    package var nodes: [String] = []
    /// Messages decided since the moment asked for; empty where none was.
    package var handled: [QueueName: Int64] = [:]

    package init(now: Moment) {
        self.now = now
    }
}

extension OperatorDesk {
    /// - Parameter since: counts what was decided after it; nil counts nothing.
    package func figures(since: Moment? = nil) throws(Failure) -> QueueFigures {
        guard let now = try ask(.now).first?.moment("now") else { throw .fatal("the database does not know the time") }
        var figures = QueueFigures(now: now)
        for row in try ask(.parkedFigures) { figures.parked[QueueName(try row.text("name"))] = try .init(row) }
        for row in try ask(.deadFigures) { figures.dead[QueueName(try row.text("name"))] = try .init(row) }
        for row in try ask(.outboxFigures) { figures.outbox[try row.text("name")] = try .init(row) }
        for row in try ask(.settings) {
            figures.settings[QueueName(try row.text("queue"))] = QueueFigures.Setting(
                workers: try row.integer("workers"), isPaused: try row.bool("paused"),
                changedBy: try row.text("changed_by"), changedAt: try row.moment("changed_at"))
        }
        for row in try ask(.nodes) {
            figures.nodes.append(try row.text("node"))
            for member in try row.object("workers").members {
                figures.running[QueueName(member.name), default: 0] += member.value.integer ?? 0
            }
        }
        if let since {
            for row in try ask(.handled, { $0.value(since) }) {
                figures.handled[QueueName(try row.text("queue"))] = try row.integer("count")
            }
        }
        return figures
    }
}

extension QueueFigures.Waiting {
    fileprivate init(_ row: DeskRow) throws(Failure) {
        self.init(count: try row.integer("count"), oldest: try row.moment("oldest"))
    }
}

extension Statement {
    fileprivate static let now = Statement("queues:now", "SELECT now() AS now")

    fileprivate static let parkedFigures = Statement(
        "parked:figures", "SELECT queue AS name, count(*) AS count, min(parked_at) AS oldest FROM parked GROUP BY queue")

    fileprivate static let deadFigures = Statement(
        "dead_letters:figures",
        """
        SELECT queue AS name, count(*) AS count, min(first_seen) AS oldest FROM dead_letters WHERE state = 'open'
        GROUP BY queue
        """)

    fileprivate static let outboxFigures = Statement(
        "outbox:figures",
        "SELECT routing_key AS name, count(*) AS count, min(made_at) AS oldest FROM outbox GROUP BY routing_key")

    fileprivate static let settings = Statement(
        "queue_settings:all", "SELECT queue, workers, paused, changed_by, changed_at FROM queue_settings ORDER BY queue")

    /// The same silence as the fleet's own (`PostgresFleet`).
    fileprivate static let nodes = Statement(
        "nodes:alive", "SELECT node, workers FROM nodes WHERE seen_at > now() - interval '5 seconds' ORDER BY node")

    /// What was decided lately was mostly made lately: older days are not searched.
    fileprivate static let handled = Statement(
        "inbox:handled",
        """
        SELECT queue, count(DISTINCT (key, scope)) AS count FROM inbox
        WHERE handled_at > $1 AND (day >= current_date - 1 OR day = '1970-01-01') GROUP BY queue
        """)
}
