import Core

/// `history`: the ledger.
enum HistoryTable {
    static func send(_ entries: [HistoryEntry], to session: PostgresSession) throws(Failure) {
        if entries.isEmpty { return }
        try session.send(.appendHistory) { parameters, sharing in
            parameters.column(entries) { $0.subject }
            parameters.column(entries) { $0.version }
            parameters.column(sharing: sharing, entries) { $0.name }
            parameters.column(entries) { JSONOf(object: $0.data) }
            parameters.column(sharing: sharing, entries) { $0.at }
            parameters.column(sharing: sharing, entries) { $0.source }
            parameters.column(entries) { $0.cause }
            parameters.column(entries) { $0.claim.key }
            parameters.column(sharing: sharing, entries) { $0.claim.scope }
            parameters.column(sharing: sharing, entries) { $0.actor }
            return true
        }
    }
}

extension RowStatement {
    fileprivate static let appendHistory = RowStatement("history:append") { rows in
        """
        INSERT INTO history (subject, version, name, data, at, source, cause, claim_key, claim_scope, actor)
        SELECT \(rows.list) FROM \(rows.source)
        """
    }
}
