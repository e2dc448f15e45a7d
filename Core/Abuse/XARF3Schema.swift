/// What the published schemas of version 3 and its forerunners ask, all versions in one: a field means the same in each.
enum XARF3Schema {
    static func problems(of document: Object) -> [Reason] {
        var problems = root.problems(of: document)
        let info = document["ReporterInfo"]?.object
        if let info, info["ReporterType"]?.string != "Person" {
            problems += ["ReporterOrg", "ReporterOrgDomain", "ReporterOrgEmail"].filter { info[$0] == nil }
                .map { XARFShape.missing("ReporterInfo.\($0)") }
        }
        guard let report = document["Report"]?.object else { return problems }
        guard let type = report["ReportType"]?.string, let rule = types[type] else {
            return problems + (report["ReportType"] == nil ? [] : [unfit("Report.ReportType", "is no type of the schema")])
        }
        let isRewrite = type == "Malware" && report["ReportSubType"]?.string == "RPZ-Rewrite"
        if let name = report["ReportClass"]?.string, name != (isRewrite ? "Activity" : rule.class) {
            problems.append(unfit("Report.ReportClass", "is not the class of this type"))
        }
        var required = rule.required
        if isRewrite {
            required.append("SourceIp")
        } else if type == "Malware", older.contains(document["Version"]?.string ?? "alpha") {
            required.append("SourceUrl")
        }
        problems += required.filter { report[$0] == nil }.map { XARFShape.missing("Report.\($0)") }
        let sources = ["SourceIp", "SourceUrl"].filter { report[$0] != nil }
        if type == "PotentiallyCompromisedAccount" {
            problems += sources.map { unfit("Report.\($0)", "is not for an account") }
        } else if sources.isEmpty, !required.contains("SourceIp") {
            problems.append(XARFShape.missing("Report.SourceIp"))
        }
        if report["Account"]?.object?.isEmpty == true { problems.append(XARFShape.missing("Report.Account.AccountIdentifier")) }
        let custom = report["Custom"]?.object ?? Object()
        if custom.members.contains(where: { $0.value.string == nil && $0.value.integer == nil }) {
            problems.append(unfit("Report.Custom", "has a value that is neither text nor integer"))
        }
        return problems + vector(of: report)
    }

    /// The vector begins as its version has it.
    private static func vector(of report: Object) -> [Reason] {
        guard let score = report["CVSS"]?.object, let vector = score["Vector"]?.string else { return [] }
        let isOld = score["Version"]?.string == "2"
        let starts = isOld ? ["AV:", "(AV:"] : ["CVSS:3.0/AV:", "CVSS:3.1/AV:"]
        return starts.contains(where: vector.hasPrefix) ? [] : [unfit("Report.CVSS.Vector", "is not of its version")]
    }

    private static func unfit(_ field: String, _ what: String) -> Reason {
        Reason(rule: "ABU-4", field: field, message: "“\(field)” \(what)", remedy: "use a word of the schema")
    }

    /// Versions in which a report of malware needs the URL.
    private static let older: Set<String> = ["alpha", "1", "2"]

    private static let types: [String: (class: String, required: [String])] = [
        "Botnet": ("Content", []), "ChildAbuse": ("Content", []), "ChildSexualAbuseMaterial": ("Content", []),
        "Copyright": ("Content", ["InfringedMaterial"]), "Malware": ("Content", []), "Phishing": ("Content", ["SourceUrl"]),
        "Trademark": ("Content", ["TrademarkedMaterial"]), "DOS": ("Activity", ["SourceIp"]),
        "LoginAttack": ("Activity", ["SourceIp"]), "PortScan": ("Activity", ["SourceIp"]), "Spam": ("Activity", ["SourceIp"]),
        "Exploit": ("Activity", ["SourceIp"]), "Harassment": ("Activity", ["Harasser", "HarassmentDescription"]),
        "PotentiallyCompromisedAccount": ("Activity", ["Account"]), "WebCrawler": ("Activity", []),
        "OpenService": ("Vulnerability", ["ServiceName"]),
    ]

