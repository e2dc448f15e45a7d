package import Core

/// The bytes of documents in PostgreSQL. Connects when first used, and again after its connection was lost.
///
/// That a row is never changed, and goes only when its time is over, is for the table's triggers to see to.
package final class PostgresDocuments: DocumentStore {
    private let session: PostgresSession

    package init(_ settings: PostgresSettings, attendant: (any Attendant)? = nil) {
        session = PostgresSession(settings, attendant: attendant)
    }

    package func put(_ document: Document) throws(Failure) -> StoredDocument {
        try session.connect()
        try session.send(.putDocument) { parameters in
            parameters.value(document.id)
            parameters.value(document.subject)
            parameters.value(document.mediaType)
            parameters.value(document.bytes)
            parameters.value(document.purge)
        }
        let place = try session.send(.knownDocument) { $0.value(document.id) }
        let reply = try session.finish()[place]
        guard reply.count == 1 else { throw .transient("the document \(document.id) was not kept: try again") }
        return try Self.about(reply)
    }

    package func get(_ id: String) throws(Failure) -> (about: StoredDocument, bytes: [UInt8])? {
        guard let id = UUIDText.canonical(id) else { return nil }
        try session.connect()
        let place = try session.send(.getDocument) { $0.value(id) }
        let reply = try session.finish()[place]
        return reply.count == 1 ? (try Self.about(reply), reply.bytes(0, 7)) : nil
    }

    /// What is known of a document, even where its bytes were deleted since.
    package func about(_ id: String) throws(Failure) -> (about: StoredDocument, purged: Moment?)? {
        guard let id = UUIDText.canonical(id) else { return nil }
        try session.connect()
        let place = try session.send(.knownDocument) { $0.value(id) }
        let reply = try session.finish()[place]
        return reply.count == 1 ? (try Self.about(reply), try reply.optionalMoment(0, 7)) : nil
    }

    package func close() { session.drop() }

    private static func about(_ reply: PostgresReply) throws(Failure) -> StoredDocument {
        StoredDocument(
            id: UUIDText.text(try reply.uuid(0, 0)), subject: reply.text(0, 1), mediaType: reply.text(0, 2),
            size: Int(clamping: try reply.int64(0, 3)), sha256: reply.text(0, 4), receivedAt: try reply.moment(0, 5),
            purge: try reply.optionalMoment(0, 6))
    }
}

extension Statement {
    /// An id that had its time is not used again.
    fileprivate static let putDocument = Statement(
        "documents:put",
        """
        INSERT INTO documents (id, subject, media_type, bytes, purge_at)
        SELECT $1::text::uuid, $2, $3, $4, $5
        WHERE NOT EXISTS (SELECT FROM document_tombstones WHERE id = $1::text::uuid)
        ON CONFLICT (id) DO NOTHING
        """)

    fileprivate static let knownDocument = Statement(
        "documents:known",
        """
        SELECT id, subject, media_type, octet_length(bytes)::bigint, encode(sha256, 'hex'), received_at, purge_at,
            NULL::timestamptz
        FROM documents WHERE id = $1::text::uuid
        UNION ALL
        SELECT id, subject, media_type, size, encode(sha256, 'hex'), received_at, purge_at, purged_at
        FROM document_tombstones WHERE id = $1::text::uuid
        """)

    fileprivate static let getDocument = Statement(
        "documents:get",
        """
        SELECT id, subject, media_type, octet_length(bytes)::bigint, encode(sha256, 'hex'), received_at, purge_at, bytes
        FROM documents WHERE id = $1::text::uuid AND (purge_at IS NULL OR purge_at > now())
        """)

    /// Each leaves its tombstone: a trigger of the table.
    static let purgeDocuments = Statement(
        "documents:purge",
        """
        DELETE FROM documents WHERE id IN (
            SELECT id FROM documents WHERE purge_at <= now() ORDER BY purge_at LIMIT $1 FOR UPDATE SKIP LOCKED)
        """)
}
