/// From the bytes of a report to its fact, its case and its answer. Nothing that comes is lost.
extension AbuseReport {
    /// Whose the address was when it happened; nil where the report does not say what to ask.
    package static func attribution(of input: ReportReceived) -> Ask? {
        guard isComplaint(input.reading), let source = input.reading.source, let incident = input.reading.incident else {
            return nil
        }
        return Attribution.ask(source, port: input.reading.sourcePort, at: incident, purpose: "report \(input.report)")
    }

    package static func asks(of input: ReportReceived) -> [Ask] {
        guard input.problem == nil, isComplaint(input.reading) else { return [] }
        var asks = [record(of: input)]
        if let ask = attribution(of: input) { asks.append(ask) }
        if let source = input.reading.source { asks.append(AbuseCase.recent(of: source)) }
        return asks
    }

    fileprivate static func record(of input: ReportReceived) -> Ask {
        ReporterRecord.ask(
            ReporterStanding.candidates(of: input.reading, over: input.channel, signature: input.signature))
    }

    package static func receive(
        _ input: ReportReceived, given report: AbuseReport?, in circumstances: Circumstances
    ) -> Decision<AbuseReportFact> {
        if let problem = input.problem { return .reject([problem]) }
        if report?.summary != nil { return .ignore("this report came already") }
        let filing = Filing(input, circumstances)
        return .record([.received(filing.summary)], filing.consequences)
    }

    /// Somebody complains of something: not a bounce, not praise, not a test.
    static func isComplaint(_ reading: ReportReading) -> Bool { setAside(reading) == nil }

    fileprivate static func setAside(_ reading: ReportReading) -> ReportSummary.Disposition? {
        switch reading.kind {
        case .bounce, .autoReply: return .automatic
        default: break
        }
        if reading.isTest { return .test }
        switch reading.category {
        case .authentication, .notAbuse: return .noComplaint
        default: return nil
        }
    }
}

/// One report on its way into a case.
private struct Filing {
    private(set) var summary: ReportSummary
    private(set) var consequences = Consequences()

    private let input: ReportReceived
    private let reading: ReportReading
    private let circumstances: Circumstances
    private let policy: AbusePolicy
    private let record: ReporterRecord
    private var isRestricted: Bool { reading.category == .childAbuse }

    init(_ input: ReportReceived, _ circumstances: Circumstances) {
        self.input = input
        self.circumstances = circumstances
        reading = input.reading
        let version = circumstances.policies.abuse.at(circumstances.now)
        policy = version.policy
        let signed = ReportSignature.finding(input.signature, of: input.raw, policy, in: circumstances)
        let standing = ReporterStanding(
            of: reading, over: input.channel, from: circumstances.actor, signed: signed, policy)
        record = ReporterRecord.found(
            standing.identity, in: circumstances.answers[AbuseReport.record(of: input)] ?? [])
        let setAside = AbuseReport.setAside(reading)
        summary = ReportSummary(
            format: input.format, kind: reading.kind, category: reading.category, type: PlainLine.of(reading.type, limit: 100),
            source: reading.source, port: reading.sourcePort, incident: reading.incident, incidents: reading.incidents,
            received: input.received, channel: input.channel, standing: standing,
            reporter: Reporter.id(of: standing.identity, circumstances.digest), disposition: setAside ?? .desk,
            policy: version.name,
            lines: setAside == nil ? AbuseScore.lines(of: reading, by: standing, signed: signed, with: record, policy) : [],
            hash: input.hash,
            problems: reading.category == .childAbuse
                ? []
                : reading.problems.prefix(20).compactMap { PlainLine.of("\($0.field ?? $0.rule): \($0.message)", limit: 300) })
        keepRaw()
        if setAside == nil { file() }
    }

    /// Of child abuse nothing is kept but the hash.
    private mutating func keepRaw() {
        if isRestricted { return }
        let document = Document(
            id: circumstances.derivedId("raw"), subject: "report/\(input.report)",
            mediaType: input.raw.first == UInt8(ascii: "{") ? "application/json" : "message/rfc822", bytes: input.raw,
            purge: circumstances.now.adding(policy.keepRaw))
        summary.document = document.id
        consequences.documents.append(document)
    }

