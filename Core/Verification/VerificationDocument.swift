/// One version of a document of a company: never changed, never taken away (VER-14).
package struct VerificationDocument: Hashable, Sendable {
    package let id: String
    package let name: String
    /// By content, as the store found it.
    package let mediaType: String
    package let size: Int64
    /// SHA-256 at receipt, in hexadecimal.
    package let sha256: String
    package let kind: String?
    /// The account that sent it, where it said so.
    package let by: String?
    /// When the store received the bytes.
    package let receivedAt: Moment
    /// Which request to verify it belongs to, from 1.
    package let round: Int64
    package var inspection: InspectionAdvice?

    package init(
        id: String, name: String, mediaType: String, size: Int64, sha256: String, kind: String?, by: String?,
        receivedAt: Moment, round: Int64, inspection: InspectionAdvice? = nil
    ) {
        self.id = id
        self.name = name
        self.mediaType = mediaType
        self.size = size
        self.sha256 = sha256
        self.kind = kind
        self.by = by
        self.receivedAt = receivedAt
        self.round = round
        self.inspection = inspection
    }

    package var object: Object {
        [
            "id": .string(id), "name": .string(name), "mediaType": .string(mediaType), "size": .integer(size),
            "sha256": .string(sha256), "kind": .text(kind), "by": .text(by), "receivedAt": .moment(receivedAt),
            "round": .integer(round), "inspection": inspection.map { .object($0.object) } ?? .null,
        ]
    }

    package init?(_ data: Object) {
        guard let id = data["id"]?.string, let name = data["name"]?.string, let mediaType = data["mediaType"]?.string,
            let size = data["size"]?.integer, let sha256 = data["sha256"]?.string,
            let receivedAt = data["receivedAt"]?.string.flatMap({ Moment(rfc3339: $0) }),
            let round = data["round"]?.integer
        else { return nil }
        self.init(
            id: id, name: name, mediaType: mediaType, size: size, sha256: sha256, kind: data["kind"]?.string,
            by: data["by"]?.string, receivedAt: receivedAt, round: round,
            inspection: data["inspection"]?.object.flatMap(InspectionAdvice.init))
    }
}

/// What the inspection of a document said: advice for the reviewer, never a decision.
package struct InspectionAdvice: Hashable, Sendable {
    package let verdict: Verdict
    /// True where a second person must agree to approve in spite of it (SEC-10).
    package let isFailed: Bool
    package let alarms: [String]
    package let evidence: [String]
    package let namesNumber: Bool?
    package let namesCompany: Bool?
    package let issuedOn: String?
    package let at: Moment

    package init(_ completed: InspectionCompleted, at now: Moment) {
        verdict = completed.verdict
        isFailed = completed.isFailed
        alarms = completed.alarms
        evidence = completed.evidence
        namesNumber = completed.namesNumber
        namesCompany = completed.namesCompany
        issuedOn = completed.issuedOn
        at = now
    }

    package var object: Object {
        [
            "verdict": .string(verdict.rawValue), "failed": .bool(isFailed), "alarms": .array(alarms.map(Value.string)),
            "evidence": .array(evidence.map(Value.string)), "namesNumber": namesNumber.map(Value.bool) ?? .null,
            "namesCompany": namesCompany.map(Value.bool) ?? .null, "issuedOn": .text(issuedOn), "at": .moment(at),
        ]
    }

    package init?(_ data: Object) {
        guard let verdict = data["verdict"]?.string.flatMap(Verdict.init), let isFailed = data["failed"]?.bool,
            let at = data["at"]?.string.flatMap({ Moment(rfc3339: $0) })
        else { return nil }
        self.verdict = verdict
        self.isFailed = isFailed
        alarms = (data["alarms"]?.array ?? []).compactMap(\.string)
        evidence = (data["evidence"]?.array ?? []).compactMap(\.string)
        namesNumber = data["namesNumber"]?.bool
        namesCompany = data["namesCompany"]?.bool
        issuedOn = data["issuedOn"]?.string
        self.at = at
    }
}
