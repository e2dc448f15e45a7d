import Core

/// What PostgreSQL reports about an error, apart from its words.
struct PostgresError {
    var state: String
    var message: String
    var constraint: String?
    var column: String?
    /// The table the statement is about.
    var table: String
}

/// SQLSTATE to failure: the one table. Message texts are for people and decide nothing (they are translated).
enum PostgresFailure {
    static func from(_ error: PostgresError) -> Failure {
        let said = "\(error.message) (SQLSTATE \(error.state))"
        switch error.state {
        // A primary key of ours says: someone else wrote this version first. PostgreSQL names it <table>_pkey.
        case "23505" where error.constraint?.hasSuffix("_pkey") ?? false: return .transient(said)
        // No partition for this day: the daily upkeep is late.
        case "23514" where (error.constraint ?? "").isEmpty: return .transient(said)
        case "23502": return .conflict(constraint: "\(error.table).\(error.column ?? "")", message: said)
        case "23505", "23503", "23514", "23P01":
            return .conflict(constraint: error.constraint ?? error.state, message: said)
        // Too large for an index, too deep for the stack: the value's fault, not ours.
        case "54000", "54001": return .malformed(field: error.column ?? error.table, message: said)
        // A prepared statement that is gone or outdated; a new connection prepares it again.
        case "26000", "0A000": return .transient(said)
        // Read-only after a failover; busy; locked; idle too long in a transaction; data corrupted.
        case "25006", "25P03", "55006", "55P03": return .transient(said)
        case "XX001", "XX002": return .fatal(said)
        default: return byClass(error, said)
        }
    }

    private static func byClass(_ error: PostgresError, _ said: String) -> Failure {
        switch error.state.prefix(2) {
        case "08", "40", "53", "57", "58", "XX": .transient(said)
        case "22": .malformed(field: error.column ?? error.table, message: said)
        case "": .transient(said)  // made by the client library: the connection is gone
        default: .fatal(said)
        }
    }

    /// After these the connection serves no more, though it may look alive.
    static func endsSession(_ state: String) -> Bool {
        state == "26000" || state == "0A000" || state == "25P03" || state.hasPrefix("08") || state.hasPrefix("57P")
    }
}
