import Core
import Support
import Testing

@testable import Queues

/// A plan is kept for the life of a connection, and may have been made while the tables were empty.
@Suite struct `A plan made while the tables were empty` {
    private let database: PostgresDatabase

    init() throws { database = try PostgresDatabase() }

    /// Read in order, and only until there are enough.
    private static let ordered = ["outbox_pkey", "parked_lately"]

    @Test func `finds every row by its key`() throws {
        let session = PostgresSession(database.settings, planning: .byIndex)
        try session.connect()
        let kept: [(Statement, arguments: String)] = [
            (.lockStreams, "'{a}', '{b}'"), (.moveStreams, "'{a}', '{b}', '{1}'"), (ParkedTable.release, "'{a}', '{b}', '{1}'"),
            (ParkedTable.fire, "now(), 9, now()"), (.fireTimers, "now(), 9, now()"),
            (ParkedTable.sweep, "now(), 9, now(), false"), (.leaseOutbox, "now(), 9, now()"), (.forgetOutbox, "'{1}'"),
            (.judge, "'2026-11-21', '{}', '{}', '{}', '{}'"), (.unclaim, "'2026-11-21', '{}', '{}'"),
            (.lockLeases, "'{}', '{}', '{}'"), (.settleLeases, "'{}', '{}', '{}'"),
            (try EntityTables.loading("accounts", by: ["email_key", "id"]), "'{a}', '{\(UUIDText.text(1))}'"),
        ]
        try session.run(script: "SET plan_cache_mode = force_generic_plan")
        for (statement, arguments) in kept {
            try session.run(script: "PREPARE \"\(statement.name.prefix(60))\" AS \(statement.sql)")
            let explain = Statement(
                "explain \(statement.name)", "EXPLAIN EXECUTE \"\(statement.name.prefix(60))\"(\(arguments))")
            try session.send(explain)
            let reply = try session.finish()[0]
            let lines = (0..<reply.count).map { reply.text($0, 0) }
            let plan = "\(statement.name)\n\(lines.joined(separator: "\n"))"
            #expect(!plan.contains("Seq Scan") && !plan.contains("Hash Join") && !plan.contains("Merge Join"), "\(plan)")
            for (line, next) in zip(lines, lines.dropFirst() + [""]) where line.contains("Index Scan") {
                let isOrdered = Self.ordered.contains { line.contains($0) }
                #expect(next.contains("Index Cond") || isOrdered, "\(plan)")
            }
        }
    }
}
