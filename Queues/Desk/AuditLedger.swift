/// What the ledger promises: it is whole, and every line is the one effect of one message.
///
/// A duplicate whose producer changed its `time` leaves a second row in the inbox, under another day and by a later
/// transaction: the first row is the claim.
extension AuditCheck {
    static let contiguous = AuditCheck(
        "versions-contiguous", "the versions of every subject count from 1 without a gap",
        """
        SELECT subject AS what, format('%s lines, versions %s to %s', count(*), min(version), max(version)) AS detail
        FROM history GROUP BY subject HAVING min(version) <> 1 OR max(version) <> count(*) ORDER BY subject
        """)

    static func subjectsHaveRows(_ entities: [(name: String, table: String)]) -> AuditCheck {
        let rows = entities.map {
            "WHEN split_part(subject, '/', 1) = '\($0.name)' THEN EXISTS "
                + "(SELECT FROM \($0.table) AS entity WHERE '\($0.name)/' || entity.id::text = subject)"
        }
        let found = rows.isEmpty ? "false" : "CASE \(rows.joined(separator: " ")) ELSE false END"
        return AuditCheck(
            "subjects-have-rows", "everything that has a history has a row, and is of a kind the roster knows",
            """
            SELECT subject AS what, 'a history without a row' AS detail FROM (SELECT DISTINCT subject FROM history) AS told
            WHERE NOT \(found) ORDER BY subject
            """)
    }

    /// A claim is dropped with the day its message was made. That day is inside a UUIDv7; of any other message it can lie
    /// as far back as the horizon, so only lines younger than the oldest partition by that much are sure to have one.
    static let linesHaveClaims = AuditCheck(
        "lines-have-claims", "every line of the ledger was caused by a message the inbox recorded",
        """
        WITH kept AS (
            SELECT min(to_date(right(child.relname, 8), 'YYYYMMDD')) AS since FROM pg_inherits
            JOIN pg_class AS child ON child.oid = inhrelid
            WHERE inhparent = 'inbox'::regclass AND child.relname ~ '^inbox_[0-9]{8}$'
                AND child.relname <> 'inbox_19700101'
        ), line AS (
            SELECT subject, version, cause, claim_key, claim_scope,
                CASE WHEN substr(claim_key::text, 15, 1) = '7'
                    THEN to_timestamp(('x' || translate(left(claim_key::text, 13), '-', ''))::bit(48)::bigint / 1000.0)
                    ELSE at - interval '31 days' END AS made
            FROM history
        )
        SELECT line.subject || ' ' || line.version AS what,
            CASE WHEN claim.verdict IS NULL THEN format('no claim of event %s', line.cause)
                ELSE format('event %s was %s', line.cause, claim.verdict) END AS detail
        FROM line LEFT JOIN LATERAL (
            -- A late duplicate under another date has a claim of its own; the one that recorded counts.
            SELECT verdict FROM inbox WHERE key = line.claim_key AND scope = line.claim_scope
            ORDER BY verdict = 'recorded' DESC LIMIT 1
        ) AS claim ON true
        WHERE claim.verdict IS DISTINCT FROM 'recorded'
            AND (claim.verdict IS NOT NULL OR line.made >= (SELECT since FROM kept))
        ORDER BY line.subject, line.version
        """)

    static let linesWereClaimedTogether = AuditCheck(
        "one-transaction", "a message's claim and all it changed were written by one transaction",
        """
        SELECT line.subject || ' ' || line.version AS what,
            format('written by transaction %s, event %s was claimed by %s', line.tx, line.cause, claim.tx) AS detail
        FROM history AS line JOIN inbox AS claim ON claim.key = line.claim_key AND claim.scope = line.claim_scope
        WHERE claim.tx <> line.tx AND NOT EXISTS (
            SELECT FROM inbox AS own WHERE own.key = line.claim_key AND own.scope = line.claim_scope AND own.tx = line.tx)
        ORDER BY line.subject, line.version
        """)

    static let claimsHaveLines = AuditCheck(
        "claims-have-lines", "every message the inbox recorded changed something",
        """
        SELECT DISTINCT claim.queue || ' ' || claim.id AS what,
            format('%s from %s has no line in the ledger', claim.type, claim.source) AS detail
        FROM inbox AS claim WHERE claim.verdict = 'recorded' AND NOT EXISTS (
            SELECT FROM history AS line WHERE line.claim_key = claim.key AND line.claim_scope = claim.scope)
            AND NOT EXISTS (
            SELECT FROM inbox AS first WHERE first.key = claim.key AND first.scope = claim.scope AND first.tx < claim.tx)
        ORDER BY what
        """)
}
