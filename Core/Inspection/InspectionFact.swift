/// A document was looked at, or could not be. Both end an inspection: a document that kills its inspector is no reason to
/// look again.
package struct InspectionFact: Fact {
    package let asked: InspectionAsked
    package let report: InspectionReport

    package init(_ asked: InspectionAsked, _ report: InspectionReport) {
        self.asked = asked
        self.report = report
    }

    package var name: String { "inspection.completed" }

    package var data: Object {
        var data = report.object
        data["companyId"] = .string(asked.company)
        data["legalName"] = .string(asked.legalName)
        data["country"] = .string(asked.country)
        data["registrationNumber"] = .string(asked.registrationNumber)
        data["receivedAt"] = .moment(asked.receivedAt)
        return data
    }

    package init?(name: String, data: Object) {
        guard name == "inspection.completed", let report = InspectionReport(data), let company = data["companyId"]?.string,
            let legalName = data["legalName"]?.string, let country = data["country"]?.string,
            let number = data["registrationNumber"]?.string,
            let received = data["receivedAt"]?.string.flatMap({ Moment(rfc3339: $0) })
        else { return nil }
        asked = InspectionAsked(
            company: company, legalName: legalName, country: country, registrationNumber: number, receivedAt: received)
        self.report = report
    }
}
