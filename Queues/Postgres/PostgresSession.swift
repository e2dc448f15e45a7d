import CPostgres
package import Core
import Glibc

/// One PostgreSQL connection in pipeline mode. Statements are sent and answered in round trips: `send` any number,
/// then `finish`. Belongs to one thread.
///
/// After a failure that ends the connection, `isConnected` is false until `connect` makes a new one.
package final class PostgresSession {
    private let settings: PostgresSettings
    private let waiter: PostgresWaiter
    private var connection: OpaquePointer?
    private var parameters = PostgresParameters()
    /// The server's name of each statement that is prepared, by its own.
    private var prepared: [String: String] = [:]
    private var preparations = 0
    private var awaited: [Awaited] = []
    private var replyCount = 0
    /// What is known of entities' tables, by table.
    var tables: [String: KnownTable] = [:]
    /// Statements about rows, by their name and the columns that all rows share: their text is made once.
    private var shaped: [Shape: Statement] = [:]

    private enum Awaited {
        case preparation(Statement)
        case rows(Statement)
    }

    /// How the server may plan.
    package enum Planning: Sendable {
        /// As it sees fit: for reports.
        case free
        /// By index alone. A plan that is kept and was made while the tables were empty would read them whole for ever after.
        case byIndex
    }

    private let planning: Planning

    package init(_ settings: PostgresSettings, attendant: (any Attendant)? = nil, planning: Planning = .free) {
        self.settings = settings
        self.planning = planning
        self.waiter = PostgresWaiter(attendant: attendant)
    }

    deinit { if let connection { PQfinish(connection) } }

    package var isConnected: Bool { connection != nil }

    /// Does nothing where a connection stands.
    package func connect() throws(Failure) {
        guard connection == nil else { return }
        connection = try PostgresConnecting.connect(
            settings, waiter: waiter, until: PostgresDeadline(after: min(settings.patience, Self.longestConnecting)))
        let timeout = "\(settings.serverTimeout.microseconds / 1000)ms"
        do throws(Failure) {
            try send(.setUp) { $0.value(timeout) }
            if planning == .byIndex { try send(.planByIndex) }
            _ = try finish()
        } catch {
            drop()
            throw error
        }
    }

    package func drop() {
        if let connection { PQfinish(connection) }
        connection = nil
        prepared = [:]
        tables = [:]
        shaped = [:]
        forgetRoundTrip()
    }

    /// Queues a statement. Returns the place of its reply in what `finish` returns.
    @discardableResult
    func send(_ statement: Statement, _ fill: (inout PostgresParameters) -> Void = { _ in }) throws(Failure) -> Int {
        parameters.reset()
        fill(&parameters)
        return try send(filled: statement)
    }

    /// Queues a statement about rows; nil where `fill` says that they do not fit it.
    ///
    /// Columns are no longer shared where the rows' shapes vary so much that the server would remember too many statements.
    @discardableResult
    func send(
        _ statement: RowStatement, _ fill: (inout PostgresParameters, _ sharing: Bool) -> Bool
    ) throws(Failure) -> Int? {
        parameters.reset()
        guard fill(&parameters, prepared.count < Self.fewStatements) else { return nil }
        let shape = Shape(name: statement.name, shared: parameters.columns.map(\.isShared))
        if let known = shaped[shape] { return try send(filled: known) }
        let made = statement.statement(of: parameters.columns)
        shaped[shape] = made
        return try send(filled: made)
    }

    private struct Shape: Hashable {
        let name: String
        let shared: [Bool]
    }

    private static let fewStatements = 100
    /// Whoever has hours for a statement still learns soon that no server is there.
    private static let longestConnecting = Pause.seconds(30)

    private func send(filled statement: Statement) throws(Failure) -> Int {
        guard let connection else { throw .transient("the database connection was lost") }
        let name: String
        if let known = prepared[statement.name] {
            name = known
        } else {
            // The server sees 63 bytes of a name: the number in front keeps long names apart.
            preparations += 1
            name = "\(preparations) \(statement.name)"
            guard PQsendPrepare(connection, name, statement.sql, 0, nil) == 1 else { throw lost() }
            prepared[statement.name] = name
            awaited.append(.preparation(statement))
        }
        guard parameters.send(under: name, over: connection) else { throw lost() }
        awaited.append(.rows(statement))
        replyCount += 1
        return replyCount - 1
    }

    /// Ends the round trip: sends what is left, reads every answer. Throws the first error, after the others are read.
    func finish() throws(Failure) -> [PostgresReply] {
        guard let connection else { throw .transient("the database connection was lost") }
        guard PQpipelineSync(connection) == 1 else { throw lost() }
        let deadline = PostgresDeadline(after: settings.patience)
        var replies: [PostgresReply] = []
        var failure: Failure?
        var mustEnd = false
        var emptyHanded = 0
        var place = 0
        while emptyHanded < 3 {
            try awaitInput(on: connection, until: deadline)
            guard let result = PQgetResult(connection) else {
                emptyHanded += 1
                continue
            }
            emptyHanded = 0
            let reply = PostgresReply(owning: result)
            let status = PQresultStatus(result)
            if status == PGRES_PIPELINE_SYNC {
                forgetRoundTrip()
                if mustEnd { drop() }
                if let failure { throw failure }
                return replies
            }
            let question = place < awaited.count ? awaited[place] : nil
            place += 1
            let isGood = status == PGRES_TUPLES_OK || status == PGRES_COMMAND_OK
            if case .preparation(let statement) = question {
                if !isGood { prepared[statement.name] = nil }
            } else {
                replies.append(reply)
            }
            if !isGood, status != PGRES_PIPELINE_ABORTED, failure == nil {
                let error = PostgresError(result, about: question.map(Self.statement))
                failure = PostgresFailure.from(error)
                mustEnd = PostgresFailure.endsSession(error.state)
            }
        }
        let end = failure ?? lost()
        drop()
        throw end
    }

    /// Runs a text of several statements, without parameters, in a round trip of its own.
    func run(script: String) throws(Failure) {
        guard let connection else { throw .transient("the database connection was lost") }
        guard PQexitPipelineMode(connection) == 1, PQsendQuery(connection, script) == 1 else { throw lost() }
        let deadline = PostgresDeadline(after: settings.patience)
        var failure: Failure?
        while true {
            try awaitInput(on: connection, until: deadline)
            guard let result = PQgetResult(connection) else { break }
            let reply = PostgresReply(owning: result)
            if PQresultStatus(result) == PGRES_FATAL_ERROR, failure == nil {
                failure = PostgresFailure.from(PostgresError(result, about: nil))
            }
            _ = reply
        }
        guard PQenterPipelineMode(connection) == 1 else { throw failure ?? lost() }
        if let failure { throw failure }
    }

    private func awaitInput(on connection: OpaquePointer, until deadline: PostgresDeadline) throws(Failure) {
        while true {
            let unsent = PQflush(connection)
            guard unsent >= 0 else { throw lost() }
            if unsent == 0, PQisBusy(connection) == 0 { return }
            let events = Int16(POLLIN) | (unsent > 0 ? Int16(POLLOUT) : 0)
            guard waiter.wait(for: events, on: PQsocket(connection), until: deadline) else {
                drop()
                throw .transient("the database did not answer within \(settings.patience.seconds) s")
            }
            guard PQconsumeInput(connection) == 1 else { throw lost() }
        }
    }

    private func forgetRoundTrip() {
        awaited.removeAll(keepingCapacity: true)
        replyCount = 0
    }

    private func lost() -> Failure {
        let message = connection.flatMap { PQerrorMessage($0) }.map { String(cString: $0) } ?? ""
        drop()
        let firstLine = message.split(separator: "\n").first.map(String.init)
        return .transient(firstLine ?? "the database connection was lost")
    }

    private static func statement(of awaited: Awaited) -> Statement {
        switch awaited {
        case .preparation(let statement), .rows(let statement): statement
        }
    }
}

