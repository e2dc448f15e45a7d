/// The committed messages that wait to be published. Belongs to the relay's thread.
package protocol Outbox: AnyObject {
    /// Takes up to `limit` rows nobody holds, oldest first, and holds them until `until`.
    func lease(upTo limit: Int, until: Moment, now: Moment) throws(Failure) -> [OutboxRow]
    /// Published: forget them.
    func forget(_ ids: [Int64]) throws(Failure)
    /// No queue wants them: moved to the dead letters, in one transaction.
    func bury(_ id: Int64, reason: String) throws(Failure)
    func close()
}

/// Shared and not copied: it has many parts, and goes from the worker through the handover to the relay.
package final class OutboxRow: Hashable, Sendable {
    package let id: Int64
    package let entry: OutboxEntry

    package init(id: Int64, entry: OutboxEntry) {
        self.id = id
        self.entry = entry
    }

    package static func == (left: OutboxRow, right: OutboxRow) -> Bool { left.id == right.id && left.entry == right.entry }

    package func hash(into hasher: inout Hasher) { hasher.combine(id) }
}

/// What is due: timers and parked messages. Belongs to the clock's thread.
package protocol Agenda: AnyObject {
    /// Moves what is due into the outbox, up to `limit` rows of each kind, and what waits for a predecessor that has been
    /// seen. Returns the rows it made, held until `until`.
    func fire(upTo limit: Int, until: Moment, now: Moment) throws(Failure) -> [OutboxRow]
    /// When the next row is due; nil where none waits.
    func nextDue() throws(Failure) -> Moment?
    func close()
}
