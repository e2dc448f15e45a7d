/// What the producer says a report's bytes are. The codec may find something else in them.
package enum ReportFormat: String, CaseIterable, Sendable {
    case arf, xarf, mail
}

/// Reads the bytes of a report. Never fails: what cannot be understood is `unreadable`, with its problems.
package typealias ReportReader = @Sendable (_ raw: [UInt8], _ format: ReportFormat) -> ReportReading