extension Statement {
    /// Timestamps are written in UTC. Timeouts set by the URL or the role stay.
    ///
    /// A server whose client is gone, or silent, gives up its locks within seconds: whoever waits for them gives up later.
    fileprivate static let setUp = Statement(
        "session:set up",
        """
        SELECT set_config('TimeZone', 'UTC', false), set_config('client_connection_check_interval', '2s', false),
            set_config('tcp_user_timeout', '10s', false), set_config('tcp_keepalives_idle', '5s', false),
            set_config('tcp_keepalives_interval', '2s', false), set_config('tcp_keepalives_count', '3', false),
            CASE current_setting('lock_timeout') WHEN '0' THEN set_config('lock_timeout', '20s', false) END,
            CASE current_setting('statement_timeout') WHEN '0' THEN set_config('statement_timeout', $1, false) END,
            CASE current_setting('idle_in_transaction_session_timeout') WHEN '0'
                THEN set_config('idle_in_transaction_session_timeout', '15s', false) END
        """)

    /// What may not be read by index counts as costly without end, and would be compiled for seconds before it is run.
    fileprivate static let planByIndex = Statement(
        "session:plan by index",
        """
        SELECT set_config('enable_seqscan', 'off', false), set_config('enable_hashjoin', 'off', false),
            set_config('enable_mergejoin', 'off', false), set_config('jit', 'off', false)
        """)
}
