/// A report as it was read, and what was made of it. It is settled the moment it comes: the rest is its case's.
package struct AbuseReport: Entity {
    package static let kind = "report"
    package static let table = "abuse_reports"
    package static let references: [String] = []

    package let id: String
    /// Nil until it came.
    package private(set) var summary: ReportSummary?
    package private(set) var recorded: Moment?

    package init(id: String) {
        self.id = id
    }

    package mutating func apply(_ fact: AbuseReportFact, at moment: Moment) {
        switch fact {
        case .received(let summary):
            self.summary = summary
            recorded = moment
        }
    }

    package var row: Object {
        var row = summary?.object ?? Object()
        row["recorded_at"] = .moment(recorded)
        return row
    }

    package init(id: String, row: Object) throws(Failure) {
        self.init(id: id)
        guard let summary = ReportSummary(row) else {
            throw .fatal("abuse_reports of \(id) cannot be read: run `guichet audit` and `guichet migrate --check`")
        }
        self.summary = summary
        recorded = try Columns(of: "abuse_reports", id: id, row).moment("recorded_at")
    }
}

package enum AbuseReportFact: Fact {
    case received(ReportSummary)

    package var name: String { "report.received" }

    package var data: Object {
        switch self {
        case .received(let summary): summary.object
        }
    }

    package init?(name: String, data: Object) {
        guard name == "report.received", let summary = ReportSummary(data) else { return nil }
        self = .received(summary)
    }
}
