package import Core

/// The store on PostgreSQL: a batch is two round trips. Connects when first used, and again after its connection was lost.
package final class PostgresStore: Store {
    private let session: PostgresSession
    private var isOpen = false

    /// `attendant` is looked after while this waits for the server.
    package init(_ settings: PostgresSettings, attendant: (any Attendant)? = nil) {
        session = PostgresSession(settings, attendant: attendant, planning: .byIndex)
    }

    /// Connects now, so that a wrong setting shows at the start.
    package func connect() throws(Failure) { try session.connect() }

    package func open(_ question: Question) throws(Failure) -> Answer {
        try requireClosed("open")
        return try endingOnFailure { () throws(Failure) in
            try session.connect()
            isOpen = true
            try session.send(.begin)
            let claiming = try InboxTable.send(question.claims, queue: question.queue, to: session)
            let streams = try StreamsTable.send(question.streams, to: session)
            let lookups = try EntityTables.send(question.lookups, to: session)
            let asks = try Asks.send(question.asks, to: session)
            let fences = try LeasesTable.send(question.fences, to: session)
            let replies = try session.finish()
            var answer = Answer()
            if let claiming { answer.fresh = try InboxTable.fresh(claiming, in: replies) }
            if let streams { answer.last = try StreamsTable.last(streams, in: replies) }
            answer.rows = try EntityTables.rows(lookups, in: replies, over: session)
            answer.answers = try Asks.answers(asks, in: replies)
            answer.isFenced = LeasesTable.isFenced(question.fences, fences, in: replies)
            return answer
        }
    }

    package func commit(_ changes: Changes) throws(Failure) -> [Int64] {
        try write(changes, ending: .commit)
    }

    /// Writes as `commit` does, so that every constraint has its say, and takes all of it back.
    package func rehearse(_ changes: Changes) throws(Failure) -> [Int64] {
        try write(changes, ending: .rollback)
    }

    private func write(_ changes: Changes, ending: Statement) throws(Failure) -> [Int64] {
        guard isOpen else { throw .fatal("commit without an open transaction") }
        return try endingOnFailure { () throws(Failure) in
            try InboxTable.send(changes.verdicts, to: session)
            try InboxTable.send(unclaimed: changes.unclaimed, to: session)
            try EntityTables.send(changes.rows, to: session)
            try HistoryTable.send(changes.history, to: session)
            let outbox = try OutboxTable.send(changes.outbox, isHeld: changes.isHandedOver, to: session)
            try TimersTable.send(cancelled: changes.cancelledTimers, to: session)
            try TimersTable.send(changes.timers, to: session)
            try CredentialsTable.send(changes.credentials, to: session)
            try DocumentsTable.send(changes.documents, to: session)
            try ParkedTable.send(changes.parked, to: session)
            try StreamsTable.send(changes.streams, to: session)
            try DeadLettersTable.send(changes.dead, to: session)
            try StartsTable.send(finished: changes.finishedMarks, to: session)
            try LeasesTable.send(settled: changes.settledLeases, to: session)
            try Erasing.send(changes.erasures, to: session)
            try session.send(ending)
            let replies = try session.finish()
            isOpen = false
            return try OutboxTable.ids(outbox, in: replies)
        }
    }

    package func rollback() {
        guard isOpen else { return }
        isOpen = false
        guard session.isConnected else { return }
        do throws(Failure) {
            try session.send(.rollback)
            _ = try session.finish()
        } catch {
            // Without its connection the server rolls back by itself.
            session.drop()
        }
    }

    package func noteStart(of mark: UInt128, queue: QueueName, by process: String) throws(Failure) -> Int {
        try requireClosed("noteStart")
        try session.connect()
        return try StartsTable.note(mark, queue: queue, by: process, over: session)
    }

    package func lease(
        _ claim: Claim, queue: QueueName, owner: String, until: Moment, now: Moment
    ) throws(Failure) -> Lease {
        try requireClosed("lease")
        try session.connect()
        return try LeasesTable.take(claim, queue: queue, owner: owner, until: until, now: now, over: session)
    }

    package func renew(_ fence: Fence, until: Moment) throws(Failure) {
        try requireClosed("renew")
        try session.connect()
        try LeasesTable.renew(fence, until: until, over: session)
    }

    package func close() {
        isOpen = false
        session.drop()
    }

    private func requireClosed(_ call: String) throws(Failure) {
        if isOpen {
            rollback()
            throw .fatal("\(call) inside an open transaction")
        }
    }

    private func endingOnFailure<T>(_ body: () throws(Failure) -> T) throws(Failure) -> T {
        do throws(Failure) {
            return try body()
        } catch {
            rollback()
            throw error
        }
    }
}
