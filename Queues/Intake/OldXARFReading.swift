import Core

/// X-ARF 0.1 and 0.2 (2010 to 2013): the pairs of its YAML part.
enum OldXARFReading {
    static func reading(_ lines: FlatYAML) -> ReportReading {
        var reading = ReportReading(kind: .xarf0)
        let kind = lines["report-type"].flatMap(MailText.short)
        reading.type = [lines["category"].flatMap(MailText.short), kind].compactMap { $0 }.joined(separator: "/")
        reading.category = category(lines["category"], kind?.lowercased())
        for name in ["category", "report-type", "source", "date"] where lines[name] == nil {
            reading.problems.append(Problem.missing(name, remedy: "give it, as X-ARF 0.2 asks"))
        }
        if let source = lines["source"] {
            reading.source = IPAddress(source)
            if reading.source == nil { reading.sourceText = MailText.short(source) }
        }
        reading.sourcePort = lines["source-port"].flatMap { UInt16($0) }
        if let date = lines["date"] {
            reading.incident = MailText.moment(date) ?? Moment(rfc3339: date)
            if reading.incident == nil {
                reading.problems.append(Problem.unfit("date", "is no date", remedy: "give an RFC 3339 or RFC 5322 date"))
            }
        }
        reading.incidents = lines["occurrences"].flatMap { Int64($0) }.map { min(max($0, 1), 1_000_000_000) } ?? 1
        reading.reporter.contact = lines["reported-from"].flatMap { EmailAddress.normalised($0) }
        reading.isTest = lines["category"]?.lowercased() == "test"
        return reading
    }

    private static func category(_ category: String?, _ kind: String?) -> AbuseCategory {
        if let kind, let known = kinds.first(where: { kind.contains($0.key) }) { return known.value }
        return category?.lowercased() == "fraud" ? .phishing : .other
    }

    /// By what the `Report-Type` has in it; the first that fits.
    private static let kinds: KeyValuePairs<String, AbuseCategory> = [
        "phish": .phishing, "malware": .malware, "virus": .malware, "spam": .spam, "login": .attack, "attack": .attack,
        "scan": .attack, "harvest": .attack, "ddos": .attack, "regbot": .attack, "bot": .compromised, "hack": .compromised,
        "copyright": .copyright,
    ]
}
