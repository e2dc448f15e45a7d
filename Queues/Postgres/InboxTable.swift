import Core

/// `inbox`: which messages were decided.
enum InboxTable {
    /// Days a message may be old. The partitions reach two days further, for the neighbours of a claim's day and for
    /// clocks that differ.
    static let horizonDays: Int32 = 30
    private static let daysAhead: Int32 = 4

    /// One row of a claim; `place` says whose.
    fileprivate struct Row {
        var key: UInt128
        var scope: Int64
        var day: Day
        var place: Int

        func isSame(_ reply: PostgresReply, _ row: Int) throws(Failure) -> Bool {
            let (foundKey, foundScope) = (try reply.uuid(row, 0), try reply.int64(row, 1))
            let foundDay = try reply.day(row, 2)
            return foundKey == key && foundScope == scope && foundDay == day
        }
    }

    /// Claims on their way: what was asked, to be compared with what was inserted.
    struct Claiming {
        fileprivate let claims: [NewClaim]
        fileprivate let rows: [Row]
        let reply: Int
    }

    /// Inserts in the order of the primary key, so that two batches never wait for each other crosswise.
    static func send(_ claims: [NewClaim], queue: QueueName, to session: PostgresSession) throws(Failure) -> Claiming? {
        if claims.isEmpty { return nil }
        let rows = rows(claims.map(\.claim)).sorted {
            if $0.key != $1.key { return $0.key < $1.key }
            if $0.scope != $1.scope { return $0.scope < $1.scope }
            return ($0.day, $0.place) < ($1.day, $1.place)
        }
        let reply = try session.send(.claim) { parameters, sharing in
            parameters.column(sharing: sharing, rows) { $0.day }
            parameters.column(rows) { $0.key }
            parameters.column(sharing: sharing, rows) { $0.scope }
            parameters.column(sharing: sharing, rows) { claims[$0.place].source }
            parameters.column(rows) { claims[$0.place].id }
            parameters.column(sharing: sharing, rows) { claims[$0.place].type.name }
            parameters.column(sharing: sharing, rows) { _ in queue.name }
            return true
        }
        guard let reply else { return nil }
        return Claiming(claims: claims, rows: rows, reply: reply)
    }

    /// A claim is fresh where every one of its rows was inserted, and by it. The answer lists the inserted rows in the
    /// order they were sent, so one walk through both lists finds them.
    static func fresh(_ claiming: Claiming, in replies: [PostgresReply]) throws(Failure) -> Set<Claim> {
        let reply = replies[claiming.reply]
        var missing = [Bool](repeating: false, count: claiming.claims.count)
        var next = 0
        for row in claiming.rows {
            if next < reply.count, try row.isSame(reply, next) {
                next += 1
            } else {
                missing[row.place] = true
            }
        }
        guard next == reply.count else { throw .fatal("the inbox answered other claims than were made") }
        var fresh = Set<Claim>(minimumCapacity: claiming.claims.count)
        for (place, new) in claiming.claims.enumerated() where !missing[place] { fresh.insert(new.claim) }
        return fresh
    }

    static func send(_ verdicts: [VerdictEntry], to session: PostgresSession) throws(Failure) {
        for (day, rows) in byDay(verdicts.map(\.claim)) {
            try session.send(.judge) { parameters in
                parameters.value(day)
                parameters.array(rows) { $0.key }
                parameters.array(rows) { $0.scope }
                parameters.array(rows) { verdicts[$0.place].verdict.rawValue }
                parameters.array(rows) { JSONB(text: JSONText.bytes(verdicts[$0.place].note)) }
            }
        }
    }

    static func send(unclaimed: [Claim], to session: PostgresSession) throws(Failure) {
        for (day, rows) in byDay(unclaimed) {
            try session.send(.unclaim) { parameters in
                parameters.value(day)
                parameters.array(rows) { $0.key }
                parameters.array(rows) { $0.scope }
            }
        }
    }

    static func bindPartitions(now: Moment, horizonDays: Int32, to parameters: inout PostgresParameters) {
        parameters.value(now.day)
        parameters.value(horizonDays + 2)
        parameters.value(daysAhead)
    }

    private static func rows(_ claims: [Claim]) -> [Row] {
        var rows: [Row] = []
        rows.reserveCapacity(claims.count)
        for (place, claim) in claims.enumerated() {
            for day in claim.days { rows.append(Row(key: claim.key, scope: claim.scope, day: day, place: place)) }
        }
        return rows
    }

    /// One statement per day looks into one partition alone.
    private static func byDay(_ claims: [Claim]) -> [(key: Day, value: [Row])] {
        Dictionary(grouping: rows(claims), by: \.day).sorted { $0.key < $1.key }
    }
}

extension RowStatement {
    fileprivate static let claim = RowStatement("inbox:claim") { rows in
        """
        INSERT INTO inbox (day, key, scope, source, id, type, queue) SELECT \(rows.list) FROM \(rows.source)
        ON CONFLICT DO NOTHING RETURNING key, scope, day
        """
    }
}

extension Statement {
    static let judge = Statement(
        "inbox:judge",
        """
        UPDATE inbox SET verdict = judged.verdict, note = judged.note
        FROM unnest($2::uuid[], $3::bigint[], $4::text[], $5::jsonb[]) AS judged (key, scope, verdict, note)
        WHERE inbox.day = $1 AND inbox.key = judged.key AND inbox.scope = judged.scope
        """)

    static let unclaim = Statement(
        "inbox:unclaim",
        """
        DELETE FROM inbox USING unnest($2::uuid[], $3::bigint[]) AS undecided (key, scope)
        WHERE inbox.day = $1 AND inbox.key = undecided.key AND inbox.scope = undecided.scope
        """)

    static let keepPartitions = Statement(
        "inbox:keep partitions", "SELECT 1 FROM keep_inbox_partitions($1::date, $2::integer, $3::integer)")
}
