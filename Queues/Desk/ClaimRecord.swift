package import Core

/// An inbox row: which queue decided a message, how, and in which transaction.
package struct ClaimRecord: Hashable, Sendable {
    package let key: UInt128
    package let scope: Int64
    package let source: String
    package let id: String
    package let type: EventType
    package let queue: QueueName
    package let verdict: String
    /// Why it was ignored, or all reasons of a refusal.
    package let note: Value?
    /// PostgreSQL's number of the transaction (`xid8`).
    package let transaction: String
    package let handledAt: Moment

    init(_ row: DeskRow) throws(Failure) {
        key = try row.uuid("key")
        scope = try row.integer("scope")
        source = try row.text("source")
        id = try row.text("id")
        type = EventType(try row.text("type"))
        queue = QueueName(try row.text("queue"))
        verdict = try row.text("verdict")
        note = try row.optionalValue("note")
        transaction = try row.text("tx")
        handledAt = try row.moment("handled_at")
    }
}

extension OperatorDesk {
    /// Who decided the event of this id: one record per queue and source.
    package func claims(ofEvent id: String) throws(Failure) -> [ClaimRecord] {
        try ask(.claimsOfEvent) {
            $0.value(EventKey.of(id))
            $0.value(id)
        }.map(ClaimRecord.init)
    }

    /// The claim a line of the ledger was written under.
    package func claim(of line: LedgerLine) throws(Failure) -> ClaimRecord? {
        try ask(.claim) {
            $0.value(line.claimKey)
            $0.value(line.claimScope)
        }.map(ClaimRecord.init).first
    }
}

extension Statement {
    /// A message whose day is its producer's word has a row in neighbouring partitions too,
    /// and a late duplicate may have added one: the first is the claim.
    fileprivate static let claimsOfEvent = Statement(
        "inbox:desk of event",
        """
        SELECT DISTINCT ON (key, scope) key, scope, source, id, type, queue, verdict, note, tx::text AS tx, handled_at
        FROM inbox WHERE key = $1 AND id = $2 ORDER BY key, scope, inbox.tx
        """)

    fileprivate static let claim = Statement(
        "inbox:desk claim",
        """
        SELECT key, scope, source, id, type, queue, verdict, note, tx::text AS tx, handled_at
        FROM inbox WHERE key = $1 AND scope = $2 ORDER BY inbox.tx LIMIT 1
        """)
}
