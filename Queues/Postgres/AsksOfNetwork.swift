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
            WHERE address_span(address) && address_span(asked.address) AND address_tail(address) && address_tail(asked.address)
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

    /// What happened on an address before a new lease of it: when another holder's ended last, which runs on, and what the
    /// abuse desk has on it. Cases are about an address or a /64; a lease may be smaller or larger.
    private static let addressPast = Known(
        "address_past",
        asked: "lease uuid, address inet, organisation uuid, starts timestamptz, first integer, last integer",
        """
        SELECT asked.n,
            (SELECT max(valid_to) FROM ip_leases AS other
            WHERE address_span(other.address) && address_span(asked.address)
                AND address_tail(other.address) && address_tail(asked.address)
                AND int4range(other.port_first, other.port_last, '[]') && int4range(asked.first, asked.last, '[]')
                AND tstzrange(other.valid_from, other.valid_to) && tstzrange(NULL, asked.starts)
                AND other.organisation_id <> asked.organisation AND other.valid_to <= asked.starts) AS ended,
            (SELECT other.id FROM ip_leases AS other
            WHERE address_span(other.address) && address_span(asked.address)
                AND address_tail(other.address) && address_tail(asked.address)
                AND int4range(other.port_first, other.port_last, '[]') && int4range(asked.first, asked.last, '[]')
                AND tstzrange(other.valid_from, other.valid_to) && tstzrange(asked.starts, NULL)
                AND other.id <> asked.lease
            LIMIT 1) AS running,
            (SELECT cases.id FROM abuse_cases AS cases
            WHERE (cases.target BETWEEN asked.address AND set_masklen(broadcast(asked.address), width.bits)
                    OR cases.target = network(set_masklen(asked.address, least(masklen(asked.address), 64))))
                AND cases.open_key IS NOT NULL
            LIMIT 1) AS open_case,
            (SELECT max(cases.closed_at) FROM abuse_cases AS cases
            WHERE (cases.target BETWEEN asked.address AND set_masklen(broadcast(asked.address), width.bits)
                    OR cases.target = network(set_masklen(asked.address, least(masklen(asked.address), 64))))
                AND cases.outcome = 'confirmed') AS confirmed
        FROM asked CROSS JOIN LATERAL (
            SELECT CASE family(asked.address) WHEN 4 THEN 32 ELSE 128 END AS bits) AS width
        """)

    static let ofNetwork = [attribution, addressPast]
}
