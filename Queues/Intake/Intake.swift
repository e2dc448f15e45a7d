package import Core

/// Reads reports of abuse as they come: ARF, XARF, X-ARF, plain mail. Never fails and never judges.
package enum Intake {
    /// `format` is what the producer said; what the bytes are decides.
    package static func read(_ raw: [UInt8], as format: ReportFormat) -> ReportReading {
        guard raw.count <= IntakeLimits.raw else { return ReportReading(kind: .unreadable, problems: [Problem.limit("raw")]) }
        switch DocumentReading.start(of: raw) {
        case nil: return unreadable("it is empty", remedy: "send the report")
        case UInt8(ascii: "{"), UInt8(ascii: "["): return DocumentReading.reading(raw)
        default: break
        }
        let bytes = IntakeScreen.prepared(raw)
        guard let mail = OpenedMail(bytes) else {
            if let limit = IntakeScreen.brokenLimit(bytes) {
                return ReportReading(kind: .unreadable, problems: [Problem.limit(limit)])
            }
            let wanted = format == .xarf ? "a JSON document" : "a mail with its header"
            return unreadable("it is neither JSON nor a mail", remedy: "send \(wanted)")
        }
        return mail.reading()
    }

    private static func unreadable(_ message: String, remedy: String) -> ReportReading {
        ReportReading(kind: .unreadable, problems: [Problem.unreadable(message, remedy: remedy)])
    }
}
