/// The fields of a `message/feedback-report` (RFC 5965), by name.
struct FeedbackFields {
    private let fields: MailFields

    /// Empty lines between the fields, which some reporters write, are no end of them.
    init?(_ bytes: [UInt8]) {
        var lines: [UInt8] = []
        lines.reserveCapacity(bytes.count)
        var isLineStart = true
        for byte in bytes where byte != 0x0D {
            if isLineStart, byte == 0x0A { continue }
            lines.append(byte)
            isLineStart = byte == 0x0A
        }
        guard !lines.isEmpty, let mail = MimeMail(lines + [0x0A], memory: IntakeLimits.innerMemory) else { return nil }
        fields = mail.fields
        guard !fields.all.isEmpty else { return nil }
    }

    subscript(name: String) -> String? { fields[name.lowercased()].flatMap { $0.isEmpty ? nil : $0 } }

    /// Fields that may stand there once, and stand there more than once.
    var repeated: [String] { FeedbackFields.single.filter { fields.values(of: $0.lowercased()).count > 1 } }

    var cuts: Set<String> { fields.cuts }

    private static let single = [
        "Feedback-Type", "User-Agent", "Version", "Original-Envelope-Id", "Original-Mail-From", "Arrival-Date", "Received-Date",
        "Reporting-MTA", "Source-IP", "Source-Port", "Incidents", "Auth-Failure",
    ]
}
