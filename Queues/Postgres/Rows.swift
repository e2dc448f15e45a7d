import Core

/// A statement about many rows at once, whose columns come as arrays or, where all rows share it, as one value.
struct RowStatement: Sendable {
    /// As a statement's.
    let name: String
    /// The statement around its rows, a select list and what it is taken from.
    let sql: @Sendable (Rows) -> String

    /// The rows in SQL.
    struct Rows {
        /// `$1::text, new.c2, …`: the columns in the order they were bound.
        let list: String
        /// `unnest($2::uuid[], …) AS new (c2, …)`
        let source: String
    }

    init(_ name: String, _ sql: @escaping @Sendable (Rows) -> String) {
        self.name = name
        self.sql = sql
    }

    /// At least one of the columns is an array.
    func statement(of columns: [PostgresParameters.Column]) -> Statement {
        let shape = columns.map { $0.isShared ? "=" : "*" }.joined()
        let numbered = columns.enumerated().map { (number: $0.offset + 1, column: $0.element) }
        let list = numbered.map { number, column in
            (column.isShared ? "$\(number)::\(PostgresType.name(column.type))" : "new.c\(number)")
                + (column.cast.map { "::\(PostgresType.name($0))" } ?? "")
        }
        let arrays = numbered.filter { !$0.column.isShared }
        let parameters = arrays.map { "$\($0.number)::\(PostgresType.name($0.column.type))[]" }.joined(separator: ", ")
        let names = arrays.map { "c\($0.number)" }.joined(separator: ", ")
        return Statement(
            name + " " + shape,
            sql(Rows(list: list.joined(separator: ", "), source: "unnest(\(parameters)) AS new (\(names))")))
    }
}
