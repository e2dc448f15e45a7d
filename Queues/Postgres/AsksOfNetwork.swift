/// Questions about prefixes and leases of addresses.
extension Asks {
    /// The leases that ran within a day of the instant, the most that a policy may call clock skew, and the prefix of ours in
    /// which the address lay. The look-up is written down by the question itself, so that none goes without (SEC-9).
    private static let attribution = Known(
        "attribution", asked: "address inet, port integer, at timestamptz, purpose text",
        """
        , logged AS (
            INSERT INTO lookups (asked_by, purpose, address, port, instant)
            SELECT 'guichet', purpose, address, port, at FROM asked
        )
        SELECT asked.n, asked.at, found.* FROM asked CROSS JOIN LATERAL (
            SELECT id AS lease, address AS prefix, organisation_id AS organisation, contact, language, valid_from, valid_to,
                port_first IS NOT NULL AS shared
            FROM ip_leases
            WHERE address >>= asked.address
                AND tstzrange(valid_from, valid_to)
                    && tstzrange(asked.at - interval '24 hours', asked.at + interval '24 hours', '[]')
                AND int4range(port_first, port_last, '[]') && int4range(asked.port, asked.port, '[]')
            UNION ALL
            (SELECT NULL, prefix, NULL, NULL, NULL, valid_from, valid_to, false
            FROM prefixes
            WHERE prefix >>= asked.address AND tstzrange(valid_from, valid_to) @> asked.at
            ORDER BY masklen(prefix) DESC LIMIT 1)
        ) AS found
        """)

    static let ofNetwork = [attribution]
}
