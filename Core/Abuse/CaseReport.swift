/// What a case learns of one report.
package struct CaseReport: Hashable, Sendable {
    package var report: String
    package var category: AbuseCategory
    package var reporter: CaseReporter
    package var incident: Moment?
    package var incidents: Int64
    package var points: Int64
    /// When the lease of its holder ended, as it is known now.
    package var leaseEnd: Moment?
    /// It does not say enough, and its reporter should.
    package var needsMore: Bool
    package var samples: [CaseSample]

    package init(
        report: String, category: AbuseCategory, reporter: CaseReporter, incident: Moment?, incidents: Int64, points: Int64,
        leaseEnd: Moment? = nil, needsMore: Bool = false, samples: [CaseSample] = []
    ) {
        self.report = report
        self.category = category
        self.reporter = reporter
        self.incident = incident
        self.incidents = incidents
        self.points = points
        self.leaseEnd = leaseEnd
        self.needsMore = needsMore
        self.samples = samples
    }

    package var object: Object {
        [
            "report": .string(report), "category": .string(category.rawValue), "reporter": reporter.value,
            "incident": .moment(incident), "incidents": .integer(incidents), "points": .integer(points),
            "leaseEnd": .moment(leaseEnd), "needsMore": .bool(needsMore), "samples": .array(samples.map(\.value)),
        ]
    }

    package init?(_ data: Object) {
        guard let report = data["report"]?.string, let category = data["category"]?.string.flatMap(AbuseCategory.init),
            let reporter = data["reporter"].flatMap(CaseReporter.init), let incidents = data["incidents"]?.integer,
            let points = data["points"]?.integer
        else { return nil }
        self.init(
            report: report, category: category, reporter: reporter,
            incident: data["incident"]?.string.flatMap { Moment(rfc3339: $0) }, incidents: incidents, points: points,
            leaseEnd: data["leaseEnd"]?.string.flatMap { Moment(rfc3339: $0) },
            needsMore: data["needsMore"]?.bool ?? false, samples: (data["samples"]?.array ?? []).compactMap(CaseSample.init))
    }
}

/// Evidence that the holder is shown (ABU-8): one incident, each part on one line.
package struct CaseSample: Hashable, Sendable {
    package var at: Moment?
    package var messageId: String?
    package var subject: String?
    package var destination: String?

    /// Nil where there is nothing to show.
    package init?(_ sample: ReportReading.Sample) {
        at = sample.at
        messageId = PlainLine.of(sample.messageId)
        subject = PlainLine.of(sample.subject, limit: 120)
        destination = PlainLine.of(sample.destination, limit: 120)
        if at == nil, messageId == nil, subject == nil, destination == nil { return nil }
    }

    package var value: Value {
        [
            "at": .moment(at), "messageId": .text(messageId), "subject": .text(subject), "destination": .text(destination),
        ]
    }

    package init?(_ value: Value) {
        guard let object = value.object else { return nil }
        at = object["at"]?.string.flatMap { Moment(rfc3339: $0) }
        messageId = object["messageId"]?.string
        subject = object["subject"]?.string
        destination = object["destination"]?.string
    }

    /// One line of a mail, the same in every language.
    package var line: String {
        let parts = [at?.description, destination, messageId.map { "Message-ID \($0)" }, subject.map { "“\($0)”" }]
        return parts.compactMap { $0 }.joined(separator: " — ")
    }
}
