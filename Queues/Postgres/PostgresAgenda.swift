package import Core

/// What is due, on PostgreSQL. Connects when first used, and again after its connection was lost.
package final class PostgresAgenda: Agenda {
    private let session: PostgresSession
    private var nextSweep = Moment.distantPast
    private var nextWholeSweep = Moment.distantPast

    /// A successor is released by the transaction that handles its predecessor. The sweep finds what an operator or an
    /// older program left, so it looks at all of it seldom.
    private static let sweepPause = Pause.seconds(1)
    private static let wholeSweepPause = Pause.minutes(1)

    package init(_ settings: PostgresSettings, attendant: (any Attendant)? = nil) {
        session = PostgresSession(settings, attendant: attendant, planning: .byIndex)
    }

    package func fire(upTo limit: Int, until: Moment, now: Moment) throws(Failure) -> [OutboxRow] {
        try session.connect()
        let bind = { (parameters: inout PostgresParameters) in
            parameters.value(now)
            parameters.value(Int64(limit))
            parameters.value(until)
        }
        // What is sent up to one sync is one transaction.
        try session.send(.fireTimers, bind)
        try session.send(ParkedTable.fire, bind)
        let isWhole = now >= nextWholeSweep
        let sweeps = isWhole || now >= nextSweep
        if sweeps {
            try session.send(ParkedTable.sweep) { parameters in
                bind(&parameters)
                parameters.value(isWhole)
            }
        }
        var rows: [OutboxRow] = []
        for reply in try session.finish() { rows += try OutboxTable.rows(reply) }
        if sweeps { nextSweep = now.adding(Self.sweepPause) }
        if isWhole { nextWholeSweep = now.adding(Self.wholeSweepPause) }
        return rows
    }

    package func nextDue() throws(Failure) -> Moment? {
        try session.connect()
        let place = try session.send(.nextDue)
        return try session.finish()[place].optionalMoment(0, 0)
    }

    /// Makes the inbox partitions of the days around `now`, and drops those and the start marks that are older than the
    /// horizon. To be called daily.
    package func keepPartitions(now: Moment, horizonDays: Int32 = 30) throws(Failure) {
        try session.connect()
        try session.send(.keepPartitions) { InboxTable.bindPartitions(now: now, horizonDays: horizonDays, to: &$0) }
        try session.send(.forgetStarts) { parameters in
            parameters.value(now)
            parameters.value(horizonDays)
        }
        _ = try session.finish()
    }

    /// Deletes the bytes of documents whose time is over, `limit` at most, and tells how many. Their tombstones stay.
    package func purgeDocuments(upTo limit: Int) throws(Failure) -> Int {
        try session.connect()
        let place = try session.send(.purgeDocuments) { $0.value(Int64(limit)) }
        return try session.finish()[place].affected
    }

    package func close() { session.drop() }
}
