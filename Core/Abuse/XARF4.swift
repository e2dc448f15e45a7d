/// XARF of xarf.org, version 4: its schema is checked field by field, and what can be read is read all the same.
enum XARF4 {
    static func reading(of document: Object, digest: (String, [UInt8]) -> String?) -> ReportReading {
        var reading = ReportReading(kind: .xarf4)
        // An older draft of version 4 called the category `class`.
        let category = document["category"] ?? document["class"]
        if let category = XARF.text(category), let type = XARF.text(document["type"]) {
            reading.type = "\(category)/\(type)"
            reading.category = XARF.category("\(category)/\(type)")
        }
        if let source = document["source_identifier"]?.string {
            reading.source = IPAddress(source)
            if reading.source == nil { reading.sourceText = XARF.text(.string(source)) }
        }
        reading.sourcePort = document["source_port"]?.integer.flatMap { UInt16(exactly: $0) }.flatMap { $0 > 0 ? $0 : nil }
        reading.incident = document["timestamp"]?.string.flatMap { Moment(rfc3339: $0) }
        let reporter = document["reporter"]?.object
        reading.reporter = ReportedBy(
            contact: reporter?["contact"]?.string.flatMap { EmailAddress.normalised($0) },
            organisation: XARF.text(reporter?["org"]), domain: XARF.text(reporter?["domain"])?.lowercased())
        reading.isTest = isTest(document)
        reading.problems = problems(of: document, digest: digest)
        // Of this lane nothing but the fact is kept.
        if reading.category != .childAbuse { reading.samples = [sample(of: document, at: reading.incident)].compactMap { $0 } }
        return reading
    }

    /// A tag with the namespace or the predicate `test`.
    private static func isTest(_ document: Object) -> Bool {
        (document["tags"]?.array ?? []).contains { tag in
            tag.string?.lowercased().split(separator: ":").contains("test") ?? false
        }
    }

    private static func sample(of document: Object, at incident: Moment?) -> ReportReading.Sample? {
        let host = document["destination_ip"]?.string.flatMap { IPAddress($0)?.description }
        let port = document["destination_port"]?.integer.flatMap { UInt16(exactly: $0) }
        let destination = host.map { host in port.map { host.contains(":") ? "[\(host)]:\($0)" : "\(host):\($0)" } ?? host }
        let sample = ReportReading.Sample(
            at: incident, messageId: XARF.text(document["message_id"]), subject: XARF.text(document["subject"]),
            destination: destination)
        return sample == ReportReading.Sample(at: incident) ? nil : sample
    }

    private static func problems(of document: Object, digest: (String, [UInt8]) -> String?) -> [Reason] {
        var problems = core.problems(of: document)
        let category = document["category"]?.string ?? ""
        let type = document["type"]?.string ?? ""
        if let shape = types[category]?[type] {
            if category == "content" { problems += XARFContent.common.problems(of: document) }
            problems += shape.problems(of: document) + conditions(document, category, type)
        } else if document["category"] != nil, document["type"] != nil {
            problems.append(
                Reason(
                    rule: "ABU-4", field: "type", message: "category and type are no pair that XARF knows",
                    remedy: "use a pair of the schema"))
        }
        return problems + XARFEvidence.problems(of: document, digest: digest)
    }

    /// What one field asks of another.
    private static func conditions(_ document: Object, _ category: String, _ type: String) -> [Reason] {
        let isAddress = document["source_identifier"]?.string.flatMap { IPAddress($0) } != nil
        let wanted: [(Bool, String, Object)] = [
            (category == "messaging" && document["protocol"]?.string == "smtp", "smtp_from", document),
            (category == "messaging" && document["protocol"]?.string == "smtp", "source_port", document),
            (category == "connection" && portBound.contains(type) && isAddress, "source_port", document),
        ]
        var missing = wanted.filter { $0.0 && $0.2[$0.1] == nil }.map(\.1)
        if type == "p2p" {
            let swarm = document["swarm_info"]?.object
            if swarm?["info_hash"] == nil, swarm?["magnet_uri"] == nil { missing.append("swarm_info.info_hash") }
        }
        if type == "usenet", document["message_info"]?.object?["message_id"] == nil { missing.append("message_info.message_id") }
        return missing.map(XARFShape.missing)
    }

    private static let portBound: Set<String> = ["ddos", "login_attack", "port_scan"]

    private static let types: [String: [String: XARFShape]] = [
        "messaging": XARFMessaging.types, "connection": XARFConnection.types, "content": XARFContent.types,
        "copyright": XARFCopyright.types, "vulnerability": XARFVulnerability.types, "infrastructure": XARFInfrastructure.types,
        "reputation": XARFReputation.types,
    ]

    private static let contact = XARFShape(
        ["org": .text(limit: 200), "contact": .shape(.email), "domain": .shape(.host)], required: ["org", "contact", "domain"],
        isClosed: true)

    private static let evidence = XARFShape(
        [
            "content_type": .text(), "description": .text(limit: 500), "payload": .text(), "hash": .shape(.hash),
            "size": .integer(0...Int64(XARFEvidence.itemLimit)),
        ], required: ["content_type", "payload"], isClosed: true)

    private static let core = XARFShape(
        [
            "xarf_version": .shape(.version), "report_id": .shape(.uuid), "timestamp": .shape(.instant),
            "reporter": .object(contact),
            "sender": .object(contact), "source_identifier": .text(), "source_port": .integer(1...65535),
            "category": .choice([
                "messaging", "content", "copyright", "connection", "vulnerability", "infrastructure", "reputation",
            ]), "type": .text(), "evidence_source": .text(), "evidence": .list(.object(evidence), limit: 50),
            "tags": .list(.shape(.tag), limit: 20), "confidence": .number(0...1), "description": .text(limit: 1000),
            "legacy_version": .choice(["3"]), "_internal": .object(XARFShape([:])),
        ],
        required: ["xarf_version", "report_id", "timestamp", "reporter", "sender", "source_identifier", "category", "type"])
}