    private mutating func file() {
        guard reading.kind != .unreadable, reading.kind != .mail, let source = reading.source else {
            return forDesk(reading.kind == .unreadable ? "unreadable" : "other")
        }
        guard let ask = AbuseReport.attribution(of: input), !isFromTheFuture else {
            summary.attribution = "unattributable"
            return open(source, holder: nil, state: .unattributable, needsMore: true)
        }
        switch Attribution.answer(to: ask, in: circumstances) {
        case .notOurs:
            summary.attribution = "not_ours"
            summary.disposition = .notOurs
            answer(.notOurs)
        case _ where isTooOld:
            summary.disposition = .tooOld
            answer(.tooOld)
        case .unattributable:
            summary.attribution = "unattributable"
            open(source, holder: nil, state: .unattributable)
        case .ambiguous:
            summary.attribution = "ambiguous"
            open(source, holder: nil, state: .ambiguous)
        case .held(let holder):
            summary.attribution = "held"
            summary.lease = holder.lease
            open(source, holder: CaseHolder(holder), state: .attributed)
        }
    }

    private var isTooOld: Bool {
        guard let incident = reading.incident else { return false }
        return incident.adding(policy.maximumAge) < min(input.received, circumstances.now)
    }

    /// An instant that has not come yet proves no holder.
    private var isFromTheFuture: Bool {
        let skew = circumstances.policies.network.at(circumstances.now).policy.skewSeconds
        return (reading.incident ?? input.received) > circumstances.now.adding(.seconds(skew))
    }

    // MARK: Cases

    /// A case of its own: what is written for human eyes, or cannot be read, is for a person to file.
    private mutating func forDesk(_ group: String) {
        let key = "\(isRestricted ? AbuseCategory.childAbuse.rawValue : group)|report|\(input.report)"
        let opening = CaseOpening(
            key: key, group: isRestricted ? AbuseCategory.childAbuse.rawValue : group, category: reading.category,
            target: reading.source.map { IPPrefix($0) }, state: .new)
        send(opening, as: circumstances.derivedId("case"), needsMore: reading.kind != .unreadable && reading.kind != .mail)
    }

    private mutating func open(
        _ source: IPAddress, holder: CaseHolder?, state: AbuseCase.State, needsMore: Bool = false
    ) {
        let rule = policy.rule(for: reading.category)
        let group = isRestricted ? AbuseCategory.childAbuse.rawValue : rule.name
        var target = IPPrefix(source, length: source.family == .v4 ? 32 : Int(policy.ipv6Length))
        if let holder, !holder.prefix.contains(target), holder.prefix.contains(source) { target = holder.prefix }
        let key = "\(group)|\(target)|\(holder?.customer ?? state.rawValue)"
        let opening = CaseOpening(
            key: key, group: group, category: reading.category, target: target, holder: holder, state: state)
        summary.disposition = state == .attributed ? .filed : .desk
        let recent = AbuseCase.recent(
            under: key, in: circumstances.answers[AbuseCase.recent(of: source)] ?? [],
            since: circumstances.now.adding(Pause(microseconds: -rule.recurrence.microseconds)))
        send(opening, as: recent ?? circumstances.derivedId("case"), needsMore: needsMore)
    }

    private mutating func send(_ opening: CaseOpening, as abuseCase: String, needsMore: Bool) {
        summary.caseKey = opening.key
        let standing = summary.standing
        let isKnown = standing.isKnown(by: record, policy)
        let mayAnswer = reading.kind != .unreadable && standing.contact.map(policy.letters.mayAnswer) ?? false
        let reporter = CaseReporter(
            id: summary.reporter, identity: standing.identity, isKnown: isKnown, points: summary.lines.total,
            contact: standing.isProved && record.level != .distrusted && mayAnswer && !isRestricted ? standing.contact : nil)
        let report = CaseReport(
            report: input.report, category: reading.category, reporter: reporter, incident: reading.incident,
            incidents: reading.incidents, points: summary.lines.total, leaseEnd: opening.holder?.to,
            needsMore: needsMore,
            samples: isRestricted ? [] : reading.samples.prefix(5).compactMap(CaseSample.init))
        consequences.send.append(CaseReported.outgoing(report, opening: opening, as: abuseCase))
    }

    // MARK: Answers outside a case

    /// NOT-5, failure pattern 8: only to those who are proved to be who they are.
    private mutating func answer(_ code: AnswerCode) {
        let standing = summary.standing
        guard policy.mode == .enforce, !isRestricted, standing.isProved, let contact = standing.contact,
            policy.letters.mayAnswer(contact)
        else { return }
        consequences.send.append(
            AnswerWanted.outgoing(
                code, to: contact, about: reading.source?.description ?? reading.sourceText, report: input.report,
                circumstances))
    }
}
