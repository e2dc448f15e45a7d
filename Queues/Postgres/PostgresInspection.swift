package import Core

/// What of a server decides whether a commit is kept, and whether clocks and schema are as they should be.
package struct PostgresInspection: Hashable, Sendable {
    /// `150014`
    package let versionNumber: Int32
    package let version: String
    package let synchronousCommit: String
    package let fsync: String
    package let fullPageWrites: String
    /// A standby takes no writes.
    package let isStandby: Bool
    /// The server's clock, and half the time that asking took.
    package let now: Moment
    package let uncertainty: Pause
    /// Days among those asked for that the inbox has no partition of.
    package let missingDays: [Day]

    /// `clock` is read before and after. Writes nothing.
    package static func look(
        at settings: PostgresSettings, days: ClosedRange<Day>, clock: () -> Moment
    ) throws(Failure) -> (PostgresInspection, offset: Pause) {
        let session = PostgresSession(settings)
        try session.connect()
        defer { session.drop() }
        // Once for the plan, so that the second time measures the way alone.
        try session.send(.inspect)
        _ = try session.finish()
        let before = clock()
        try session.send(.inspect)
        guard let reply = try session.finish().first, reply.count == 1 else {
            throw .fatal("the database says nothing of itself")
        }
        let after = clock()
        let wanted = (days.lowerBound.number...days.upperBound.number).map(Day.init)
        try session.send(.missingPartitions) { $0.array(wanted) { $0 } }
        let missing = try session.finish().first
        let middle = Moment(microseconds: (before.microseconds + after.microseconds) / 2)
        let inspection = PostgresInspection(
            versionNumber: try reply.int32(0, 0), version: reply.text(0, 1), synchronousCommit: reply.text(0, 2),
            fsync: reply.text(0, 3), fullPageWrites: reply.text(0, 4), isStandby: try reply.bool(0, 5),
            now: try reply.moment(0, 6),
            uncertainty: Pause(microseconds: (after.microseconds - before.microseconds) / 2),
            missingDays: try (0..<(missing?.count ?? 0)).map { (row) throws(Failure) in try missing?.day(row, 0) ?? Day(number: 0)
            })
        return (inspection, Pause(microseconds: inspection.now.microseconds - middle.microseconds))
    }
}

extension Statement {
    fileprivate static let inspect = Statement(
        "server:inspect",
        """
        SELECT current_setting('server_version_num')::integer, current_setting('server_version'),
            current_setting('synchronous_commit'), current_setting('fsync'), current_setting('full_page_writes'),
            pg_is_in_recovery(), clock_timestamp()
        """)
    fileprivate static let missingPartitions = Statement(
        "inbox:missing partitions",
        """
        SELECT wanted FROM unnest($1::date[]) AS wanted
        WHERE to_regclass('inbox_' || to_char(wanted, 'YYYYMMDD')) IS NULL ORDER BY wanted
        """)
}
