/// The inspection of one document; its id is the document's. The last look counts.
package struct Inspection: Entity {
    package static let kind = "inspection"
    package static let table = "inspections"
    package static let references: [String] = []

    package let id: String
    package private(set) var asked: InspectionAsked?
    package private(set) var report: InspectionReport?
    package private(set) var looks: Int64 = 0
    package private(set) var inspected: Moment?

    package init(id: String) {
        self.id = id
    }

    package mutating func apply(_ fact: InspectionFact, at moment: Moment) {
        asked = fact.asked
        report = fact.report
        looks += 1
        inspected = moment
    }
}

/// What was looked for in a document.
package struct InspectionAsked: Hashable, Sendable {
    package let company: String
    package let legalName: String
    package let country: String
    package let registrationNumber: String
    package let receivedAt: Moment

    package init(company: String, legalName: String, country: String, registrationNumber: String, receivedAt: Moment) {
        self.company = company
        self.legalName = legalName
        self.country = country
        self.registrationNumber = registrationNumber
        self.receivedAt = receivedAt
    }

    package init(_ command: InspectCertificate) {
        self.init(
            company: command.company, legalName: command.legalName, country: command.country,
            registrationNumber: command.registrationNumber, receivedAt: command.receivedAt)
    }
}

extension Inspection {
    package var row: Object {
        let seen = report?.object ?? Object()
        return [
            "company_id": .text(asked?.company), "legal_name": .text(asked?.legalName), "country": .text(asked?.country),
            "registration_number": .text(asked?.registrationNumber), "received_at": .moment(asked?.receivedAt),
            "verdict": seen["verdict"] ?? .null, "media_type": seen["mediaType"] ?? .null,
            "alarms": seen["alarms"] ?? [], "evidence": seen["evidence"] ?? [],
            "names_number": seen["namesNumber"] ?? .null, "names_company": seen["namesCompany"] ?? .null,
            "issued_on": seen["issuedOn"] ?? .null, "size": seen["size"] ?? .null, "sha256": seen["sha256"] ?? .null,
            "looks": .integer(looks), "inspected_at": .moment(inspected),
        ]
    }

    package init(id: String, row: Object) throws(Failure) {
        let columns = Columns(of: "inspections", id: id, row)
        self.init(id: id)
        asked = InspectionAsked(
            company: try columns.text("company_id"), legalName: try columns.text("legal_name"),
            country: try columns.text("country"), registrationNumber: try columns.text("registration_number"),
            receivedAt: try columns.moment("received_at"))
        var seen: Object = [:]
        for (name, column) in Self.reported { seen[name] = row[column] ?? .null }
        guard let report = InspectionReport(seen) else {
            throw .fatal("inspections.verdict of \(id) cannot be read: run `guichet audit`")
        }
        self.report = report
        looks = try columns.integer("looks")
        inspected = try columns.moment("inspected_at")
    }

    private static let reported = [
        ("verdict", "verdict"), ("mediaType", "media_type"), ("alarms", "alarms"), ("evidence", "evidence"),
        ("namesNumber", "names_number"), ("namesCompany", "names_company"), ("issuedOn", "issued_on"), ("size", "size"),
        ("sha256", "sha256"),
    ]
}
