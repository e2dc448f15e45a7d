package import Core

/// One promise of the system, and the query that finds where it is broken.
package struct AuditCheck: Sendable {
    /// Stable: scripts watch for it.
    package let name: String
    package let promise: String
    /// True where a finding says that something is slow, not that something is wrong.
    package let isWarning: Bool
    /// True where workers may break it for a moment: only what is found again later counts.
    package let settles: Bool
    /// Answers `what` (which thing) and `detail` (how it is broken); `$1` limits the rows.
    let statement: Statement

    init(
        _ name: String, _ promise: String, isWarning: Bool = false, settles: Bool = false, _ sql: String
    ) {
        self.name = name
        self.promise = promise
        self.isWarning = isWarning
        self.settles = settles
        statement = Statement("audit:\(name)", "\(sql) LIMIT $1")
    }

    /// - Parameter entities: name and table of every kind of entity in the roster.
    package static func all(entities: [(name: String, table: String)]) -> [AuditCheck] {
        [.contiguous, .subjectsHaveRows(entities), .linesHaveClaims, .linesWereClaimedTogether, .claimsHaveLines]
            + entities.map { .streamsWithinSent($0.name, $0.table) }
            + [
                .notBothParkedAndDecided, .notBothDeadAndDecided, .successorsReleased, .dueFired, .outboxPublished,
                .mailsSettledOnce, .oneAccountPerAddress, .credentialsMatch,
            ]
    }
}

package struct AuditFinding: Hashable, Sendable {
    package let what: String
    package let detail: String

    package init(what: String, detail: String) {
        self.what = what
        self.detail = detail
    }
}

extension OperatorDesk {
    /// Where the promise is broken at this instant.
    package func findings(of check: AuditCheck, limit: Int) throws(Failure) -> [AuditFinding] {
        try snapshot { () throws(Failure) in
            try ask(check.statement) { $0.value(Int64(limit)) }.map(AuditFinding.init)
        }
    }
}

extension AuditFinding {
    fileprivate init(_ row: DeskRow) throws(Failure) {
        self.init(what: try row.text("what"), detail: try row.text("detail"))
    }
}
