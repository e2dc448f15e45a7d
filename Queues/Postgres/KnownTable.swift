import Core

/// What a session knows of one entity's table, so that no batch has to find it out again.
struct KnownTable {
    /// By column, as the server named them when it answered rows; nil before.
    fileprivate(set) var types: [String: UInt32]?
    fileprivate var loadings: [(columns: [String], statement: Statement)] = []
    fileprivate var savings: [(columns: [String], statements: Saving)] = []

    /// Two ways to write rows: in their columns' own types where those are known, and without.
    struct Saving {
        let typed: RowStatement
        let untyped: Statement
    }
}

extension PostgresSession {
    func learn(_ table: String, _ columns: [(name: String, type: UInt32)]) {
        if tables[table]?.types != nil { return }
        tables[table, default: KnownTable()].types = Dictionary(
            columns.map { ($0.name, $0.type) }, uniquingKeysWith: { first, _ in first })
    }

    func loading(_ table: String, by columns: [String]) throws(Failure) -> Statement {
        if let known = tables[table]?.loadings.first(where: { $0.columns == columns }) { return known.statement }
        let statement = try EntityTables.loading(table, by: columns)
        tables[table, default: KnownTable()].loadings.append((columns, statement))
        return statement
    }

    func saving(_ table: String, _ columns: [String]) throws(Failure) -> KnownTable.Saving {
        if let known = tables[table]?.savings.first(where: { $0.columns == columns }) { return known.statements }
        for name in [table] + columns { try EntityTables.requireIdentifier(name) }
        let statements = KnownTable.Saving(
            typed: EntityColumns.saving(table, columns), untyped: EntityTables.saving(table, columns))
        tables[table, default: KnownTable()].savings.append((columns, statements))
        return statements
    }
}
