import Core
import Foundation
import Support
import Testing

@testable import Queues

@Suite struct `The schema` {
    private let database: PostgresDatabase

    init() throws { database = try PostgresDatabase(isMigrated: false) }

    @Test func `lists each of its files, in order`() throws {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../Queues/Postgres/Schema")
        let files = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".sql") }.sorted()
        #expect(MigrationFile.all.map { $0.name + ".sql" } == files)
        #expect(MigrationFile.all.map(\.version) == Array(1...Int32(files.count)))
        for file in MigrationFile.all { #expect(file.text.starts(with: Array("-- ".utf8)), "\(file.name) does not say why") }
    }

    @Test func `is made once, and then is current`() throws {
        let migrations = Migrations(database.settings)
        #expect(try migrations.check().pending == MigrationFile.all.map(\.name))
        #expect(try database.query("SELECT to_regclass('migrations')::text") == [["∅"]], "a check wrote")
        #expect(try migrations.migrate(now: PostgresDatabase.now) == MigrationFile.all.map(\.name))
        #expect(try migrations.check().isCurrent)
        #expect(try migrations.migrate(now: PostgresDatabase.now).isEmpty)
    }

    @Test func `is made once by many at the same time`() throws {
        let settings = database.settings
        let threads = (0..<4).map { _ in OnThread { try Migrations(settings).migrate(now: PostgresDatabase.now) } }
        let made = try threads.map { try $0.result() }
        #expect(made.filter { !$0.isEmpty } == [MigrationFile.all.map(\.name)])
        #expect(try Migrations(settings).check().isCurrent)
    }

    @Test func `is refused where an applied file has changed, and says which`() throws {
        _ = try Migrations(database.settings).migrate(now: PostgresDatabase.now)
        var files = MigrationFile.all
        files[1] = MigrationFile(name: files[1].name, text: files[1].text + Array("-- more".utf8))
        files.append(MigrationFile(name: "V900_later", text: Array("CREATE TABLE later ()".utf8)))
        let changed = Migrations(database.settings, files: files)
        #expect(try changed.check() == Migrations.Report(pending: ["V900_later"], changed: ["V002_history"], unknown: []))
        #expect { _ = try changed.migrate(now: PostgresDatabase.now) } throws: { error in
            if case .fatal(let message) = error as? Failure { message.contains("V002_history") } else { false }
        }
        #expect(try database.query("SELECT to_regclass('later')::text") == [["∅"]])
    }

    @Test func `knows what a newer program applied`() throws {
        _ = try Migrations(database.settings).migrate(now: PostgresDatabase.now)
        try database.run("INSERT INTO migrations VALUES (901, 'V901_newer', '')")
        #expect(try Migrations(database.settings).check().unknown == ["V901_newer"])
    }

    @Test func `keeps what an older one held`() throws {
        let older = Array(MigrationFile.all.prefix { $0.version < 38 })
        _ = try Migrations(database.settings, files: older).migrate(now: PostgresDatabase.now)
        try database.run(
            """
            INSERT INTO prefixes (id, version, sent, prefix, valid_from, protected)
            VALUES ('\(UUIDText.text(5))', 3, '{"guichet.network": 2, "guichet.abuse": 40}', '192.0.2.0/24', now(), false)
            """)
        _ = try Migrations(database.settings).migrate(now: PostgresDatabase.now)
        let store = PostgresStore(database.settings)
        var question = StoreContract.asking([])
        question.lookups = [Lookup(table: "prefixes", column: "id", values: [UUIDText.text(5)])]
        #expect(try store.open(question).rows.map(\.sent) == [["guichet.network": 2, "guichet.abuse": 40]])
    }

    @Test func `forgets a file that fails halfway`() throws {
        let text = "CREATE TABLE half (); SELECT * FROM nowhere; CREATE TABLE whole ();"
        let files = [MigrationFile(name: "V001_half", text: Array(text.utf8))]
        #expect(throws: Failure.self) {
            _ = try Migrations(database.settings, files: files).migrate(now: PostgresDatabase.now)
        }
        #expect(try database.query("SELECT to_regclass('half')::text") == [["∅"]])
        #expect(try Migrations(database.settings, files: files).check().pending == ["V001_half"])
    }
}
