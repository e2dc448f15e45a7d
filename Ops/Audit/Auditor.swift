import Core
import Queues
import Workers

/// Checks every promise on live data. Workers may go on: each check sees one instant, and what a worker may break for a
/// moment counts only where it is found again later.
struct Auditor {
    let desk: OperatorDesk
    /// Findings kept for each promise.
    let limit: Int
    /// How long what settles by itself may take.
    let patience: Pause
    let rest: (Pause) -> Void

    private static let look = Pause.milliseconds(500)

    func report() throws(Failure) -> AuditReport {
        let entities = Self.entities
        var results: [AuditReport.Result] = []
        for entity in entities {
            let findings = try LedgerReplay.findings(in: entity, at: desk, limit: limit)
            results.append(
                AuditReport.Result(
                    name: "rows-are-replays-\(entity.kind)", promise: "every \(entity.kind) is the replay of its history",
                    isWarning: false, findings: findings))
        }
        for check in AuditCheck.all(entities: entities.map { ($0.kind, $0.table) }) {
            results.append(
                AuditReport.Result(
                    name: check.name, promise: check.promise, isWarning: check.isWarning, findings: try findings(of: check)))
        }
        return AuditReport(results: results, counts: try desk.counts(), limit: limit)
    }

    private func findings(of check: AuditCheck) throws(Failure) -> [AuditFinding] {
        var findings = try desk.findings(of: check, limit: limit)
        guard check.settles else { return findings }
        var waited = Pause.zero
        while !findings.isEmpty && waited < patience {
            rest(Self.look)
            waited = Pause(microseconds: waited.microseconds + Self.look.microseconds)
            let still = Set(try desk.findings(of: check, limit: .max).map(\.what))
            findings.removeAll { !still.contains($0.what) }
        }
        return findings
    }

    /// Of every kind once, though several event kinds are about it.
    private static var entities: [EntityDeclaration] {
        var known = Set<String>()
        return Roster.duties().map(\.entity).filter { known.insert($0.kind).inserted }
    }
}
