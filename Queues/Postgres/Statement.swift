/// One SQL statement. It is prepared under its name when a session first needs it.
struct Statement: Sendable {
    /// Unique among all statements; its part before the colon is the table it is about.
    let name: String
    let sql: String

    init(_ name: String, _ sql: String) {
        self.name = name
        self.sql = sql
    }

    var table: String { String(name.prefix { $0 != ":" }) }
}

extension Statement {
    static let begin = Statement("transaction:begin", "BEGIN")
    static let commit = Statement("transaction:commit", "COMMIT")
    static let rollback = Statement("transaction:rollback", "ROLLBACK")
}
