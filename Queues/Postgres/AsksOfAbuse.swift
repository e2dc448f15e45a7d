/// Questions about reporters and about cases that may come back.
extension Asks {
    /// The record of each identity that is known.
    private static let reporters = Known(
        "abuse reporters", asked: "identities text[]",
        """
        SELECT asked.n, reporters.identity, reporters.level, reporters.right_cases, reporters.wrong_cases
        FROM asked JOIN reporters ON reporters.identity = ANY (asked.identities)
        """)

    /// The last closed cases about an address, or a block of addresses around it.
    private static let recentCases = Known(
        "abuse recent cases", asked: "address inet",
        """
        SELECT asked.n, found.* FROM asked CROSS JOIN LATERAL (
            SELECT id AS case_id, case_key, closed_at FROM abuse_cases
            WHERE target >>= asked.address AND state = 'closed'
            ORDER BY closed_at DESC, id LIMIT 20
        ) AS found
        """)

    static let ofAbuse = [reporters, recentCases]
}
