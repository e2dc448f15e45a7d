package import Core

/// The outbox on PostgreSQL. Connects when first used, and again after its connection was lost.
package final class PostgresOutbox: Outbox {
    private let session: PostgresSession

    package init(_ settings: PostgresSettings, attendant: (any Attendant)? = nil) {
        session = PostgresSession(settings, attendant: attendant, planning: .byIndex)
    }

    package func lease(upTo limit: Int, until: Moment, now: Moment) throws(Failure) -> [OutboxRow] {
        try session.connect()
        let place = try session.send(.leaseOutbox) { parameters in
            parameters.value(now)
            parameters.value(Int64(limit))
            parameters.value(until)
        }
        return try OutboxTable.rows(try session.finish()[place])
    }

    package func forget(_ ids: [Int64]) throws(Failure) {
        if ids.isEmpty { return }
        try session.connect()
        try session.send(.forgetOutbox) { $0.array(ids.sorted()) }
        _ = try session.finish()
    }

    package func bury(_ id: Int64, reason: String) throws(Failure) {
        try session.connect()
        do throws(Failure) {
            try session.send(.begin)
            let place = try session.send(.takeOutbox) { $0.value(id) }
            for row in try OutboxTable.rows(try session.finish()[place]) {
                try DeadLettersTable.send([letter(row.entry, reason)], causes: [row.entry.cause], to: session)
            }
            try session.send(.commit)
            _ = try session.finish()
        } catch {
            // The server rolls back what its client left.
            session.drop()
            throw error
        }
    }

    package func close() { session.drop() }

    private func letter(_ entry: OutboxEntry, _ reason: String) -> DeadLetter {
        var letter = DeadLetter(
            queue: QueueName(Topology.unroutable), kind: .unroutable, field: nil, reason: reason, exchange: entry.exchange,
            routingKey: entry.routingKey, properties: entry.properties, body: entry.body, isSealed: entry.isSealed)
        letter.eventId = entry.properties.messageId
        return letter
    }
}
