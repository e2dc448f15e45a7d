import Core
import Support
import Testing

@testable import Queues

@Suite struct `The inbox` {
    private let database: PostgresDatabase
    private let today = PostgresDatabase.now.day

    init() throws { database = try PostgresDatabase() }

    @Test func `has a partition for each day of the horizon and its margin, and one for no day`() throws {
        let days = try days()
        #expect(days.first == Day(number: 0).description)
        #expect(days.dropFirst().first == today.advanced(by: -32).description)
        #expect(days.last == today.advanced(by: 4).description)
        #expect(days.count == 1 + 32 + 1 + 4)
    }

    @Test func `moves on with the days: the old are dropped, the undated never`() throws {
        let store = PostgresStore(database.settings)
        let undated = Claim(key: 1, scope: 1, days: [Claim.undated])
        _ = try store.open(StoreContract.asking([undated, StoreContract.claim(2)]))
        _ = try store.commit(Changes())
        #expect(try store.noteStart(of: 1, queue: "q", by: "one") == 1)
        let agenda = PostgresAgenda(database.settings)
        let later = today.advanced(by: 40)
        try agenda.keepPartitions(now: later.start)
        let days = try days()
        #expect(days.first == Day(number: 0).description && days.dropFirst().first == later.advanced(by: -32).description)
        #expect(days.last == later.advanced(by: 4).description)
        #expect(try store.noteStart(of: 1, queue: "q", by: "two") == 1, "an old start mark is left")
        #expect(try store.open(StoreContract.asking([undated])).fresh.isEmpty)
    }

    @Test func `gets new partitions while a batch is open, and drops none that is in use`() throws {
        let store = PostgresStore(database.settings)
        _ = try store.open(StoreContract.asking([StoreContract.claim(1)]))
        let agenda = PostgresAgenda(database.settings)
        let later = today.advanced(by: 33)
        try agenda.keepPartitions(now: later.start)
        #expect(try days().contains(later.advanced(by: 4).description))
        #expect(try days().contains(today.description))
        _ = try store.commit(Changes())
        try agenda.keepPartitions(now: later.start)
        #expect(try !days().contains(today.description))
    }

    @Test func `takes no claim of a day it has no partition for, and that may pass`() throws {
        let store = PostgresStore(database.settings)
        let claim = Claim(key: 1, scope: 1, days: [today.advanced(by: 50)])
        #expect(kind { _ = try store.open(StoreContract.asking([claim])) } == "transient")
        try PostgresAgenda(database.settings).keepPartitions(now: today.advanced(by: 50).start)
        #expect(try store.open(StoreContract.asking([claim])).fresh == [claim])
    }

    private func days() throws -> [String] {
        let sql = """
            SELECT substring(pg_get_expr(relpartbound, pg_class.oid) from '''(.*)''') FROM pg_inherits
            JOIN pg_class ON pg_class.oid = inhrelid WHERE inhparent = 'inbox'::regclass ORDER BY 1
            """
        return try database.query(sql).map { $0[0] }
    }
}

@Suite struct `A hundred thousand timers` {
    @Test func `cost nothing until they are due`() throws {
        let database = try PostgresDatabase()
        try database.run(
            """
            INSERT INTO timers (key, due_at, exchange, routing_key, body, sealed)
            SELECT 'timer ' || n, timestamptz '2030-01-01' + n * interval '1 second', 'e', 'k', '', false
            FROM generate_series(1, 100000) AS n;
            INSERT INTO parked (queue, key, scope, source, id, type, due_at, reason, attempt, exchange, routing_key, body, sealed)
            SELECT 'q', gen_random_uuid(), n, 's', 'i', 't', timestamptz '2030-01-01' + n * interval '1 second', 'r', 1,
                'e', 'k', '', false
            FROM generate_series(1, 100000) AS n;
            ANALYZE timers, parked;
            """)
        let session = try database.session()
        for statement in [Statement.fireTimers, ParkedTable.fire] {
            let explained = Statement("test:explain", "EXPLAIN (ANALYZE, BUFFERS, FORMAT TEXT) " + statement.sql)
            try session.send(explained) { parameters in
                parameters.value(Moment(seconds: 1_893_456_000 + 60))
                parameters.value(Int64(500))
                parameters.value(Moment(seconds: 1_893_456_090))
            }
            let reply = try session.finish()[0]
            let plan = (0..<reply.count).map { reply.text($0, 0) }.joined(separator: "\n")
            #expect(plan.contains("_by_due"), "\(plan)")
            #expect(!plan.contains("Seq Scan on timers") && !plan.contains("Seq Scan on parked"), "\(plan)")
            session.drop()
            try session.connect()
        }
        let agenda = PostgresAgenda(database.settings)
        #expect(try agenda.nextDue() == Moment(seconds: 1_893_456_000 + 61))
        let plan = try database.query("EXPLAIN \(Statement.nextDue.sql)").map { $0[0] }.joined(separator: "\n")
        #expect(!plan.contains("Seq Scan"), "\(plan)")
    }
}
