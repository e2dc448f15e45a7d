import CPostgres
import Core
import Glibc

/// Makes a libpq connection without blocking on its socket.
enum PostgresConnecting {
    /// Non-blocking, in pipeline mode, silent about notices.
    static func connect(
        _ settings: PostgresSettings, waiter: PostgresWaiter, until deadline: PostgresDeadline
    ) throws(Failure) -> OpaquePointer {
        guard let options = PQconninfoParse(settings.url, nil) else {
            throw .fatal("libpq cannot read the database URL")
        }
        PQconninfoFree(options)
        guard let connection = start(settings) else { throw .transient("no memory for a database connection") }
        // So that a refusal names its SQLSTATE.
        PQsetErrorVerbosity(connection, PQERRORS_VERBOSE)
        do throws(Failure) {
            try advance(connection, waiter: waiter, until: deadline)
        } catch {
            PQfinish(connection)
            throw error
        }
        PQsetErrorVerbosity(connection, PQERRORS_DEFAULT)
        PQsetNoticeProcessor(connection, { _, _ in }, nil)
        guard PQsetnonblocking(connection, 1) == 0, PQenterPipelineMode(connection) == 1 else {
            PQfinish(connection)
            throw .transient("the database connection was lost as it was made")
        }
        return connection
    }

    /// What comes before `dbname` is a default that the URL may override; what comes after holds in any case.
    private static func start(_ settings: PostgresSettings) -> OpaquePointer? {
        let pairs = [
            ("tcp_user_timeout", "30000"), ("fallback_application_name", settings.applicationName),
            ("dbname", settings.url), ("client_encoding", "UTF8"),
        ]
        let names = pairs.map { strdup($0.0) }
        let values = pairs.map { strdup($0.1) }
        defer { for text in names + values { free(text) } }
        let constNames = names.map { UnsafePointer($0) } + [nil]
        let constValues = values.map { UnsafePointer($0) } + [nil]
        return PQconnectStartParams(constNames, constValues, 1)
    }

    private static func advance(
        _ connection: OpaquePointer, waiter: PostgresWaiter, until deadline: PostgresDeadline
    ) throws(Failure) {
        guard PQstatus(connection) != CONNECTION_BAD else { throw refusal(connection) }
        var state = PGRES_POLLING_WRITING
        while state != PGRES_POLLING_OK {
            guard state != PGRES_POLLING_FAILED else { throw refusal(connection) }
            let events = state == PGRES_POLLING_READING ? POLLIN : POLLOUT
            guard waiter.wait(for: Int16(events), on: PQsocket(connection), until: deadline) else {
                throw .transient("the database did not take a connection in time")
            }
            state = PQconnectPoll(connection)
        }
    }

    private static func refusal(_ connection: OpaquePointer) -> Failure {
        let message = PQerrorMessage(connection).map { String(cString: $0) } ?? ""
        let firstLine = message.split(separator: "\n").first.map(String.init) ?? "no connection"
        if PQconnectionNeedsPassword(connection) == 1 { return .fatal(firstLine) }
        let error = PostgresError(state: sqlState(in: message) ?? "", message: firstLine, table: "connection")
        return PostgresFailure.from(error)
    }

    /// libpq gives no SQLSTATE for a refused connection but inside its verbose text: `FATAL:  28P01: …`.
    /// The last one counts where several hosts were tried.
    static func sqlState(in message: String) -> String? {
        let bytes = Array(message.utf8)
        guard bytes.count > 9 else { return nil }
        var found: String?
        for start in 0..<bytes.count - 8 where bytes[start] == 0x3A && bytes[start + 1] == 0x20 && bytes[start + 2] == 0x20 {
            let code = bytes[start + 3..<start + 8]
            let isCode = code.allSatisfy { (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) }
            if isCode, bytes[start + 8] == 0x3A { found = String(decoding: code, as: UTF8.self) }
        }
        return found
    }
}
