import Core

/// A report in the Abuse Reporting Format (RFC 5965), its dialects included.
enum FeedbackReading {
    static func reading(_ fields: FeedbackFields, of mail: OpenedMail, attached: MailFields?) -> ReportReading {
        var reading = ReportReading(kind: .arf, reporter: mail.reporter(agent: fields["User-Agent"]), subject: mail.subject)
        reading.problems = mail.problems + fields.cuts.union(attached?.cuts ?? []).sorted().map(Problem.limit)
        reading.type = fields["Feedback-Type"].flatMap(MailText.short)
        category(&reading)
        let trail = attached.map(ReceivedTrail.init)
        source(fields, trail, &reading)
        time(fields, trail, &reading)
        incidents(fields, &reading)
        for name in ["User-Agent", "Version"] where fields[name] == nil {
            reading.problems.append(Problem.missing(name, remedy: "give it, as RFC 5965 asks"))
        }
        reading.samples = [sample(fields, attached, trail, reading)].compactMap { $0 }
        malformed(fields, mail, &reading)
        return reading
    }

    private static func category(_ reading: inout ReportReading) {
        guard let type = reading.type?.lowercased() else { return }
        if let known = categories[type] {
            reading.category = known
        } else {
            reading.problems.append(
                Problem.unfit("Feedback-Type", "is of no registered type", remedy: "use a type of RFC 5965"))
        }
    }

    private static let categories: [String: AbuseCategory] = [
        "abuse": .spam, "fraud": .phishing, "virus": .malware, "other": .other, "not-spam": .notAbuse, "opt-out": .notAbuse,
        "opt-out-list": .notAbuse, "auth-failure": .authentication, "dmarc": .authentication, "xarf": .other,
    ]

    private static func source(_ fields: FeedbackFields, _ trail: ReceivedTrail?, _ reading: inout ReportReading) {
        if let text = fields["Source-IP"] {
            // `192.0.2.1 (host)`, `[192.0.2.1]`, `IPv6:2001:db8::1`
            let word = text.split { " \t()[]<>".contains($0) }.first.map(String.init) ?? ""
            reading.source = IPAddress(word.lowercased().hasPrefix("ipv6:") ? word.dropFirst(5) : word[...])
            if reading.source == nil {
                reading.sourceText = MailText.short(text)
                reading.problems.append(Problem.unfit("Source-IP", "is no address", remedy: "give the address unredacted"))
            }
        } else if let source = trail?.origin?.source {
            reading.source = source
            reading.problems.append(
                Problem.missing("Source-IP", remedy: "give it; it was read from the attached mail's Received fields"))
        } else {
            reading.problems.append(Problem.missing("Source-IP", remedy: "give it"))
        }
        if let text = fields["Source-Port"] {
            reading.sourcePort = UInt16(text)
            if reading.sourcePort == nil {
                reading.problems.append(Problem.unfit("Source-Port", "is no port", remedy: "give 1 to 65535 (RFC 6692)"))
            }
        }
    }

    private static func time(_ fields: FeedbackFields, _ trail: ReceivedTrail?, _ reading: inout ReportReading) {
        if let text = fields["Arrival-Date"] ?? fields["Received-Date"] {
            reading.incident = MailText.moment(text)
            guard reading.incident == nil else { return }
            reading.problems.append(Problem.unfit("Arrival-Date", "is no date", remedy: "give an RFC 5322 date"))
        } else if let at = trail?.origin?.at {
            reading.incident = at
            reading.problems.append(
                Problem.missing("Arrival-Date", remedy: "give it; it was read from the attached mail's Received fields"))
        } else {
            reading.problems.append(Problem.missing("Arrival-Date", remedy: "give it"))
        }
    }

    private static func incidents(_ fields: FeedbackFields, _ reading: inout ReportReading) {
        guard let text = fields["Incidents"] else { return }
        if let count = Int64(text), (1...1_000_000_000).contains(count) {
            reading.incidents = count
        } else {
            reading.problems.append(Problem.unfit("Incidents", "is no count", remedy: "give a number from 1"))
        }
    }

    private static func sample(
        _ fields: FeedbackFields, _ attached: MailFields?, _ trail: ReceivedTrail?, _ reading: ReportReading
    ) -> ReportReading.Sample? {
        let reporting = fields["Reporting-MTA"].map { $0.split(separator: ";").last.map(String.init) ?? $0 }
        let people = Recipients(fields, attached)
        let sample = ReportReading.Sample(
            at: reading.incident, messageId: attached?["message-id"].flatMap(MailText.short).flatMap(people.unnamed),
            subject: attached?["subject"].flatMap(MailText.decoded).map(people.redacted),
            destination: [reporting, trail?.origin?.host].lazy.compactMap { $0.flatMap(MailText.short).flatMap(people.host) }
                .first
        )
        return sample == ReportReading.Sample(at: reading.incident) ? nil : sample
    }

    /// RFC 5965, section 3.2: such a report is not to be believed in part. What it names stays readable for the desk.
    private static func malformed(_ fields: FeedbackFields, _ mail: OpenedMail, _ reading: inout ReportReading) {
        var faults = fields.repeated.map { Problem.unfit($0, "stands there more than once", remedy: "give it once") }
        if fields["Arrival-Date"] != nil, fields["Received-Date"] != nil {
            faults.append(Problem.unfit("Received-Date", "stands beside Arrival-Date", remedy: "give one of them"))
        }
        if fields["Feedback-Type"] == nil { faults.append(Problem.missing("Feedback-Type", remedy: "give it")) }
        if mail.feedbackParts.count > 1 {
            faults.append(
                Problem.unfit("message/feedback-report", "stands there more than once", remedy: "send one report per mail"))
        }
        guard !faults.isEmpty else { return }
        reading.kind = .unreadable
        reading.sourceText = reading.sourceText ?? fields["Source-IP"].flatMap(MailText.short)
        reading.source = nil
        reading.problems += faults
    }
}
