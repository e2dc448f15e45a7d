import Core

/// `history`: the ledger.
enum HistoryTable {
    static func send(_ entries: [HistoryEntry], to session: PostgresSession) throws(Failure) {
        if entries.isEmpty { return }
        try session.send(.appendHistory) { parameters in
            parameters.array(entries) { $0.subject }
            parameters.array(entries) { $0.version }
            parameters.array(entries) { $0.name }
            parameters.array(entries) { PlainJSON(text: JSONText.bytes(.object($0.data))) }
            parameters.array(entries) { $0.at }
            parameters.array(entries) { $0.source }
            parameters.array(entries) { $0.cause }
            parameters.array(entries) { $0.claim.key }
            parameters.array(entries) { $0.claim.scope }
            parameters.array(entries) { $0.actor }
        }
    }
}

extension Statement {
    fileprivate static let appendHistory = Statement(
        "history:append",
        """
        INSERT INTO history (subject, version, name, data, at, source, cause, claim_key, claim_scope, actor)
        SELECT * FROM unnest($1::text[], $2::bigint[], $3::text[], $4::json[], $5::timestamptz[], $6::text[],
            $7::text[], $8::uuid[], $9::bigint[], $10::text[])
        """)
}
