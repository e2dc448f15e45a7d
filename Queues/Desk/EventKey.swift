import Core

/// What an event is found by where its id alone is known: the inbox's key.
enum EventKey {
    static func of(_ id: String) -> UInt128 { UUIDText.bits(id) ?? Digest(of: id).bits }

    /// The same in SQL, for the text column named.
    static func sql(_ column: String) -> String {
        """
        CASE WHEN \(column) ~ '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$' THEN \(column)::uuid
            ELSE encode(substr(sha256(convert_to(\(column), 'UTF8')), 1, 16), 'hex')::uuid END
        """
    }
}
