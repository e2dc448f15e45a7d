/// What is kept of a report for ever: no content, and of people only where an answer goes.
package struct ReportSummary: Hashable, Sendable {
    package enum Disposition: String, CaseIterable, Sendable {
        /// It went into a case about an address and its holder.
        case filed
        /// It went into a case that only a person can settle.
        case desk
        case notOurs = "not_ours"
        case tooOld = "too_old"
        /// A bounce or an automatic answer: never answered (NOT-5).
        case automatic
        case test
        /// Nobody complains of an address: `not-spam`, `opt-out`, `auth-failure`.
        case noComplaint = "no_complaint"
    }

    package var format: ReportFormat
    package var kind: ReportReading.Kind
    package var category: AbuseCategory
    package var type: String?
    package var source: IPAddress?
    package var port: UInt16?
    package var incident: Moment?
    package var incidents: Int64
    package var received: Moment
    package var channel: String
    package var standing: ReporterStanding
    package var reporter: String
    /// `held`, `ambiguous`, `unattributable`, `not_ours`; nil where nothing was looked up.
    package var attribution: String?
    package var lease: String?
    package var disposition: Disposition
    /// The key of the case it went into.
    package var caseKey: String?
    package var policy: String
    package var lines: [ScoreLine]
    /// Of the bytes.
    package var hash: String
    /// The raw bytes among the documents; nil where none may be kept.
    package var document: String?
    package var problems: [String]

    package var object: Object {
        [
            "format": .string(format.rawValue), "kind": .string(kind.rawValue), "category": .string(category.rawValue),
            "feedback_type": .text(type), "source": .text(source?.description),
            "source_port": port.map { .integer(Int64($0)) } ?? .null, "incident_at": .moment(incident),
            "incidents": .integer(incidents), "received_at": .moment(received), "channel": .string(channel),
            "reporter_id": .string(reporter), "reporter": .string(standing.identity),
            "proof": .string(standing.proof.rawValue), "contact": .text(standing.contact),
            "attribution": .text(attribution), "lease_id": .text(lease), "disposition": .string(disposition.rawValue),
            "case_key": .text(caseKey), "policy": .string(policy), "score": .integer(lines.total), "lines": lines.value,
            "digest": .string(hash), "document_id": .text(document), "problems": .array(problems.map(Value.string)),
        ]
    }
}

extension ReportSummary {
    package init?(_ data: Object) {
        guard let format = data["format"]?.string.flatMap(ReportFormat.init),
            let kind = data["kind"]?.string.flatMap(ReportReading.Kind.init),
            let category = data["category"]?.string.flatMap(AbuseCategory.init),
            let incidents = data["incidents"]?.integer,
            let received = data["received_at"]?.string.flatMap({ Moment(rfc3339: $0) }),
            let channel = data["channel"]?.string, let reporter = data["reporter_id"]?.string,
            let identity = data["reporter"]?.string,
            let proof = data["proof"]?.string.flatMap(ReporterStanding.Proof.init),
            let disposition = data["disposition"]?.string.flatMap(Disposition.init), let policy = data["policy"]?.string,
            let hash = data["digest"]?.string
        else { return nil }
        self.init(
            format: format, kind: kind, category: category, type: data["feedback_type"]?.string,
            source: data["source"]?.string.flatMap { IPAddress($0) },
            port: data["source_port"]?.integer.map { UInt16(truncatingIfNeeded: $0) },
            incident: data["incident_at"]?.string.flatMap { Moment(rfc3339: $0) }, incidents: incidents, received: received,
            channel: channel,
            standing: ReporterStanding(proof: proof, identity: identity, contact: data["contact"]?.string),
            reporter: reporter, attribution: data["attribution"]?.string, lease: data["lease_id"]?.string,
            disposition: disposition, caseKey: data["case_key"]?.string, policy: policy,
            lines: ScoreLine.all(in: data["lines"]), hash: hash, document: data["document_id"]?.string,
            problems: (data["problems"]?.array ?? []).compactMap(\.string))
    }
}
