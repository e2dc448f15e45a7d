import Core

/// A mail with what the readings need of it.
struct OpenedMail {
    let fields: MailFields
    let tree: MimeTree
    let feedbackParts: [MimePart]
    let problems: [Reason]

    /// Nil where the bytes have no header of a mail.
    init?(_ bytes: [UInt8]) {
        guard let mail = MimeMail(bytes) else { return nil }
        fields = mail.fields
        guard fields.all.contains(where: { OpenedMail.telling.contains($0.name) }) else { return nil }
        tree = mail.tree()
        feedbackParts = tree.parts.filter { $0.type.name == "message/feedback-report" }
        problems = (fields.cuts.union(tree.cuts)).sorted().map(Problem.limit)
    }

    var subject: String? { fields["subject"].flatMap(MailText.decoded) }

    func reporter(agent: String? = nil) -> ReportedBy { ReporterReading.reporter(fields, agent: agent) }

    /// What the mail is: a report in a format, else a bounce or an automatic answer, else a complaint in prose.
    func reading() -> ReportReading {
        if let part = feedbackParts.first { return feedback(part) }
        if let reading = XARFMail.reading(self) { return reading }
        if let kind = AutomaticMail.kind(of: self) {
            return ReportReading(kind: kind, reporter: reporter(), subject: subject, problems: problems)
        }
        if tree.containers.first?.reportType == "feedback-report" {
            return unreadable(Problem.missing("message/feedback-report", remedy: "send the part that RFC 5965 asks for"))
        }
        return ComplaintReading.reading(self)
    }

    private func feedback(_ part: MimePart) -> ReportReading {
        guard let bytes = part.decoded() else { return unreadable(Problem.limit("decoded")) }
        guard let fields = FeedbackFields(bytes) else {
            if let limit = IntakeScreen.brokenLimit(bytes, memory: IntakeLimits.innerMemory) {
                return unreadable(Problem.limit(limit))
            }
            return unreadable(Problem.unfit("message/feedback-report", "has no fields", remedy: "send the fields of RFC 5965"))
        }
        let isWhole = feedbackParts.count == 1 && fields.repeated.isEmpty
        if isWhole, fields["Feedback-Type"]?.lowercased() == "xarf",
            let reading = XARFMail.reading(self, agent: fields["User-Agent"])
        {
            return reading
        }
        let attached = tree.parts.first { OpenedMail.originals.contains($0.type.name) }
        return FeedbackReading.reading(fields, of: self, attached: attached?.attachedFields)
    }

    private func unreadable(_ problem: Reason) -> ReportReading {
        ReportReading(kind: .unreadable, reporter: reporter(), subject: subject, problems: problems + [problem])
    }

    private static let originals: Set<String> = [
        "message/rfc822", "text/rfc822-headers", "message/rfc822-headers", "message/global",
    ]

    /// A header that has none of these is prose with a colon in it.
    private static let telling: Set<String> = [
        "from", "to", "subject", "date", "received", "return-path", "message-id", "mime-version", "content-type",
    ]
}
