import Core

/// XARF that came by mail: a JSON part, or the YAML part of X-ARF 0.1 and 0.2.
enum XARFMail {
    /// Nil where the mail has no such part.
    static func reading(_ mail: OpenedMail, agent: String? = nil) -> ReportReading? {
        if let part = mail.tree.parts.first(where: isDocument) {
            var reading =
                part.decoded().map(DocumentReading.reading)
                ?? ReportReading(kind: .unreadable, problems: [Problem.limit("decoded")])
            // A document that is none may be an attachment of something else, unless the mail calls it the report.
            if reading.kind != .unreadable || mail.feedbackParts.first != nil {
                complete(&reading, from: mail, agent: agent)
                return reading
            }
        }
        guard mail.fields["x-arf"] != nil || mail.fields["x-xarf"] != nil else { return nil }
        for part in mail.tree.parts where part.type.name.hasPrefix("text/") {
            guard part.type.fileName == "report.txt" || part.type.name == "text/yaml" || mail.tree.parts.count == 1,
                let bytes = part.decoded(), let lines = FlatYAML(bytes), lines["report-id"] ?? lines["source"] != nil
            else { continue }
            var reading = OldXARFReading.reading(lines)
            complete(&reading, from: mail, agent: lines["user-agent"])
            return reading
        }
        return nil
    }

    private static func isDocument(_ part: MimePart) -> Bool {
        part.type.name == "application/json" || part.type.name == "text/json" || part.type.name.hasSuffix("+json")
            || part.type.fileName?.hasSuffix(".json") == true
    }

    /// What a document says of its reporter stands; how it came says the rest, and alone carries proof.
    private static func complete(_ reading: inout ReportReading, from mail: OpenedMail, agent: String?) {
        let sender = mail.reporter(agent: agent)
        reading.reporter.contact = reading.reporter.contact ?? sender.contact
        reading.reporter.organisation = reading.reporter.organisation ?? sender.organisation
        reading.reporter.domain = reading.reporter.domain ?? sender.domain
        reading.reporter.agent = sender.agent
        reading.reporter.authentication = sender.authentication
        reading.subject = mail.subject
        reading.problems = mail.problems + reading.problems
    }
}
