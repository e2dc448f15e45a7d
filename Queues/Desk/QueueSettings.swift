package import Core

extension OperatorDesk {
    /// How many workers the whole fleet is to have for this queue: 0 to 1000, else `conflict`.
    package func scale(_ queue: QueueName, to workers: Int, _ operation: Operation) throws(Failure) {
        try set(.scale, queue, operation, outcome: "\(workers) workers") { $0.value(Int32(clamping: workers)) }
    }

    package func pause(_ queue: QueueName, _ operation: Operation) throws(Failure) {
        try set(.pause, queue, operation, outcome: "paused") { $0.value(true) }
    }

    package func resume(_ queue: QueueName, _ operation: Operation) throws(Failure) {
        try set(.pause, queue, operation, outcome: "resumed") { $0.value(false) }
    }

    private func set(
        _ statement: Statement, _ queue: QueueName, _ operation: Operation, outcome: String,
        _ setting: (inout PostgresParameters) -> Void
    ) throws(Failure) {
        try transaction { () throws(Failure) in
            try ask(statement) {
                $0.value(queue.name)
                $0.value(operation.actor)
                setting(&$0)
            }
            try note(operation.with(["queue": .string(queue.name)]), outcome: outcome)
        }
    }
}

extension Statement {
    fileprivate static let scale = Statement(
        "queue_settings:scale",
        """
        INSERT INTO queue_settings (queue, changed_by, workers) VALUES ($1, $2, $3)
        ON CONFLICT (queue) DO UPDATE
        SET workers = EXCLUDED.workers, changed_by = EXCLUDED.changed_by, changed_at = now()
        """)

    fileprivate static let pause = Statement(
        "queue_settings:pause",
        """
        INSERT INTO queue_settings (queue, changed_by, paused) VALUES ($1, $2, $3)
        ON CONFLICT (queue) DO UPDATE
        SET paused = EXCLUDED.paused, changed_by = EXCLUDED.changed_by, changed_at = now()
        """)
}
