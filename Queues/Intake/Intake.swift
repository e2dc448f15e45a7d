package import Core

/// Reads reports of abuse as they come: ARF, XARF, X-ARF, plain mail. Never fails and never judges.
package enum Intake {
    package static func read(_ raw: [UInt8], as format: ReportFormat) -> ReportReading {
        ReportReading(
            kind: .unreadable,
            problems: [Reason(rule: "ABU-4", field: "raw", message: "no reader is built in", remedy: "wait for one")])
    }
}
