import Core

/// What the tests of the abuse desk have in common.
enum AbuseSamples {
    static let now = Samples.now
    static let target = IPPrefix("192.0.2.10") ?? IPPrefix(IPAddress(.v4, bits: 0))

    static func policy(_ mode: AbusePolicy.Mode = .enforce) -> AbusePolicy {
        var policy = AbusePolicy(mode: mode)
        policy.mailHosts = ["mx.guichet.example"]
        policy.feeds = [AbuseFeed(name: "trap", user: "trap", points: 50)]
        policy.scoring.points = [
            .vouched: 60, .authenticated: 30, .unknown: 1, .trusted: 20, .precise: 15, .imprecise: -40, .contradicted: -20,
            .anotherKnown: 10, .anotherUnknown: 3, .recurrence: 20, .evidence: 10, .many: 11, .faulty: -5,
        ]
        policy.scoring.categories = [.spam: 20]
        var mail = AbuseClass(name: "mail", categories: [.spam])
        (mail.isAutomatic, mail.blockAt, mail.noticeAt) = (true, 70, 40)
        policy.classes = [mail]
        policy.ladder = [1, 24, 720].map { AbuseRung(length: .hours($0), lifted: .zero) }
        policy.remedy.checklist = ["cause_found", "queue_purged"]
        policy.letters.desk = "desk@guichet.example"
        return policy
    }

    static func circumstances(
        at moment: Moment = now, cause: String = "/guichet 1", _ policy: AbusePolicy = AbuseSamples.policy(),
        answers: [Ask: [Object]] = [:]
    ) -> Circumstances {
        let cautious = Policies.cautious
        let version = Dated.Version(effective: Moment(seconds: 0), name: "abuse 2026-11-01", policy: policy)
        return Circumstances(
            now: moment, cause: cause, answers: answers,
            policies: cautious.with(abuse: Dated(version)),
            digest: Samples.digest, tokenHash: { purpose, id in "hash of \(purpose) \(id)" })
    }

    static func reading(
        _ reporter: ReportedBy = ReportedBy(contact: "fbl@isp.example", domain: "isp.example"), incidents: Int64 = 1
    ) -> ReportReading {
        ReportReading(
            kind: .arf, category: .spam, source: target.base, incident: now.adding(.seconds(-60)), reporter: reporter,
            samples: [.init(at: now, messageId: "<1@x>")], incidents: incidents)
    }

    static func result(
        _ method: String, _ result: String, _ domain: String?, host: String = "mx.guichet.example"
    ) -> AuthenticationResult {
        AuthenticationResult(host: host, method: method, result: result, domain: domain)
    }

    static let holder = CaseHolder(
        lease: "lease", prefix: target, customer: "organisation/acme", contact: "tech@acme.example", language: .english, to: nil)

    static func opening(_ holder: CaseHolder? = holder, category: AbuseCategory = .spam) -> CaseOpening {
        CaseOpening(
            key: "mail|192.0.2.10|acme", group: "mail", category: category, target: target, holder: holder,
            state: holder == nil ? .unattributable : .attributed)
    }

    static func report(
        _ number: Int = 1, known: Bool = true, points: Int64 = 90, contact: String? = "fbl@isp.example", at: Moment = now
    ) -> CaseReport {
        CaseReport(
            report: "report \(number)", category: .spam,
            reporter: CaseReporter(
                id: "reporter \(number)", identity: "domain:isp\(number).example", isKnown: known, points: points,
                contact: contact),
            incident: at, incidents: 1, points: points)
    }

    static func reported(_ report: CaseReport, opening: CaseOpening = opening()) -> CaseReported {
        var form = Form(CaseReported.outgoing(report, opening: opening, as: Samples.account).data, digest: { $0 })
        return CaseReported(from: &form)
    }

    /// A case after these decisions.
    static func folded(_ facts: [AbuseCaseFact], at moment: Moment = now, onto before: AbuseCase? = nil) -> AbuseCase {
        var abuseCase = before ?? AbuseCase(id: Samples.account)
        for fact in facts { abuseCase.apply(fact, at: moment) }
        return abuseCase
    }

    static func blocked(at moment: Moment = now) throws -> AbuseCase {
        let first = AbuseCase.add(reported(report()), given: nil, in: circumstances(at: moment))
        let requested = folded(first.facts ?? [], at: moment)
        let second = AbuseCase.observe(
            changed(requested, .active), given: requested, in: circumstances(at: moment, cause: "/guichet 2"))
        return folded(second.facts ?? [], at: moment, onto: requested)
    }

    static func changed(_ abuseCase: AbuseCase, _ state: BlockChanged.State, reasons: [String] = []) -> BlockChanged {
        var form = Form(
            BlockChanged.outgoing(
                abuseCase.block?.id ?? "", for: abuseCase.id, state, until: abuseCase.block?.until, reasons: reasons
            ).data, digest: { $0 })
        return BlockChanged(from: &form)
    }
}
