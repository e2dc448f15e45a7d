import Core
import Support
import Testing

@testable import Queues

@Suite struct `A document store` {
    @Test(arguments: DocumentContract.clauses)
    func `in memory keeps the contract`(_ clause: DocumentContract.Clause) throws {
        try clause.ask(MemoryDocuments(now: PostgresDatabase.now))
    }

    @Test(arguments: DocumentContract.clauses)
    func `on PostgreSQL keeps the contract`(_ clause: DocumentContract.Clause) throws {
        let database = try PostgresDatabase()
        let store = PostgresDocuments(database.settings)
        defer { store.close() }
        try clause.ask(store)
    }

    // VER-13: a provable chain of custody.
    @Test func `lets nobody change, delete or empty it before the time, not even by SQL`() throws {
        let database = try PostgresDatabase()
        let store = PostgresDocuments(database.settings)
        var kept = DocumentContract.document("1", [1, 2])
        kept.purge = PostgresDatabase.now.adding(.days(1))
        _ = try store.put(kept)
        _ = try store.put(DocumentContract.document("2", [3]))
        for change in [
            "UPDATE documents SET bytes = ''", "UPDATE documents SET subject = 'x'", "UPDATE documents SET purge_at = now()",
            "DELETE FROM documents", "TRUNCATE documents",
        ] {
            #expect(throws: Failure.self, "\(change)") { try database.run(change) }
        }
        #expect(try store.get(kept.id)?.bytes == [1, 2])
        #expect(try PostgresAgenda(database.settings).purgeDocuments(upTo: 10) == 0)
    }

    // VER-13: what is left when the time is over.
    @Test func `leaves hash, size and dates of what had its time, for ever, and takes its id no more`() throws {
        let database = try PostgresDatabase()
        let store = PostgresDocuments(database.settings)
        var old = DocumentContract.document("1", [1, 2])
        old.purge = PostgresDatabase.now.adding(.seconds(-1))
        let kept = try store.put(old)
        let agenda = PostgresAgenda(database.settings)
        #expect(try agenda.purgeDocuments(upTo: 10) == 1)
        #expect(try agenda.purgeDocuments(upTo: 10) == 0)
        let left = try #require(try store.about(kept.id))
        #expect(left.about == kept && left.purged != nil)
        old.purge = nil
        #expect(try store.put(old) == kept)
        #expect(try store.get(kept.id) == nil)
        for change in [
            "DELETE FROM document_tombstones", "UPDATE document_tombstones SET size = 0", "TRUNCATE document_tombstones",
        ] {
            #expect(throws: Failure.self, "\(change)") { try database.run(change) }
        }
        #expect(try database.query("SELECT count(*)::text FROM documents") == [["0"]])
    }

    @Test func `answers what deciders ask of a document, and nothing of one that is gone`() throws {
        let database = try PostgresDatabase()
        let documents = PostgresDocuments(database.settings)
        let kept = try documents.put(DocumentContract.document("1", [1, 2, 3]))
        var old = DocumentContract.document("2", [1])
        old.purge = Moment(seconds: 1)
        _ = try documents.put(old)
        let asks = [Ask.document(kept.id), Ask.document(old.id), Ask.document(DocumentContract.document("3", []).id)]
        var question = StoreContract.asking([])
        question.asks = asks
        let answers = try PostgresStore(database.settings).open(question).answers
        #expect(answers[asks[0]]?.count == 1 && answers[asks[1]] == [] && answers[asks[2]] == [])
        let row = try #require(answers[asks[0]]?.first)
        #expect(row["subject"] == "company/1" && row["media_type"] == "application/pdf" && row["size"] == 3)
        #expect(row["sha256"] == .string(kept.sha256) && row["received_at"] == .moment(kept.receivedAt))
    }
}
