import Core
import Queues

/// What an audit found.
struct AuditReport {
    struct Result {
        let name: String
        let promise: String
        let isWarning: Bool
        let findings: [AuditFinding]
    }

    let results: [Result]
    let counts: AuditCounts
    /// Findings shown for each promise, at most.
    let limit: Int

    /// True where nothing is wrong; warnings are not wrong.
    var holds: Bool { results.allSatisfy { $0.isWarning || $0.findings.isEmpty } }

    /// The stable JSON of `guichet audit --json`.
    var value: Value {
        [
            "holds": .bool(holds), "counts": .object(counts.object),
            "checks": .array(
                results.map { result in
                    [
                        "name": .string(result.name), "promise": .string(result.promise),
                        "severity": result.isWarning ? "warning" : "failure", "holds": .bool(result.findings.isEmpty),
                        "isCut": .bool(result.findings.count >= limit),
                        "findings": .array(
                            result.findings.map { ["what": .string($0.what), "detail": .string($0.detail)] }),
                    ]
                }),
        ]
    }

    func text(_ paint: Paint = .none) -> String {
        var lines: [String] = []
        for result in results {
            let word: (String, Paint.Colour) =
                result.findings.isEmpty ? ("holds  ", .green) : result.isWarning ? ("warning", .yellow) : ("BROKEN ", .red)
            lines.append("\(paint(word.0, word.1))  \(result.name): \(result.promise)")
            lines += result.findings.map { "         \(Table.Cell($0.what).text): \(Table.Cell($0.detail).text)" }
            if result.findings.count >= limit { lines.append("         … perhaps more: --limit") }
        }
        let counts = counts.object.members.map { "\($0.value.plain) \($0.name)" }.joined(separator: ", ")
        return (lines + ["", counts]).joined(separator: "\n")
    }
}

extension AuditCounts {
    fileprivate var object: Object {
        [
            "handled": .integer(handled), "recorded": .integer(recorded), "refused": .integer(refused),
            "ignored": .integer(ignored), "parked": .integer(parked), "dead": .integer(dead), "sent": .integer(sent),
            "failed": .integer(failed), "unpublished": .integer(outbox), "scheduled": .integer(timers),
        ]
    }
}
