import Core

/// `documents`: bytes worth keeping, written once.
enum DocumentsTable {
    static func send(_ documents: [Document], to session: PostgresSession) throws(Failure) {
        if documents.isEmpty { return }
        var first: [String: Document] = [:]
        for document in documents where first[document.id] == nil { first[document.id] = document }
        let rows = first.values.sorted { $0.id < $1.id }
        try session.send(.keepDocuments) { parameters in
            parameters.untyped(rows.map(\.id))
            parameters.array(rows) { $0.subject }
            parameters.array(rows) { $0.mediaType }
            parameters.array(rows) { $0.bytes }
            parameters.array(rows) { $0.purge }
        }
    }
}

extension Statement {
    fileprivate static let keepDocuments = Statement(
        "documents:keep",
        """
        INSERT INTO documents (id, subject, media_type, bytes, purge_at)
        SELECT * FROM unnest($1::uuid[], $2::text[], $3::text[], $4::bytea[], $5::timestamptz[])
        ON CONFLICT (id) DO NOTHING
        """)
}
