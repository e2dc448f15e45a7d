import Core
import Queues
import Workers

/// Guarantee 8: every row is the replay of its history.
enum LedgerReplay {
    /// What is wrong with one row; nil where nothing is.
    static func fault(in account: LedgerAccount, of entity: EntityDeclaration) -> String? {
        let row = account.row
        guard !account.history.isEmpty else { return "a row without a history" }
        switch entity.replay(row.id, account.history) {
        case .failure(let fact): return "version \(fact.version), “\(fact.name)”, cannot be read"
        case .success(let replayed):
            let version = Int64(account.history.count)
            if row.version != version { return "the row has version \(row.version), the history \(version)" }
            let wrong = replayed.members.filter { $0.value != row.columns[$0.name] ?? .null }.map(\.name)
            return wrong.isEmpty ? nil : "differs from its history in \(wrong.joined(separator: ", "))"
        }
    }

    /// Values are not told: they may be a person's own.
    static func findings(in entity: EntityDeclaration, at desk: OperatorDesk, limit: Int) throws(Failure) -> [AuditFinding] {
        var findings: [AuditFinding] = []
        try desk.walk(entity.kind, in: entity.table) { account throws(Failure) in
            guard findings.count < limit, let fault = fault(in: account, of: entity) else { return }
            findings.append(AuditFinding(what: "\(entity.kind)/\(account.row.id)", detail: fault))
        }
        return findings
    }
}
