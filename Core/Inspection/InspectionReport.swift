/// What a machine saw in a document. It advises the reviewer; it never decides.
package struct InspectionReport: Hashable, Sendable {
    /// By content, not by name; nil where it is none of the kinds that are accepted.
    package var mediaType: MediaType?
    package var verdict: Verdict
    package var alarms: [Alarm]
    /// One line each.
    package private(set) var evidence: [String]
    /// Nil where the file has no text that can be searched.
    package var namesNumber: Bool?
    package var namesCompany: Bool?
    /// `2026-11-02`
    package var issuedOn: String?
    /// Of the bytes that were looked at; nil where there were none.
    package var size: Int?
    package var sha256: String?

    package init(_ verdict: Verdict, mediaType: MediaType? = nil, alarms: [Alarm] = [], evidence: [String] = []) {
        self.mediaType = mediaType
        self.verdict = verdict
        self.alarms = alarms
        self.evidence = []
        for line in evidence { note(line) }
    }

    /// Evidence quotes what strangers wrote: names in certificates, keys in a file.
    package mutating func note(_ line: String) {
        guard evidence.count < Self.mostEvidence, let line = PlainLine.of(line, limit: Self.longestLine) else { return }
        evidence.append(line)
    }

    package mutating func raise(_ alarm: Alarm, _ line: String) {
        if !alarms.contains(alarm) { alarms.append(alarm) }
        note(line)
    }

    /// As much as an event carries.
    private static let mostEvidence = 100
    private static let longestLine = 300
}

extension InspectionReport {
    package var object: Object {
        [
            "mediaType": .text(mediaType?.rawValue), "verdict": .string(verdict.rawValue),
            "alarms": .array(alarms.map { .string($0.rawValue) }), "evidence": .array(evidence.map(Value.string)),
            "namesNumber": namesNumber.map(Value.bool) ?? .null, "namesCompany": namesCompany.map(Value.bool) ?? .null,
            "issuedOn": .text(issuedOn), "size": size.map { .integer(Int64($0)) } ?? .null, "sha256": .text(sha256),
        ]
    }

    /// Nil where it is no report.
    package init?(_ data: Object) {
        guard let verdict = data["verdict"]?.string.flatMap(Verdict.init), let alarms = data["alarms"]?.array,
            let evidence = data["evidence"]?.array
        else { return nil }
        self.init(
            verdict, mediaType: data["mediaType"]?.string.flatMap(MediaType.init),
            alarms: alarms.compactMap { $0.string.flatMap(Alarm.init) }, evidence: evidence.compactMap(\.string))
        namesNumber = data["namesNumber"]?.bool
        namesCompany = data["namesCompany"]?.bool
        issuedOn = data["issuedOn"]?.string
        size = data["size"]?.integer.map { Int(clamping: $0) }
        sha256 = data["sha256"]?.string
    }
}
