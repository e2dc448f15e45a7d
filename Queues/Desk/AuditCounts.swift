package import Core

/// How much there is, as far back as the inbox reaches.
package struct AuditCounts: Hashable, Sendable {
    package var recorded: Int64 = 0
    package var ignored: Int64 = 0
    package var refused: Int64 = 0
    package var parked: Int64 = 0
    /// Open dead letters.
    package var dead: Int64 = 0
    /// Mails.
    package var sent: Int64 = 0
    package var failed: Int64 = 0
    /// Committed, not yet published.
    package var outbox: Int64 = 0
    package var timers: Int64 = 0

    package var handled: Int64 { recorded + ignored + refused }
}

extension OperatorDesk {
    /// All of one instant.
    package func counts() throws(Failure) -> AuditCounts {
        try snapshot { () throws(Failure) in
            var counts = AuditCounts()
            for row in try ask(.verdictCounts) {
                let count = try row.integer("count")
                switch try row.text("verdict") {
                case "recorded": counts.recorded = count
                case "ignored": counts.ignored = count
                default: counts.refused += count
                }
            }
            guard let row = try ask(.otherCounts).first else { return counts }
            counts.parked = try row.integer("parked")
            counts.dead = try row.integer("dead")
            counts.sent = try row.integer("sent")
            counts.failed = try row.integer("failed")
            counts.outbox = try row.integer("outbox")
            counts.timers = try row.integer("timers")
            return counts
        }
    }
}

extension Statement {
    /// A message whose day is its producer's word has several rows; the first is its claim.
    fileprivate static let verdictCounts = Statement(
        "inbox:verdict counts",
        """
        SELECT verdict, count(*) AS count
        FROM (SELECT DISTINCT ON (key, scope) verdict FROM inbox ORDER BY key, scope, tx) AS decided GROUP BY verdict
        """)

    fileprivate static let otherCounts = Statement(
        "audit:counts",
        """
        SELECT (SELECT count(*) FROM parked) AS parked, (SELECT count(*) FROM outbox) AS outbox,
            (SELECT count(*) FROM dead_letters WHERE state = 'open') AS dead, (SELECT count(*) FROM timers) AS timers,
            (SELECT count(*) FROM notifications WHERE state = 'sent') AS sent,
            (SELECT count(*) FROM notifications WHERE state = 'failed') AS failed
        """)
}
