/// What the inspection of a document found, told to the verification of its company.
package struct InspectionCompleted: Message {
    package static let type: EventType = "inspection.completed"
    package static let producers: [Producer] = [.guichet]
    package static let queue: QueueName = "guichet.verification"
    package static let meaning = "A document was inspected. The result advises the reviewer; it decides nothing."

    package let document: String
    package let company: String
    /// By content, not by name: `application/pdf`.
    package let mediaType: String
    package let verdict: Verdict
    /// What a reviewer must look at before approving: codes such as `encrypted`, `active-content`, `truncated`.
    package let alarms: [String]
    /// One line each, for the reviewer: signers, coverage, what was found in the text.
    package let evidence: [String]
    /// Nil where the file has no text that can be searched.
    package let namesNumber: Bool?
    package let namesCompany: Bool?
    /// The date the extract says it was issued on.
    package let issuedOn: String?

    /// A second person must agree to approve in spite of it (SEC-10).
    package var isFailed: Bool { verdict == .altered || verdict == .broken || !alarms.isEmpty }

    package init(from form: inout Form) {
        document = form.id("documentId", "the document")
        company = form.id("companyId", "whose it is")
        mediaType = form.text("mediaType", "what it is, by its content", limit: 100)
        verdict = form.requiredChoice("verdict", "what its signatures came to", of: Verdict.self, placeholder: .unsigned)
        alarms = form.texts("alarms", "what a reviewer must look at before approving", limit: 50)
        evidence = form.texts("evidence", "what was seen, one line each", limit: 200)
        namesNumber = form.optionalFlag("namesNumber", "whether its text has the registration number")
        namesCompany = form.optionalFlag("namesCompany", "whether its text has the legal name")
        issuedOn = form.optionalText("issuedOn", "the date of issue it states, `2026-11-02`", limit: 10)
    }

    package static func outgoing(_ report: InspectionReport, of command: InspectCertificate) -> Outgoing {
        var data: Object = [
            "documentId": .string(command.document), "companyId": .string(command.company),
            "mediaType": .string(report.mediaType?.rawValue ?? "application/octet-stream"),
            "verdict": .string(report.verdict.rawValue),
            "alarms": .array(report.alarms.map { .string($0.rawValue) }),
            "evidence": .array(report.evidence.map(Value.string)),
        ]
        if let found = report.namesNumber { data["namesNumber"] = .bool(found) }
        if let found = report.namesCompany { data["namesCompany"] = .bool(found) }
        if let date = report.issuedOn { data["issuedOn"] = .string(date) }
        return Outgoing(type: type, data: data)
    }
}