    private static let port = XARFRule.integer(0...65535)

    private static let root = XARFShape(
        [
            "Version": .choice(["alpha", "development", "1", "2", "3"]), "Disclosure": .flag, "ReporterInfo": .object(reporter),
            "OnBehalfOf": .object(complainant), "Report": .object(report), "InternalProcessing": .object(processing),
        ], required: ["ReporterInfo", "Report", "Disclosure"])

    private static let reporter = XARFShape(
        [
            "ReporterType": .choice(["Org", "Person"]), "ReporterOrg": .text(), "ReporterOrgDomain": .shape(.host),
            "ReporterOrgEmail": .shape(.email), "ReporterOrgAddress": .text(), "ReporterContactEmail": .shape(.email),
            "ReporterContactName": .text(), "ReporterContactPhone": .text(),
        ], isClosed: true)

    private static let complainant = XARFShape([
        "ComplainantType": .choice(["Org", "Person"]), "ComplainantOrg": .text(), "ComplainantOrgDomain": .shape(.host),
        "ComplainantOrgEmail": .shape(.email), "ComplainantContactEmail": .shape(.email), "ComplainantContactName": .text(),
        "ComplainantContactPhone": .text(),
    ])

    private static let processing = XARFShape([
        "SubscriberInformation": .object(XARFShape(["ID": .text()])),
        "ContractInformation": .object(XARFShape(["ID": .text()])), "EventTags": .list(.text()),
    ])

    private static let report = XARFShape(
        [
            "ReportClass": .choice(["Content", "Activity", "Vulnerability"]), "ReportType": .text(), "ReportSubType": .text(),
            "ReporterCaseID": .text(), "ReporterSeverity": .choice(["low", "medium", "high"]), "ReporterNotes": .text(),
            "Date": .shape(.instant), "FirstSeen": .shape(.instant), "SourceIp": .shape(.address), "SourcePort": port,
            "SourceUrl": .shape(.uri), "ASN": .integer(1...4_199_999_999), "DestinationIp": .shape(.address),
            "AttackerIp": .shape(.address), "ByteCount": .integer(), "PacketCount": .integer(),
            "SmtpMailFromAddress": .shape(.email), "SmtpRcptToAddress": .shape(.email), "ServiceName": .text(),
            "ServiceVersion": .text(), "TransportProtocol": .choice(["tcp", "udp"]), "Harasser": .text(),
            "HarassmentDescription": .text(), "CVE": .shape(.cve), "Ongoing": .flag, "ThreatActor": .text(),
            "Samples": .list(.object(sample), atLeast: 1), "FileName": .text(), "FileSize": .integer(0 ... .max),
            "FileHash": .either(text: .text(), object: hash),
            "Account": .object(XARFShape(["AccountIdentifier": .text(), "AccountEmail": .text()])),
            "CVSS": .object(cvss), "InfringedMaterial": .text(), "InfringingUrl": .shape(.uri), "MaterialType": .text(),
            "CourtOrder": .shape(.uri), "TrademarkedMaterial": .text(), "Custom": .object(XARFShape([:])),
            "RpzDomain": .shape(.host),
        ], required: ["ReportClass", "ReportType", "Date"])

    private static let sample = XARFShape([
        "ContentType": .text(), "Base64Encoded": .flag, "Description": .text(), "Payload": .text(), "FileName": .text(),
    ])

    private static let hash = XARFShape(
        [
            "HashValue": .text(),
            "HashAlgorithm": .choice([
                "sha1", "sha2", "sha3", "sha256", "sha512", "md5", "argon2id", "scrypt", "bcrypt", "pbkdf2",
            ]), "HashComplete": .flag,
        ], required: ["HashValue", "HashAlgorithm"])

    private static let cvss = XARFShape(
        ["Score": .number(), "Version": .choice(["3.1", "3.0", "2"]), "Vector": .text(), "Severity": .text()],
        required: ["Version", "Vector"])
}
