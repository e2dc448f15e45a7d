import Core
import Support
import Testing

@testable import Queues

/// What the contract cannot ask of every store: how this one keeps things in its tables.
@Suite struct `In the tables` {
    private let database: PostgresDatabase
    private let store: PostgresStore

    init() throws {
        database = try PostgresDatabase()
        store = PostgresStore(database.settings)
    }

    @Test func `a claim carries its verdict, its reasons and its transaction`() throws {
        let claims = [StoreContract.claim(1), StoreContract.claim(2, around: 3)]
        var changes = Changes()
        changes.verdicts = [VerdictEntry(claim: claims[1], verdict: .refused, note: [["rule": "ACC-2"]])]
        changes.history = [StoreContract.fact(claims[0], version: 1)]
        _ = try store.open(StoreContract.asking(claims))
        _ = try store.commit(changes)
        let sql = "SELECT verdict, note ->> 0, count(*)::text, min(queue || ' ' || id) FROM inbox GROUP BY 1, 2 ORDER BY 1"
        #expect(
            try database.query(sql) == [
                ["recorded", "∅", "1", "guichet.account \(UUIDText.text(1))"],
                ["refused", #"{"rule": "ACC-2"}"#, "3", "guichet.account \(UUIDText.text(2))"],
            ])
        let joined = "SELECT subject FROM history JOIN inbox ON inbox.tx = history.tx AND key = claim_key AND scope = claim_scope"
        #expect(try database.query(joined) == [["account/1"]])
    }

    @Test func `a fact is kept word for word`() throws {
        var changes = Changes()
        changes.history = [StoreContract.fact(StoreContract.claim(9), version: 1)]
        changes.history[0].actor = "portal"
        _ = try commit(changes)
        let sql = "SELECT version::text, name, data ->> 'text', at::text, source, cause, claim_key::text, actor FROM history"
        #expect(
            try database.query(sql) == [
                [
                    "1", "account.signed_up", "é \"quoted\"", "2026-09-21 14:13:20+00", "/portal", "cause", UUIDText.text(9),
                    "portal",
                ]
            ])
    }

    @Test func `a credential is replaced by the next`() throws {
        var changes = Changes()
        changes.credentials = ["one", "two"].map { Credential(subject: "account/1", kind: "password", hash: $0) }
        changes.credentials.append(Credential(subject: "account/2", kind: "password", hash: "three"))
        _ = try commit(changes)
        changes.credentials = [Credential(subject: "account/2", kind: "password", hash: "four")]
        _ = try commit(changes)
        #expect(
            try database.query("SELECT subject, hash FROM credentials ORDER BY 1") == [
                ["account/1", "two"], ["account/2", "four"],
            ])
    }

    @Test func `a dead letter can hold what PostgreSQL's text cannot`() throws {
        var letter = DeadLetter(
            queue: "guichet.account", kind: .malformed, field: "a\0b", reason: "r\0", exchange: "", routingKey: "k\0",
            properties: Properties(messageId: "\0", headers: ["h\0": ["x": "\0"]]), body: [0, 255], isSealed: false)
        letter.subject = "s\0"
        letter.eventId = String(repeating: "long", count: 5000)
        var changes = Changes()
        changes.dead = [letter]
        _ = try commit(changes)
        #expect(
            try database.query("SELECT field, subject, body::text, kind FROM dead_letters") == [
                ["a\u{FFFD}b", "s\u{FFFD}", "\\x00ff", "malformed"]
            ])
    }

    @Test func `a dead letter that was retried and comes back is open again, one that was dropped is not`() throws {
        var changes = Changes()
        changes.dead = ["one", "two"].map {
            DeadLetter(
                queue: "q", kind: .exhausted, field: nil, reason: $0, exchange: "", routingKey: $0, properties: Properties(),
                body: [], isSealed: false)
        }
        _ = try commit(changes)
        try database.run("UPDATE dead_letters SET state = CASE reason WHEN 'one' THEN 'retried' ELSE 'dropped' END")
        _ = try commit(changes)
        #expect(
            try database.query("SELECT state, times_seen::text FROM dead_letters ORDER BY reason") == [
                ["open", "2"], ["dropped", "2"],
            ])
    }

    @Test func `what no text or index can hold is malformed`() throws {
        var claim = StoreContract.asking([])
        claim.claims = [NewClaim(claim: StoreContract.claim(1), source: "a\0b", id: "1", type: "a.b")]
        #expect(kind { _ = try store.open(claim) } == "malformed")
        var huge = StoreContract.asking([])
        // Random, because PostgreSQL compresses what it indexes.
        let subject = String((0..<20_000).map { _ in Character(UnicodeScalar(UInt8.random(in: 33...126))) })
        huge.streams = [Stream(source: "a", subject: subject)]
        #expect(kind { _ = try store.open(huge) } == "malformed")
        #expect(try store.open(StoreContract.asking([StoreContract.claim(1)])).fresh.count == 1)
    }

    @Test func `names of tables and columns are never data`() throws {
        for (table, column) in [("accounts; DROP TABLE inbox", "id"), ("accounts", "id\" OR true"), ("", "id"), ("1", "id")] {
            var question = StoreContract.asking([])
            question.lookups = [Lookup(table: table, column: column, values: ["x"])]
            #expect(kind { _ = try store.open(question) } == "fatal")
        }
        #expect(try store.open(StoreContract.asking([StoreContract.claim(1)])).fresh.count == 1)
    }

    @Test func `a column that may find an entity has an index`() throws {
        let sql = """
            SELECT attname::text FROM pg_index JOIN pg_attribute ON attrelid = indrelid AND attnum = indkey[0]
            WHERE indrelid = 'accounts'::regclass
            """
        let indexed = Set(try database.query(sql).map { $0[0] })
        for column in Account.references + ["id"] { #expect(indexed.contains(column)) }
    }

    @Test func `an account and a mail have the columns of their rows`() throws {
        for (table, row) in [(Account.table, Account(id: "").row), (Notification.table, Notification(id: "").row)] {
            let sql =
                "SELECT attname::text FROM pg_attribute WHERE attrelid = '\(table)'::regclass AND attnum > 0 AND NOT attisdropped"
            let columns = Set(try database.query(sql).map { $0[0] })
            #expect(columns == Set(row.members.map(\.name) + ["id", "version", "sent"]))
        }
    }

    @Test func `what was sent is read as written; whatever else stands there stops the worker, and no message`() throws {
        var row = StoreContract.account(7, "seven@example.org")
        row.sent = ["guichet.notification": 3, "guichet.company": .max]
        var changes = Changes()
        changes.rows = [row]
        _ = try commit(changes)
        var question = StoreContract.asking([])
        question.lookups = [Lookup(table: "accounts", column: "id", values: [row.id])]
        #expect(try store.open(question).rows == [row])
        store.rollback()
        for broken in [#"{"a": "3"}"#, #"{"a": 3.5}"#, #"[]"#, #"{"a": null}"#] {
            try database.run("UPDATE accounts SET sent = '\(broken)'")
            #expect { try store.open(question) } throws: { error in
                guard case Failure.fatal(let message) = error else { return false }
                return message.contains("accounts.sent")
            }
        }
    }

    private func commit(_ changes: Changes) throws -> [Int64] {
        _ = try store.open(StoreContract.asking([]))
        return try store.commit(changes)
    }
}
