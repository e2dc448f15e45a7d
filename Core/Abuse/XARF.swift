/// XARF of all versions that are JSON, read as version 4.
package enum XARF {
    /// `digest` answers with the hexadecimal digest of bytes by an algorithm (`sha256`), or nil where it knows it not: then a
    /// hash in the evidence is not checked.
    package static func reading(
        of document: Object, digest: (_ algorithm: String, _ bytes: [UInt8]) -> String? = { _, _ in nil }
    ) -> ReportReading {
        if document["xarf_version"] != nil { return XARF4.reading(of: document, digest: digest) }
        if document["Report"] != nil || document["ReporterInfo"] != nil || document["Version"] != nil {
            return XARF3.reading(of: document)
        }
        return ReportReading(
            kind: .unreadable,
            problems: [
                Reason(
                    rule: "ABU-4", field: "xarf_version", message: "the document is no XARF",
                    remedy: "give “xarf_version” (version 4), or “Version” and “Report” (version 3)")
            ])
    }

    /// The category of ours for `category/type` of version 4.
    static func category(_ type: String) -> AbuseCategory {
        if let known = exceptions[type] { return known }
        return categories[String(type.prefix { $0 != "/" })] ?? .other
    }

    private static let categories: [String: AbuseCategory] = [
        "messaging": .spam, "connection": .attack, "copyright": .copyright, "vulnerability": .vulnerability,
        "infrastructure": .compromised, "reputation": .reputation, "content": .other,
    ]

    private static let exceptions: [String: AbuseCategory] = [
        "content/phishing": .phishing, "content/fraud": .phishing, "content/brand_infringement": .phishing,
        "content/suspicious_registration": .phishing, "content/malware": .malware, "content/remote_compromise": .compromised,
        "content/csam": .childAbuse, "content/csem": .childAbuse, "connection/infected_host": .compromised,
    ]

    /// A text of the document, without control characters and of bounded length.
    static func text(_ value: Value?) -> String? {
        guard let text = value?.string else { return nil }
        let plain = String(String.UnicodeScalarView(text.unicodeScalars.lazy.filter { $0.value >= 0x20 && $0.value != 0x7F }))
        return plain.isEmpty ? nil : String(plain.prefix(500))
    }
}
