/// What waiting promises: each message waits in one place, and no longer than it must.
extension AuditCheck {
    /// The pipeline numbers what it sends about an entity to each queue: no more can have been seen there.
    static func streamsWithinSent(_ entity: String, _ table: String) -> AuditCheck {
        AuditCheck(
            "streams-within-sent-\(entity)", "no queue has seen more events about \(entity) than were sent to it",
            """
            SELECT stream.subject AS what,
                format('%s has seen %s, %s were sent', stream.source, stream.last, coalesce(entity.count, 0)) AS detail
            FROM streams AS stream LEFT JOIN LATERAL (
                SELECT (sent ->> ('guichet.' || substr(stream.source, 13)))::bigint AS count FROM \(table)
                WHERE '\(entity)/' || id::text = stream.subject AND id = CASE
                    WHEN stream.subject ~ '/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$'
                    THEN right(stream.subject, 36)::uuid END
            ) AS entity ON true
            WHERE starts_with(stream.source, '/guichet/to/') AND starts_with(stream.subject, '\(entity)/')
                AND stream.last > coalesce(entity.count, 0)
            ORDER BY stream.subject, stream.source
            """)
    }

    /// A copy may wait while another is decided, until it is due; it may not be parked after that.
    static let notBothParkedAndDecided = AuditCheck(
        "parked-or-decided", "no message waits that was decided", settles: true,
        """
        SELECT DISTINCT parked.queue || ' ' || parked.id AS what,
            format('parked at %s, decided at %s', parked.parked_at, claim.handled_at) AS detail
        FROM parked JOIN inbox AS claim ON claim.key = parked.key AND claim.scope = parked.scope
        WHERE parked.parked_at > claim.handled_at + interval '10 seconds' OR parked.due_at IS NULL
            OR parked.due_at < now() - interval '10 seconds'
        ORDER BY what
        """)

    static let notBothDeadAndDecided = AuditCheck(
        "dead-or-decided", "no open dead letter was decided", settles: true,
        """
        SELECT DISTINCT format('dead letter %s', letter.id) AS what,
            format('event %s was %s at %s', letter.event_id, claim.verdict, claim.handled_at) AS detail
        FROM dead_letters AS letter JOIN inbox AS claim ON claim.key = \(EventKey.sql("letter.event_id"))
            AND claim.id = letter.event_id AND claim.source = letter.source AND claim.queue = letter.queue
        WHERE letter.state = 'open' ORDER BY what
        """)

    static let successorsReleased = AuditCheck(
        "successors-released", "nothing waits for a predecessor that was seen", settles: true,
        """
        SELECT parked.queue || ' ' || parked.id AS what,
            format('sequence %s of %s from %s waits, %s was seen', parked.sequence, parked.subject, parked.source,
                coalesce(stream.last, 0)) AS detail
        FROM parked LEFT JOIN streams AS stream ON stream.source = parked.source AND stream.subject = parked.subject
        WHERE parked.due_at IS NULL AND parked.sequence <= coalesce(stream.last, 0) + 1
        ORDER BY parked.parked_at, what
        """)

    static let dueFired = AuditCheck(
        "due-fired", "what is due does not wait: is a worker running?", isWarning: true,
        """
        SELECT queue || ' ' || id AS what, format('was due at %s', due_at) AS detail FROM parked
        WHERE due_at < now() - interval '60 seconds'
        UNION ALL SELECT 'timer ' || key, format('was due at %s', due_at) FROM timers
        WHERE due_at < now() - interval '60 seconds' ORDER BY detail
        """)

    static let outboxPublished = AuditCheck(
        "outbox-published", "what was committed is published within a minute: are broker and workers up?", isWarning: true,
        """
        SELECT format('outbox %s', id) AS what, format('%s to %s, made at %s', message_id, routing_key, made_at) AS detail
        FROM outbox WHERE greatest(made_at, leased_until) < now() - interval '60 seconds' ORDER BY id
        """)
}
