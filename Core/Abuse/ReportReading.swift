/// What a codec read in a report, without any judgement: whose word it is, and whether it counts, is for the rules to say.
package struct ReportReading: Hashable, Sendable {
    package enum Kind: String, CaseIterable, Sendable {
        /// RFC 5965, and its dialects.
        case arf
        /// XARF of xarf.org, version 4.
        case xarf4
        /// XARF of Abusix, version 3 (JSON), read as version 4.
        case xarf3
        /// X-ARF 0.1 and 0.2: a mail with a YAML part.
        case xarf0
        /// A complaint for human eyes.
        case mail
        /// A delivery report (RFC 3464, or one of the older kinds): recognised, never answered (NOT-5).
        case bounce
        /// An out-of-office or other automatic answer (RFC 3834): recognised, never answered (NOT-5).
        case autoReply
        /// Not understood: `problems` say why. The desk reads it.
        case unreadable
    }

    package var kind: Kind
    package var category: AbuseCategory
    /// As written: ARF's `Feedback-Type`, XARF's `category/type`.
    package var type: String?
    /// The address complained of.
    package var source: IPAddress?
    /// As written, where it is no address (redacted, a domain, a host name).
    package var sourceText: String?
    package var sourcePort: UInt16?
    /// When it happened: attribution counts at this instant, never at receipt (ABU-7).
    package var incident: Moment?
    package var reporter: ReportedBy
    /// What the holder may be shown: the first few incidents.
    package var samples: [Sample]
    /// How many incidents the report speaks of, at least 1.
    package var incidents: Int64
    package var subject: String?
    /// Marked by its sender as a test: never acted on.
    package var isTest: Bool
    /// What is wrong with it, each with its field. A report may have problems and still be of use.
    package var problems: [Reason]

    package init(
        kind: Kind, category: AbuseCategory = .other, type: String? = nil, source: IPAddress? = nil,
        sourceText: String? = nil, sourcePort: UInt16? = nil, incident: Moment? = nil, reporter: ReportedBy = ReportedBy(),
        samples: [Sample] = [], incidents: Int64 = 1, subject: String? = nil, isTest: Bool = false, problems: [Reason] = []
    ) {
        self.kind = kind
        self.category = category
        self.type = type
        self.source = source
        self.sourceText = sourceText
        self.sourcePort = sourcePort
        self.incident = incident
        self.reporter = reporter
        self.samples = samples
        self.incidents = incidents
        self.subject = subject
        self.isTest = isTest
        self.problems = problems
    }

    /// One incident, as evidence for the holder (ABU-8). Nothing in it names the reporter's customers.
    package struct Sample: Hashable, Sendable {
        package var at: Moment?
        package var messageId: String?
        package var subject: String?
        package var destination: String?

        package init(at: Moment? = nil, messageId: String? = nil, subject: String? = nil, destination: String? = nil) {
            self.at = at
            self.messageId = messageId
            self.subject = subject
            self.destination = destination
        }
    }
}

/// Who sent a report, as the report says. Only `authentication` proves anything, and only where a trusted host wrote it.
package struct ReportedBy: Hashable, Sendable {
    /// Where an answer would go: XARF's `reporter.contact`, else the mail's `Reply-To` or `From`.
    package var contact: String?
    package var organisation: String?
    /// The domain in `From`, or XARF's `reporter.domain`.
    package var domain: String?
    package var agent: String?
    /// `Authentication-Results` above the first `Received` header that another host wrote, topmost first.
    package var authentication: [AuthenticationResult]

    package init(
        contact: String? = nil, organisation: String? = nil, domain: String? = nil, agent: String? = nil,
        authentication: [AuthenticationResult] = []
    ) {
        self.contact = contact
        self.organisation = organisation
        self.domain = domain
        self.agent = agent
        self.authentication = authentication
    }
}

/// One method of one `Authentication-Results` header (RFC 8601).
package struct AuthenticationResult: Hashable, Sendable {
    /// The host that wrote it (`authserv-id`), in lower case.
    package var host: String
    /// `dkim`, `spf`, `dmarc`.
    package var method: String
    /// `pass`, `fail`, …
    package var result: String
    /// The domain it speaks of (`header.d`, `smtp.mailfrom`, `header.from`), in lower case.
    package var domain: String?

    package init(host: String, method: String, result: String, domain: String?) {
        self.host = host
        self.method = method
        self.result = result
        self.domain = domain
    }
}
