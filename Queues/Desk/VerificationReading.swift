package import Core

/// What the desk reads of verifications, without waiting for whoever writes them now.
extension OperatorDesk {
    /// Those that somebody waits for: the staff, the customer, or a second person.
    package func openVerifications(limit: Int) throws(Failure) -> [EntityRow] {
        try rows(.openVerifications, of: "verifications") { $0.value(Int64(limit)) }
    }

    /// By the number of the company's registration, in any country.
    package func verifications(registeredAs number: String) throws(Failure) -> [EntityRow] {
        try rows(.verificationsOfNumber, of: "verifications") { $0.value(number) }
    }

    /// What people wrote: messages, answers, notes. What was forgotten is missing.
    package func writings(_ documents: [String]) throws(Failure) -> [String: String] {
        var texts: [String: String] = [:]
        for row in try ask(.writings, { $0.untyped(documents) }) { texts[try row.text("id")] = try row.text("text") }
        return texts
    }

    /// The bytes that the store has of these documents now.
    package func custody(of documents: [String]) throws(Failure) -> [String: StoredDocument] {
        var custody: [String: StoredDocument] = [:]
        for row in try ask(.custody, { $0.untyped(documents) }) {
            let id = try row.text("id")
            custody[id] = StoredDocument(
                id: id, subject: try row.text("subject"), mediaType: try row.text("media_type"),
                size: Int(try row.integer("size")), sha256: try row.text("sha256"), receivedAt: try row.moment("received_at"),
                purge: try row.optionalMoment("purge_at"))
        }
        return custody
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
    fileprivate static let openVerifications = Statement(
        "verifications:open",
        "SELECT * FROM verifications WHERE stage <> 'closed' OR proposal IS NOT NULL ORDER BY opened_at, id LIMIT $1")

    fileprivate static let verificationsOfNumber = Statement(
        "verifications:of number",
        "SELECT * FROM verifications WHERE registration_number = $1 ORDER BY opened_at DESC, id LIMIT 10")

    fileprivate static let writings = Statement(
        "documents:written",
        """
        SELECT id::text, convert_from(bytes, 'UTF8') AS text FROM documents
        WHERE id = ANY ($1::uuid[]) AND media_type LIKE 'text/plain%' AND (purge_at IS NULL OR purge_at > now())
        """)

    fileprivate static let custody = Statement(
        "documents:custody",
        """
        SELECT id::text, subject, media_type, octet_length(bytes)::bigint AS size, encode(sha256, 'hex') AS sha256, received_at,
            purge_at
        FROM documents WHERE id = ANY ($1::uuid[])
        """)
}
