/// A case was closed: its reporter was right, or wrong.
package struct ReporterJudged: Message {
    package static let type: EventType = "abuse.reporter.judged"
    package static let producers: [Producer] = [.guichet]
    package static let queue: QueueName = "guichet.abuse"
    package static let meaning = "A closed case says whether its reporter was right; its precision counts in later scores."

    package let reporter: String
    package let identity: String
    package let abuseCase: String
    package let isRight: Bool
    package let reports: Int64

    package init(from form: inout Form) {
        reporter = form.id("reporterId", "the reporter")
        identity = form.text("identity", "who it is, as far as that was proved", limit: 400)
        abuseCase = form.id("caseId", "the case")
        isRight = form.flag("right", "whether the case was confirmed", else: false)
        reports = form.integer("reports", "its reports in the case", in: 0...1_000_000_000_000)
    }

    package static func outgoing(_ reporter: CaseReporter, in abuseCase: String, isRight: Bool) -> Outgoing {
        Outgoing(
            type: type,
            data: [
                "reporterId": .string(reporter.id), "identity": .string(reporter.identity), "caseId": .string(abuseCase),
                "right": .bool(isRight), "reports": .integer(reporter.reports),
            ])
    }
}

/// The desk says what a reporter's word is worth.
package struct ReporterTrusted: Message {
    package static let type: EventType = "abuse.reporter.trusted"
    package static let producers: [Producer] = [.desk]
    package static let queue: QueueName = "guichet.abuse"
    package static let meaning = "The desk trusts a reporter, distrusts it, or neither."

    package let reporter: String
    package let identity: String
    package let by: String
    package let level: ReporterRecord.Level
    package let reason: String

    package init(from form: inout Form) {
        identity = form.text("reporter", "who it is, as its reports name it: domain:example.net, feed:name, desk", limit: 400)
        reporter = form.isDescribing ? "" : Reporter.id(of: identity, form.digest)
        by = form.text("by", "who decided it")
        level = form.requiredChoice("level", "what its word is worth", of: ReporterRecord.Level.self, placeholder: .neutral)
        reason = form.text("reason", "why", limit: 1000)
    }
}
