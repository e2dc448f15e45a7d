import Core
import Glibc
import Support
import Testing

@testable import Queues

@Suite struct `A session` {
    private let database: PostgresDatabase

    init() throws { database = try PostgresDatabase() }

    @Test func `speaks UTC, has a name and limits, and keeps those its URL sets`() throws {
        let shown = try database.query(
            """
            SELECT current_setting('TimeZone'), current_setting('statement_timeout'),
                current_setting('idle_in_transaction_session_timeout'), current_setting('application_name')
            """)
        #expect(shown == [["UTC", "1min", "15s", database.name]])
        var settings = database.settings
        settings.url += "&application_name=mine&options=-c%20statement_timeout%3D7s%20-c%20TimeZone%3DAsia/Tokyo"
        let session = PostgresSession(settings)
        try session.connect()
        try session.send(
            Statement("test:own", "SELECT current_setting('statement_timeout'), current_setting('application_name')"))
        try session.send(Statement("test:zone", "SELECT current_setting('TimeZone')"))
        let replies = try session.finish()
        #expect([replies[0].text(0, 0), replies[0].text(0, 1), replies[1].text(0, 0)] == ["7s", "mine", "UTC"])
    }

    @Test func `tells statements apart whose names differ after 63 bytes`() throws {
        let session = try database.session()
        let long = "test:" + String(repeating: "x", count: 63)
        try session.send(Statement(long + "1", "SELECT 'one'"))
        try session.send(Statement(long + "2", "SELECT 'two'"))
        #expect(try session.finish().map { $0.text(0, 0) } == ["one", "two"])
        try session.send(Statement(long + "1", "SELECT 'one'"))
        #expect(try session.finish().map { $0.text(0, 0) } == ["one"])
    }

    @Test func `goes on after an error, in order and with its statements`() throws {
        let session = try database.session()
        let (one, bad, two) = (
            Statement("test:one", "SELECT 1"), Statement("test:bad", "SELECT 1 / $1::bigint"), Statement("test:two", "SELECT 2")
        )
        for divisor: Int64 in [0, 1, 0, 1] {
            do {
                try session.send(one)
                try session.send(bad) { $0.value(divisor) }
                try session.send(two)
                let replies = try session.finish()
                #expect(divisor == 1 && replies.count == 3)
                #expect(try replies[2].int32(0, 0) == 2)
            } catch Failure.malformed(_, let message) {
                #expect(divisor == 0 && message.contains("22012"))
            }
        }
        #expect(session.isConnected)
    }

    @Test func `carries megabytes each way in one round trip`() throws {
        let session = try database.session()
        let big = [UInt8](repeating: 42, count: 8 << 20)
        let echo = Statement("test:echo", "SELECT $1::bytea")
        for _ in 0..<4 { try session.send(echo) { $0.value(big) } }
        let replies = try session.finish()
        #expect(replies.count == 4 && replies.allSatisfy { $0.bytes(0, 0) == big })
    }

    @Test func `gives up a server that does not answer, and can begin anew`() throws {
        var settings = database.settings
        settings.patience = .milliseconds(300)
        let session = PostgresSession(settings)
        try session.connect()
        try session.send(Statement("test:sleep", "SELECT pg_sleep(60)"))
        #expect(kind { _ = try session.finish() } == "transient")
        #expect(!session.isConnected)
        try session.connect()
        try session.send(Statement("test:one", "SELECT 1"))
        #expect(try session.finish().count == 1)
    }

    @Test func `looks after its attendant while it waits`() throws {
        let attendant = try Bystander()
        let session = PostgresSession(database.settings, attendant: attendant)
        try session.connect()
        attendant.looks = 0
        attendant.poke()
        try session.send(Statement("test:sleep", "SELECT pg_sleep(2.2)"))
        _ = try session.finish()
        // Once for the poke, then once a second.
        #expect((3...4).contains(attendant.looks), "\(attendant.looks)")
    }

    @Test func `cut in the middle of a batch is transient, nothing of it is kept, and the store works again`() throws {
        let store = PostgresStore(database.settings)
        _ = try store.open(StoreContract.asking([StoreContract.claim(1)]))
        try cut()
        var changes = Changes()
        changes.outbox = [StoreContract.message("lost")]
        #expect(kind { _ = try store.commit(changes) } == "transient")
        store.rollback()
        #expect(try store.open(StoreContract.asking([StoreContract.claim(1)])).fresh.count == 1)
        try cut()
        #expect(kind { _ = try store.open(StoreContract.asking([])) } == "fatal", "it was open already")
        #expect(try store.open(StoreContract.asking([StoreContract.claim(1)])).fresh.count == 1)
        #expect(try database.query("SELECT count(*)::text FROM outbox") == [["0"]])
    }

    @Test func `cut while it waits for a lock is transient`() throws {
        let first = PostgresStore(database.settings)
        _ = try first.open(StoreContract.asking([StoreContract.claim(1)]))
        let settings = database.settings
        let second = OnThread {
            kind { _ = try PostgresStore(settings).open(StoreContract.asking([StoreContract.claim(1)])) }
        }
        try database.waitForLock()
        try cut("AND wait_event_type = 'Lock'")
        #expect(try second.result() == "transient")
        _ = try first.commit(Changes())
    }

    private func cut(_ which: String = "") throws {
        let session = PostgresSession(PostgresSettings(url: try PostgresDatabase.serverURL()))
        try session.connect()
        try session.send(
            Statement("test:cut", "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = $1 \(which)")
        ) { $0.value(database.name) }
        #expect(try session.finish()[0].count > 0)
    }
}

/// The kind of failure that a body throws, or `none`.
func kind(_ body: () throws -> Void) -> String {
    do {
        try body()
        return "none"
    } catch let failure as Failure {
        switch failure {
        case .malformed: return "malformed"
        case .transient: return "transient"
        case .conflict: return "conflict"
        case .fatal: return "fatal"
        }
    } catch {
        return "\(error)"
    }
}

/// Counts its looks. Readable after a poke, until looked at.
private final class Bystander: Attendant {
    private var ends: [Int32] = [-1, -1]
    var looks = 0

    var descriptor: Int32 { ends[0] }

    init() throws {
        guard pipe(&ends) == 0, fcntl(ends[0], F_SETFL, O_NONBLOCK) == 0 else { throw Failure.fatal("no pipe") }
    }

    deinit { for end in ends { close(end) } }

    func poke() {
        var byte: UInt8 = 1
        _ = write(ends[1], &byte, 1)
    }

    func attend() {
        looks += 1
        var byte: UInt8 = 0
        _ = read(ends[0], &byte, 1)
    }
}
