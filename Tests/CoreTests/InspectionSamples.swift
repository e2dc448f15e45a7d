import Core

enum InspectionSamples {
    static let received = Moment(rfc3339: "2026-11-20T10:00:00Z") ?? Moment(microseconds: 0)

    static let asked = InspectionAsked(
        company: "0193a1b2-0000-7000-8000-000000000002", legalName: "Exemple SAS", country: "FR",
        registrationNumber: "552081317", receivedAt: received)

    static var command: Object {
        [
            "documentId": "0193a1b2-0000-7000-8000-000000000001", "companyId": .string(asked.company),
            "legalName": .string(asked.legalName), "country": .string(asked.country),
            "registrationNumber": .string(asked.registrationNumber), "receivedAt": .moment(received),
        ]
    }

    static var report: InspectionReport {
        var report = InspectionReport(.altered, mediaType: .pdf, alarms: [.activeContent], evidence: ["one", "two\u{7}"])
        (report.namesNumber, report.issuedOn, report.size, report.sha256) = (true, "2026-11-02", 12, "ab")
        return report
    }
}
