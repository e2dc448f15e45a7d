import Core
import Support
import Testing

@testable import Queues

@Suite struct `An error of PostgreSQL` {
    @Test(arguments: [
        "08000", "08006", "08P01", "57P01", "57P02", "57P03", "57P05", "40001", "40P01", "40003", "53000", "53100", "53200",
        "53300", "55P03", "57014", "25P03", "25006", "58030", "XX000", "26000", "0A000", "",
    ])
    func `may pass`(_ state: String) {
        #expect(kind(failure(state)) == "transient")
    }

    @Test(arguments: ["22001", "22003", "22008", "22021", "22P02", "22P05", "54000", "54001"])
    func `may be the value's fault`(_ state: String) {
        #expect(failure(state) == .malformed(field: "accounts", message: "words (SQLSTATE \(state))"))
        #expect(failure(state, column: "email") == .malformed(field: "email", message: "words (SQLSTATE \(state))"))
    }

    @Test(arguments: ["28000", "28P01", "3D000", "3F000", "42P01", "42703", "42601", "42501", "21000", "P0001", "XX001"])
    func `may be our fault`(_ state: String) {
        #expect(kind(failure(state)) == "fatal")
    }

    @Test(arguments: ["23505", "23P01", "23514", "23503"])
    func `may be a constraint, which is named`(_ state: String) {
        let words = "words (SQLSTATE \(state))"
        #expect(failure(state, constraint: "accounts_email_once") == .conflict(constraint: "accounts_email_once", message: words))
    }

    @Test func `names table and column where a value is missing`() {
        #expect(failure("23502", column: "email") == .conflict(constraint: "accounts.email", message: "words (SQLSTATE 23502)"))
    }

    @Test func `on a primary key means that a version moved on`() {
        #expect(kind(failure("23505", constraint: "history_pkey")) == "transient")
    }

    @Test func `about a day without a partition may pass`() {
        #expect(kind(failure("23514")) == "transient")
    }

    @Test func `at the door names its state inside libpq's text`() {
        let text = "connection to server at \"h\", port 1 failed: FATAL:  28P01: password authentication failed for user \"x\"\n"
        #expect(PostgresConnecting.sqlState(in: text) == "28P01")
        #expect(PostgresConnecting.sqlState(in: "could not translate host name \"h\" to address:  oops") == nil)
        #expect(PostgresConnecting.sqlState(in: "FATAL") == nil)
    }

    @Test func `at the door is told from a server that is away`() throws {
        let url = try PostgresDatabase.serverURL()
        func connect(_ url: String) -> String {
            do throws(Failure) {
                try PostgresSession(PostgresSettings(url: url, patience: .seconds(10))).connect()
                return "connected"
            } catch {
                return kind(error)
            }
        }
        #expect(connect(url) == "connected")
        #expect(connect(PostgresDatabase.url(url, database: "no_such_database")) == "fatal")
        #expect(connect("postgresql://h/?no_such_setting=1") == "fatal")
        #expect(connect("postgresql://127.0.0.1:1/x") == "transient")
        #expect(connect(PostgresDatabase.url(url, database: "postgres&sslmode=verify-full&sslrootcert=/nowhere")) == "transient")
    }

    private func kind(_ failure: Failure) -> String {
        switch failure {
        case .malformed: "malformed"
        case .transient: "transient"
        case .conflict: "conflict"
        case .fatal: "fatal"
        }
    }

    private func failure(_ state: String, constraint: String? = nil, column: String? = nil) -> Failure {
        PostgresFailure.from(
            PostgresError(state: state, message: "words", constraint: constraint, column: column, table: "accounts"))
    }
}
