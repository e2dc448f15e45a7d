import Core
import Testing

/// ABU-4: what is still sent in version 3, read as version 4.
@Suite struct `Reading XARF 3` {
    private func document(_ report: Object, version: String? = "3") -> Object {
        var document: Object = [
            "ReporterInfo": ["ReporterOrg": "Team", "ReporterOrgDomain": "T.example", "ReporterOrgEmail": "abuse@t.example"],
            "Disclosure": true, "Report": .object(report),
        ]
        if let version { document["Version"] = .string(version) }
        return document
    }

    private func report(_ type: String, of kind: String, _ more: Object = [:]) -> Object {
        var report: Object = [
            "ReportClass": .string(kind), "ReportType": .string(type), "Date": "2026-11-21T08:30:00+01:00",
            "SourceIp": "192.0.2.10",
            "SourcePort": 4711, "DestinationIp": "2001:db8::7", "DestinationPort": 25,
        ]
        for member in more.members { report[member.name] = member.value }
        return report
    }

    @Test(arguments: ["alpha", "1", "2", "3", nil]) func `says what, whose address, when and by whom`(_ version: String?) {
        let reading = XARF.reading(of: document(report("Spam", of: "Activity"), version: version))
        let at = Moment(rfc3339: "2026-11-21T07:30:00Z")
        #expect(
            reading
                == ReportReading(
                    kind: .xarf3, category: .spam, type: "messaging/spam", source: IPAddress("192.0.2.10"), sourcePort: 4711,
                    incident: at,
                    reporter: ReportedBy(contact: "abuse@t.example", organisation: "Team", domain: "t.example"),
                    samples: [ReportReading.Sample(at: at, destination: "[2001:db8::7]:25")]))
    }

    @Test(
        arguments: [
            ("DOS", "Activity", "connection/ddos", .attack, [:]), ("PortScan", "Activity", "connection/port_scan", .attack, [:]),
            ("Phishing", "Content", "content/phishing", .phishing, ["SourceUrl": "http://a.example/"]),
            ("Malware", "Content", "content/malware", .malware, [:]),
            ("Malware", "Activity", "connection/infected_host", .compromised, ["ReportSubType": "RPZ-Rewrite"]),
            ("ChildAbuse", "Content", "content/csam", .childAbuse, [:]),
            ("Botnet", "Content", "infrastructure/botnet", .compromised, [:]),
            ("Copyright", "Content", "copyright/copyright", .copyright, ["InfringedMaterial": "a"]),
            ("OpenService", "Vulnerability", "vulnerability/open_service", .vulnerability, ["ServiceName": "ntp"]),
            (
                "Harassment", "Activity", "Activity/Harassment", .other,
                ["Harasser": "a", "HarassmentDescription": "b"]
            ),
        ] as [(String, String, String, AbuseCategory, Object)])
    func `converts each type`(_ type: String, _ kind: String, _ name: String, _ category: AbuseCategory, _ more: Object) {
        let reading = XARF.reading(of: document(report(type, of: kind, more)))
        #expect(reading.type == name)
        #expect(reading.category == category)
        #expect(reading.problems == [])
        if category == .childAbuse { #expect(reading.samples == []) }
    }

    @Test func `warns of a type without a successor`() {
        let reading = XARF.reading(of: document(report("Sneezing", of: "Activity")))
        #expect(reading.type == "Activity/Sneezing")
        #expect(reading.category == .other)
        #expect(reading.problems.compactMap(\.field).contains("Report.ReportType"))
    }

    @Test func `reads the dialect that has the source in an object`() {
        let other: Object = [
            "ReportClass": "Messaging", "ReportType": "spam", "Date": "2026-11-21T08:30:00Z",
            "Source": ["IP": "192.0.2.10", "Port": 4711], "AdditionalInfo": ["Subject": "Cheap watches"],
        ]
        let reading = XARF.reading(of: document(other, version: "3.0.0"))
        #expect(reading.source == IPAddress("192.0.2.10"))
        #expect(reading.sourcePort == 4711)
        #expect(reading.category == .spam)
        #expect(reading.samples.map(\.subject) == ["Cheap watches"])
    }

    @Test(
        arguments: [
            ("Report.SourceIp", "SourceIp", 5), ("Report.SourcePort", "SourcePort", 70000), ("Report.Date", "Date", "yesterday"),
            ("Report.ReportClass", "ReportClass", "Content"), ("Report.Samples", "Samples", []),
            ("Report.Samples[0].Base64Encoded", "Samples", [["Base64Encoded": "yes"]]),
            ("Report.ReporterSeverity", "ReporterSeverity", "dire"), ("Report.Custom", "Custom", ["a": []]),
        ] as [(String, String, Value)])
    func `names each field of no sense`(_ field: String, _ name: String, _ value: Value) {
        let wrong = document(report("Spam", of: "Activity", [:]).with(name, value))
        #expect(xarfFaults(wrong) == [field])
    }

    @Test func `names each field that is missing`() {
        #expect(xarfFaults(["Version": "3"]) == ["ReporterInfo", "Report", "Disclosure"])
        let person: Object = ["Version": "3", "Disclosure": false, "ReporterInfo": [:], "Report": [:]]
        #expect(
            xarfFaults(person) == [
                "Report.ReportClass", "Report.ReportType", "Report.Date", "ReporterInfo.ReporterOrg",
                "ReporterInfo.ReporterOrgDomain",
                "ReporterInfo.ReporterOrgEmail",
            ])
    }
}
