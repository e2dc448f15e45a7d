package import Core

extension MemoryDatabase {
    package func relayOutbox() -> MemoryOutbox { MemoryOutbox(self) }
    package func agenda() -> MemoryAgenda { MemoryAgenda(self) }
}

/// The outbox of a `MemoryDatabase`.
package final class MemoryOutbox: Outbox {
    private let database: MemoryDatabase

    init(_ database: MemoryDatabase) {
        self.database = database
    }

    package func lease(upTo limit: Int, until: Moment, now: Moment) throws(Failure) -> [OutboxRow] {
        try database.guarded(.sweep) {
            var rows: [OutboxRow] = []
            for index in database.outbox.indices where database.outbox[index].held <= now {
                if rows.count == limit { break }
                database.outbox[index].held = until
                rows.append(OutboxRow(id: database.outbox[index].id, entry: database.outbox[index].entry))
            }
            return rows
        }
    }

    package func forget(_ ids: [Int64]) throws(Failure) {
        try database.guarded(.forget) { database.outbox.removeAll { ids.contains($0.id) } }
    }

    package func bury(_ id: Int64, reason: String) throws(Failure) {
        try database.guarded(.bury) {
            guard let index = database.outbox.firstIndex(where: { $0.id == id }) else { return }
            let entry = database.outbox.remove(at: index).entry
            var letter = DeadLetter(
                queue: QueueName(Topology.unroutable), kind: .unroutable, field: nil, reason: reason,
                exchange: entry.exchange, routingKey: entry.routingKey, properties: entry.properties, body: entry.body,
                isSealed: entry.isSealed)
            letter.eventId = entry.properties.messageId
            database.bury(letter)
        }
    }

    package func close() {}
}

/// Timers and parked messages of a `MemoryDatabase`.
package final class MemoryAgenda: Agenda {
    private let database: MemoryDatabase

    init(_ database: MemoryDatabase) {
        self.database = database
    }

    package func fire(upTo limit: Int, until: Moment, now: Moment) throws(Failure) -> [OutboxRow] {
        try database.guarded(.fire) {
            var rows: [OutboxRow] = []
            if !database.timers.isEmpty {
                let timers = database.timers.values.filter { $0.due <= now }.sorted { ($0.due, $0.key) < ($1.due, $1.key) }
                for timer in timers.prefix(limit) {
                    database.timers[timer.key] = nil
                    rows.append(database.insert(timer.message, heldUntil: until))
                }
            }
            if !database.parked.isEmpty {
                let waiting = database.parked.filter { isOver($0.value, at: now) }.sorted(by: comesFirst)
                for (key, entry) in waiting.prefix(limit) {
                    database.parked[key] = nil
                    rows.append(database.insert(entry.message, heldUntil: until))
                }
            }
            return rows
        }
    }

    package func nextDue() throws(Failure) -> Moment? {
        try database.guarded(.nextDue) {
            let due = database.timers.values.map(\.due) + database.parked.values.compactMap(\.due)
            return due.min()
        }
    }

    package func close() {}

    private func comesFirst(
        _ left: (key: MemoryDatabase.ParkingKey, value: ParkedEntry),
        _ right: (key: MemoryDatabase.ParkingKey, value: ParkedEntry)
    ) -> Bool {
        let never = Moment(microseconds: .max)
        return (left.value.due ?? never, left.key.key) < (right.value.due ?? never, right.key.key)
    }

    private func isOver(_ entry: ParkedEntry, at now: Moment) -> Bool {
        if let due = entry.due { return due <= now }
        guard let stream = entry.envelope.stream, let sequence = entry.envelope.sequence else { return true }
        return sequence <= (database.streams[stream] ?? 0) + 1
    }
}
