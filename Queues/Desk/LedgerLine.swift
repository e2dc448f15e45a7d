package import Core

/// One fact of the ledger, with what brought it about. Hashes of tokens are withheld.
package struct LedgerLine: Hashable, Sendable {
    package let subject: String
    package let version: Int64
    package let name: String
    package let data: Object
    package let at: Moment
    package let source: String
    /// Id of the event.
    package let cause: String
    package let claimKey: UInt128
    package let claimScope: Int64
    package let actor: String?
    package let transaction: String

    init(_ row: DeskRow) throws(Failure) {
        subject = try row.text("subject")
        version = try row.integer("version")
        name = try row.text("name")
        data = Redaction.withheld(try row.object("data"))
        at = try row.moment("at")
        source = try row.text("source")
        cause = try row.text("cause")
        claimKey = try row.uuid("claim_key")
        claimScope = try row.integer("claim_scope")
        actor = try row.optionalText("actor")
        transaction = try row.text("tx")
    }
}

extension OperatorDesk {
    /// What the message of this claim changed.
    package func lines(under claim: ClaimRecord) throws(Failure) -> [LedgerLine] {
        try ask(.linesUnderClaim) {
            $0.value(claim.key)
            $0.value(claim.scope)
        }.map(LedgerLine.init)
    }

    /// All that happened to a subject (`account/…`), first to last.
    package func timeline(of subject: String) throws(Failure) -> [LedgerLine] {
        try ask(.timeline) { $0.value(subject) }.map(LedgerLine.init)
    }
}

extension Statement {
    private static let columns =
        "subject, version, name, data, at, source, cause, claim_key, claim_scope, actor, tx::text AS tx"

    fileprivate static let linesUnderClaim = Statement(
        "history:under claim",
        "SELECT \(columns) FROM history WHERE claim_key = $1 AND claim_scope = $2 ORDER BY subject, version")

    fileprivate static let timeline = Statement(
        "history:timeline", "SELECT \(columns) FROM history WHERE subject = $1 ORDER BY version")
}
