package import Core

/// What the desk reads of cases and reports, without waiting for whoever writes them now.
extension OperatorDesk {
    /// Open cases, what is due first on top.
    package func openCases(limit: Int) throws(Failure) -> [EntityRow] {
        try rows(.openCases, of: AbuseCase.table) { $0.value(Int64(limit)) }
    }

    /// Cases about an address, or about a block of addresses around it, the newest first.
    package func cases(about address: IPAddress, limit: Int = 50) throws(Failure) -> [EntityRow] {
        try rows(.casesAbout, of: AbuseCase.table) {
            $0.value(address.description)
            $0.value(Int64(limit))
        }
    }

    /// Reports about an address, and those that are in one of these cases, the newest first.
    package func reports(
        about address: IPAddress, orIn keys: [String], limit: Int = 200
    ) throws(Failure) -> [EntityRow] {
        try rows(.reportsAbout, of: AbuseReport.table) {
            $0.value(address.description)
            $0.untyped(keys)
            $0.value(Int64(limit))
        }
    }

    /// Blocks of an address, or of a block of addresses around it.
    package func blocks(about address: IPAddress) throws(Failure) -> [Object] {
        var blocks: [Object] = []
        for row in try ask(.blocksAbout, { $0.value(address.description) }) { blocks.append(try row.object("block")) }
        return blocks
    }

    private func rows(
        _ statement: Statement, of table: String, _ fill: (inout PostgresParameters) -> Void
    ) throws(Failure) -> [EntityRow] {
        let place = try session.send(statement, fill)
        let reply = try session.finish()[place]
        let reader = EntityRowReader(table: table, reply: reply)
        var rows: [EntityRow] = []
        for row in 0..<reply.count { rows.append(try reader.row(row)) }
        return rows
    }
}

extension Statement {
    fileprivate static let openCases = Statement(
        "abuse_cases:open",
        "SELECT * FROM abuse_cases WHERE open_key IS NOT NULL ORDER BY next_due_at NULLS LAST, opened_at, id LIMIT $1")

    fileprivate static let casesAbout = Statement(
        "abuse_cases:about",
        "SELECT * FROM abuse_cases WHERE target >>= $1::text::inet ORDER BY last_report_at DESC NULLS LAST, id LIMIT $2")

    fileprivate static let reportsAbout = Statement(
        "abuse_reports:about",
        """
        SELECT * FROM abuse_reports WHERE source = $1::text::inet OR case_key = ANY ($2::text[])
        ORDER BY recorded_at DESC, id LIMIT $3
        """)

    fileprivate static let blocksAbout = Statement(
        "blocks:about", "SELECT to_jsonb(blocks) AS block FROM blocks WHERE prefix >>= $1::text::inet ORDER BY target")
}
