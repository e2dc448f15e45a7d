import Core

/// `credentials`: hashes of passwords.
enum CredentialsTable {
    /// Of several for one subject and kind the last counts.
    static func send(_ credentials: [Credential], to session: PostgresSession) throws(Failure) {
        if credentials.isEmpty { return }
        var latest: [[String]: Credential] = [:]
        for credential in credentials { latest[[credential.subject, credential.kind]] = credential }
        let rows = latest.values.sorted { ($0.subject, $0.kind) < ($1.subject, $1.kind) }
        let (kept, taken) = (rows.filter { $0.hash != nil }, rows.filter { $0.hash == nil })
        if !kept.isEmpty {
            try session.send(.keepCredentials) { parameters in
                parameters.array(kept) { $0.subject }
                parameters.array(kept) { $0.kind }
                parameters.array(kept) { $0.hash }
            }
        }
        if !taken.isEmpty {
            try session.send(.takeCredentials) { parameters in
                parameters.array(taken) { $0.subject }
                parameters.array(taken) { $0.kind }
            }
        }
    }
}

extension Statement {
    fileprivate static let keepCredentials = Statement(
        "credentials:keep",
        """
        INSERT INTO credentials (subject, kind, hash) SELECT * FROM unnest($1::text[], $2::text[], $3::text[])
        ON CONFLICT (subject, kind) DO UPDATE SET hash = EXCLUDED.hash, changed_at = now()
        """)

    fileprivate static let takeCredentials = Statement(
        "credentials:take",
        """
        DELETE FROM credentials USING unnest($1::text[], $2::text[]) AS gone (subject, kind)
        WHERE credentials.subject = gone.subject AND credentials.kind = gone.kind
        """)
}
