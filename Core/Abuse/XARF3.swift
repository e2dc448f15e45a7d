/// XARF of Abusix, version 3 and its forerunners, read as version 4; and the dialect of it that the makers of version 4 wrote
/// down (`Report.Source.IP`, `Attachment`), which nobody's schema accepts.
enum XARF3 {
    static func reading(of document: Object) -> ReportReading {
        var reading = ReportReading(kind: .xarf3)
        let report = document["Report"]?.object ?? Object()
        type(of: report, &reading)
        source(of: report, &reading)
        reading.incident = report["Date"]?.string.flatMap { Moment(rfc3339: $0) }
        reading.reporter = reporter(document["ReporterInfo"]?.object ?? Object())
        reading.isTest = report["ReportSubType"]?.string?.lowercased() == "test"
        if reading.category != .childAbuse { reading.samples = [sample(of: report, at: reading.incident)].compactMap { $0 } }
        reading.problems += XARF3Schema.problems(of: document)
        return reading
    }

    private static func type(of report: Object, _ reading: inout ReportReading) {
        guard let name = XARF.text(report["ReportType"]) else { return }
        if report["ReportSubType"]?.string == "RPZ-Rewrite" {
            // A machine of the holder's asked for the name of a known control server.
            reading.type = "connection/infected_host"
            reading.category = .compromised
            return
        }
        if let type = types[name.lowercased()] {
            reading.type = type.name
            reading.category = type.category ?? XARF.category(type.name)
        } else {
            reading.type = XARF.text(report["ReportClass"]).map { "\($0)/\(name)" } ?? name
            reading.problems.append(
                Reason(
                    rule: "ABU-4", field: "Report.ReportType", message: "“Report.ReportType” has no type of XARF 4",
                    remedy: "use a type of the schema"))
        }
    }

    /// The type of version 4 that each type of version 3 became. A category where no type of version 4 says the same.
    private static let types: [String: (name: String, category: AbuseCategory?)] = [
        "spam": ("messaging/spam", nil), "phishing": ("content/phishing", nil), "malware": ("content/malware", nil),
        "childabuse": ("content/csam", nil), "childsexualabusematerial": ("content/csam", nil),
        "copyright": ("copyright/copyright", nil), "trademark": ("content/brand_infringement", nil),
        "loginattack": ("connection/login_attack", nil), "portscan": ("connection/port_scan", nil),
        "dos": ("connection/ddos", nil), "ddos": ("connection/ddos", nil), "exploit": ("connection/vulnerability_scan", nil),
        "webcrawler": ("connection/scraping", nil), "botnet": ("infrastructure/botnet", nil),
        "potentiallycompromisedaccount": ("infrastructure/compromised_server", nil),
        "openservice": ("vulnerability/open_service", nil), "harassment": ("Activity/Harassment", .other),
    ]

    private static func source(of report: Object, _ reading: inout ReportReading) {
        let other = report["Source"]?.object
        for text in [report["SourceIp"], other?["IP"], other?["Ip"]].compactMap({ $0?.string }) {
            reading.source = IPAddress(text)
            reading.sourceText = reading.source == nil ? XARF.text(.string(text)) : nil
            break
        }
        if reading.source == nil, reading.sourceText == nil {
            reading.sourceText = [report["SourceUrl"], other?["URL"], other?["Url"]].lazy.compactMap { XARF.text($0) }.first
        }
        let port = (report["SourcePort"] ?? other?["Port"])?.integer.flatMap { UInt16(exactly: $0) }
        reading.sourcePort = port == 0 ? nil : port
    }

    private static func reporter(_ info: Object) -> ReportedBy {
        let contact = [info["ReporterOrgEmail"], info["ReporterContactEmail"]].lazy
            .compactMap { $0?.string.flatMap { EmailAddress.normalised($0) } }.first
        return ReportedBy(
            contact: contact, organisation: XARF.text(info["ReporterOrg"]) ?? XARF.text(info["ReporterContactName"]),
            domain: XARF.text(info["ReporterOrgDomain"])?.lowercased())
    }

    private static func sample(of report: Object, at incident: Moment?) -> ReportReading.Sample? {
        let host = report["DestinationIp"]?.string.flatMap { IPAddress($0)?.description }
        let port = report["DestinationPort"]?.integer.flatMap { UInt16(exactly: $0) }
        let destination = host.map { host in port.map { host.contains(":") ? "[\(host)]:\($0)" : "\(host):\($0)" } ?? host }
        let sample = ReportReading.Sample(
            at: incident, subject: XARF.text(report["AdditionalInfo"]?.object?["Subject"]), destination: destination)
        return sample == ReportReading.Sample(at: incident) ? nil : sample
    }
}
