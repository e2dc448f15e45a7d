package import Core

/// One entity's row beside all lines of its history, first to last.
package struct LedgerAccount: Sendable {
    package let row: EntityRow
    package let history: [(name: String, data: Object, at: Moment)]
}

extension OperatorDesk {
    /// Shows every row of a table with its history, of one instant, in the order of the ids. Memory: one page of lines,
    /// and the lines of one entity.
    package func walk(_ entity: String, in table: String, _ each: (LedgerAccount) throws(Failure) -> Void) throws(Failure) {
        try snapshot { () throws(Failure) in
            try ask(.ledgerCursor(entity, table))
            var row: EntityRow?
            var history: [(name: String, data: Object, at: Moment)] = []
            while true {
                let place = try session.send(.nextLedgerPage)
                let reply = try session.finish()[place]
                if reply.count == 0 { break }
                let reader = EntityRowReader(table: table, reply: reply)
                for index in 0..<reply.count {
                    var next = try reader.row(index)
                    let line = try Self.splitLine(off: &next)
                    if let row, row.id != next.id {
                        try each(LedgerAccount(row: row, history: history))
                        history.removeAll(keepingCapacity: true)
                    }
                    row = next
                    if let line { history.append(line) }
                }
            }
            if let row { try each(LedgerAccount(row: row, history: history)) }
        }
    }

    /// Nil for a row without any history.
    private static func splitLine(
        off row: inout EntityRow
    ) throws(Failure) -> (name: String, data: Object, at: Moment)? {
        let columns = row.columns
        row.columns.members.removeAll { $0.name.hasPrefix("history_") }
        guard let name = columns["history_name"]?.string else { return nil }
        guard let at = columns["history_at"]?.string.flatMap({ Moment(rfc3339: $0) }) else {
            throw .fatal("the history of \(row.table) \(row.id) has a line without an instant")
        }
        return (name, columns["history_data"]?.object ?? Object(), at)
    }
}

extension Statement {
    fileprivate static func ledgerCursor(_ entity: String, _ table: String) -> Statement {
        Statement(
            "\(table):ledger",
            """
            DECLARE ledger NO SCROLL CURSOR FOR
            SELECT entity.*, line.name AS history_name, line.data AS history_data, line.at AS history_at
            FROM \(table) AS entity LEFT JOIN history AS line ON line.subject = '\(entity)/' || entity.id::text
            ORDER BY entity.id, line.version
            """)
    }

    fileprivate static let nextLedgerPage = Statement("history:ledger page", "FETCH 1000 FROM ledger")
}
