import Core
import Glibc
import Support
import Synchronization

@testable import Queues

/// A database of its own for one test, made from a migrated template and dropped with this object.
final class PostgresDatabase: StoreHouse, Sendable {
    let name: String
    let settings: PostgresSettings

    /// - Parameter isMigrated: false for an empty one.
    init(isMigrated: Bool = true) throws {
        let url = try Self.serverURL()
        let label = String(UInt64.random(in: 0...UInt64.max), radix: 36)
        name = "guichet_test_\(label)"
        settings = PostgresSettings(url: Self.url(url, database: name), applicationName: name)
        let template = isMigrated ? try Self.template.withLock { try $0 ?? Self.makeTemplate(&$0, url) } : "template0"
        try Self.run("CREATE DATABASE \(name) TEMPLATE \(template)", on: url)
    }

    deinit {
        do {
            try Self.run("DROP DATABASE \(name) WITH (FORCE)", on: try Self.serverURL())
        } catch {
            print("database \(name) was not dropped: \(error)")
        }
    }

    // MARK: The house

    var now: Moment { Self.now }
    func store() throws -> any Store { PostgresStore(settings) }
    func outbox() throws -> any Outbox { PostgresOutbox(settings) }
    func agenda() throws -> any Agenda { PostgresAgenda(settings) }
    func fleet() throws -> any Fleet { PostgresFleet(settings) }

    func facts(of subject: String) throws -> [Object] {
        let sql = "SELECT data FROM history WHERE subject = $1 ORDER BY version"
        let session = try session()
        defer { session.drop() }
        let place = try session.send(Statement("test:facts", sql)) { $0.value(subject) }
        let reply = try session.finish()[place]
        return try (0..<reply.count).map { try JSONText.parse(reply.json($0, 0)).object ?? Object() }
    }

    func credentials(of subject: String) throws -> [String] {
        try query("SELECT kind FROM credentials WHERE subject = '\(subject)' ORDER BY kind").map { $0[0] }
    }

    func deadLetters() throws -> [String: Int] {
        var letters: [String: Int] = [:]
        for row in try query("SELECT reason, times_seen::text FROM dead_letters") { letters[row[0]] = Int(row[1]) }
        return letters
    }

    static var now: Moment {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Moment(microseconds: Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1000)
    }

    // MARK: Statements

    func session() throws -> PostgresSession {
        let session = PostgresSession(settings)
        try session.connect()
        return session
    }

    func run(_ script: String) throws { try Self.run(script, on: settings.url) }

    /// Rows of texts; NULL is `∅`.
    func query(_ sql: String) throws -> [[String]] {
        let session = try session()
        defer { session.drop() }
        let place = try session.send(Statement("test:\(sql)", sql))
        let reply = try session.finish()[place]
        return (0..<reply.count).map { row in (0..<reply.width).map { reply.optionalText(row, $0) ?? "∅" } }
    }

    /// Until a session of this database waits for another.
    func waitForLock() throws {
        try eventually("a session waits for a lock") {
            try query(
                "SELECT '' FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
            ).count > 0
        }
    }

    // MARK: The server

    static func serverURL() throws -> String {
        guard let url = getenv("GUICHET_TEST_DATABASE_URL") else {
            throw Failure.fatal("set GUICHET_TEST_DATABASE_URL to the URL of a PostgreSQL superuser (Ops/test does)")
        }
        return String(cString: url)
    }

    static func url(_ url: String, database: String) -> String {
        url + (url.contains("?") ? "&" : "?") + "dbname=\(database)"
    }

    static func run(_ script: String, on url: String) throws {
        let session = PostgresSession(PostgresSettings(url: url))
        try session.connect()
        defer { session.drop() }
        try session.run(script: script)
    }

    private static let template = Mutex<String?>(nil)

    /// One template per process and schema; the next process of the same schema and day finds it.
    private static func makeTemplate(_ made: inout String?, _ url: String) throws -> String {
        let schema = PostgresDigest.fingerprint(MigrationFile.all.flatMap(\.text))
        let name = "guichet_template_\(String(schema, radix: 36))_\(now.day.number)"
        let session = PostgresSession(PostgresSettings(url: url))
        try session.connect()
        defer { session.drop() }
        try session.run(script: "SELECT pg_advisory_lock(77001)")
        let place = try session.send(
            Statement("test:find template", "SELECT 1 FROM pg_database WHERE datname = $1::text")
        ) { $0.value(name) }
        if try session.finish()[place].count == 0 {
            try session.run(script: "DROP DATABASE IF EXISTS \(name)_new WITH (FORCE)")
            try session.run(script: "CREATE DATABASE \(name)_new TEMPLATE template0")
            _ = try Migrations(PostgresSettings(url: Self.url(url, database: "\(name)_new"))).migrate(now: now)
            try session.run(script: "ALTER DATABASE \(name)_new RENAME TO \(name)")
        }
        made = name
        return name
    }
}
