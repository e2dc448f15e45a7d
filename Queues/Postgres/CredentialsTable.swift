import Core

/// `credentials`: hashes of passwords.
enum CredentialsTable {
    /// Of several for one subject and kind the last counts.
    static func send(_ credentials: [Credential], to session: PostgresSession) throws(Failure) {
        if credentials.isEmpty { return }
        var latest: [[String]: Credential] = [:]
        for credential in credentials { latest[[credential.subject, credential.kind]] = credential }
        let rows = latest.values.sorted { ($0.subject, $0.kind) < ($1.subject, $1.kind) }
        try session.send(.keepCredentials) { parameters in
            parameters.array(rows) { $0.subject }
            parameters.array(rows) { $0.kind }
            parameters.array(rows) { $0.hash }
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
}
