import Core
import Support
import Testing

@testable import Queues

@Suite struct `Two stores at once` {
    private let database: PostgresDatabase

    init() throws { database = try PostgresDatabase() }

    @Test(arguments: [true, false])
    func `give a claim to one: the other waits and learns what became of it`(_ commits: Bool) throws {
        let claim = StoreContract.claim(1)
        let first = PostgresStore(database.settings)
        #expect(try first.open(StoreContract.asking([claim])).fresh == [claim])
        let settings = database.settings
        let second = OnThread {
            let second = PostgresStore(settings)
            let fresh = try second.open(StoreContract.asking([claim])).fresh
            _ = try second.commit(Changes())
            return fresh
        }
        try database.waitForLock()
        if commits { _ = try first.commit(Changes()) } else { first.rollback() }
        #expect(try second.result() == (commits ? [] : [claim]))
    }

    @Test func `cannot both be the first of a stream`() throws {
        let stream = Stream(source: "/portal", subject: "account/1")
        var question = StoreContract.asking([])
        question.streams = [stream]
        let asked = question
        let first = PostgresStore(database.settings)
        #expect(try first.open(asked).last.isEmpty)
        var changes = Changes()
        changes.streams = [stream: 1]
        let settings = database.settings
        let second = OnThread { try PostgresStore(settings).open(asked).last }
        try database.waitForLock()
        _ = try first.commit(changes)
        #expect(try second.result() == [stream: 1])
    }

    @Test func `never lock each other out, in whatever order they ask`() throws {
        let settings = database.settings
        var changes = Changes()
        changes.rows = (1...40).map { StoreContract.account($0, "\($0)@example.org") }
        let store = PostgresStore(settings)
        _ = try store.open(StoreContract.asking([]))
        _ = try store.commit(changes)
        let threads = (0..<3).map { thread in OnThread { try StoreConcurrency.work(settings, seed: UInt128(thread)) } }
        #expect(try threads.flatMap { try $0.result() } == [])
        #expect(try database.query("SELECT count(*)::text FROM history") == [["\(3 * StoreConcurrency.rounds * 10)"]])
    }
}

private enum StoreConcurrency {
    static let rounds = 60

    /// Takes ten of forty subjects a round, in random order and by random columns, and writes to all tables.
    static func work(_ settings: PostgresSettings, seed: UInt128) throws -> [String] {
        var failures: [String] = []
        let store = PostgresStore(settings)
        for round in 0..<rounds {
            let subjects = (1...40).shuffled().prefix(10)
            var question = StoreContract.asking(
                (1...20).shuffled().map { StoreContract.claim(UInt128(round * 20 + $0), around: Int32($0 % 3)) })
            question.streams = subjects.map { Stream(source: "/portal", subject: "account/\($0)") }
            let (byId, byKey) = (subjects.prefix(5), subjects.suffix(5))
            question.lookups = [
                Lookup(table: "accounts", column: "id", values: byId.map { UUIDText.text(UInt128($0)) }),
                Lookup(table: "accounts", column: "email_key", values: byKey.map { "\($0)@example.org" }),
            ]
            do {
                let answer = try store.open(question)
                var changes = Changes()
                for row in answer.rows.shuffled() {
                    var next = row
                    next.version += 1
                    changes.rows.append(next)
                    let claim = StoreContract.claim(seed)
                    changes.history.append(StoreContract.fact(claim, subject: "account/\(row.id)", version: next.version))
                }
                for stream in question.streams { changes.streams[stream] = (answer.last[stream] ?? 0) + 1 }
                changes.unclaimed = answer.fresh.shuffled().prefix(3) + []
                _ = try store.commit(changes)
            } catch {
                failures.append("\(error)")
            }
        }
        return failures
    }
}
