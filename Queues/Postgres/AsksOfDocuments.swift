/// Questions about documents.
extension Asks {
    private static let document = Known(
        "document", asked: "document uuid",
        """
        SELECT asked.n, documents.subject, documents.media_type, octet_length(documents.bytes)::bigint AS size,
            encode(documents.sha256, 'hex') AS sha256, documents.received_at
        FROM asked JOIN documents ON documents.id = asked.document
        WHERE documents.purge_at IS NULL OR documents.purge_at > now()
        """)

    static let ofDocuments = [document]
}
