/// A case while it is decided on: facts are folded as they are found, so that each next step sees what the last one made.
struct CaseWork {
    private(set) var abuseCase: AbuseCase
    private(set) var facts: [AbuseCaseFact] = []
    var consequences = Consequences()
    let circumstances: Circumstances
    let version: Dated<AbusePolicy>.Version

    init(_ abuseCase: AbuseCase, _ circumstances: Circumstances) {
        self.abuseCase = abuseCase
        self.circumstances = circumstances
        version = circumstances.policies.abuse.at(circumstances.now)
    }

    var policy: AbusePolicy { version.policy }
    var now: Moment { circumstances.now }
    var isEnforcing: Bool { policy.mode == .enforce }
    var rule: AbuseClass { policy.rule(for: abuseCase.opening?.category ?? .other) }
    var decision: Decision<AbuseCaseFact> { .record(facts, consequences) }

    mutating func add(_ fact: AbuseCaseFact) {
        facts.append(fact)
        abuseCase.apply(fact, at: now)
    }

    mutating func send(_ outgoing: Outgoing) { consequences.send.append(outgoing) }

    // MARK: What comes next

    /// One timer per case: setting it again replaces it.
    mutating func wait(for due: CaseDue) {
        if abuseCase.due == due { return }
        add(.awaits(due))
        consequences.schedule.append(
            Timer(key: "case/\(abuseCase.id)", due: due.at, event: CaseCameDue.outgoing(abuseCase.id, due)))
    }

    mutating func close(_ outcome: CaseOutcome, by person: String? = nil, document: String? = nil) {
        let judged = abuseCase.reporters
        add(.closed(outcome, by: person, document: document))
        consequences.cancel.append("case/\(abuseCase.id)")
        guard outcome != .quiet else { return }
        for reporter in judged {
            send(
                ReporterJudged.outgoing(
                    reporter, in: abuseCase.id, isRight: outcome != .falseAlarm))
        }
    }

    // MARK: Mails

    /// Answers every reporter that has none in this case yet; those who may not be answered are noted (NOT-5).
    mutating func answerReporters(_ code: AnswerCode) {
        guard isEnforcing, !abuseCase.isRestricted else { return }
        for reporter in abuseCase.reporters where reporter.answer == nil {
            answer(reporter, code)
        }
    }

    /// Only those who are proved to be who they are have a contact here.
    private mutating func answer(_ reporter: CaseReporter, _ code: AnswerCode) {
        guard let contact = reporter.contact, policy.letters.mayAnswer(contact) else {
            return add(.answered(reporter: reporter.id, code: "suppressed"))
        }
        add(.answered(reporter: reporter.id, code: code.rawValue))
        send(
            NotificationSend.outgoing(
                id: circumstances.derivedId("answer \(reporter.id)"), template: code.template,
                locale: policy.letters.answerLanguage, recipient: contact,
                values: [
                    "address": .string(abuseCase.opening?.target?.description ?? "-"), "reference": .string(abuseCase.id),
                ], at: now))
    }

    /// Told with other notices, not at once.
    mutating func noticeHolder() {
        guard let holder = abuseCase.opening?.holder, let contact = holder.contact else { return }
        add(.noticed)
        let words = abuseCase.opening?.category.words(in: holder.language) ?? ""
        let sample = abuseCase.samples.first.map { "\n    \($0.line)" } ?? ""
        send(
            NoticeWanted.outgoing(
                .holder, to: contact, in: holder.language,
                "\(abuseCase.opening?.target?.description ?? "-"): \(words), \(abuseCase.id)\(sample)", circumstances))
    }

    /// A person of the desk must look: told with others, and in `guichet cases` at once.
    mutating func escalate(_ what: CaseDue.What) {
        add(.escalated(what))
        guard let desk = policy.letters.desk else { return }
        let target = abuseCase.opening?.target?.description ?? "-"
        let line =
            abuseCase.isRestricted
            ? "\(abuseCase.id): \(AbuseCategory.childAbuse.rawValue)"
            : "\(abuseCase.id): \(what.rawValue), \(abuseCase.opening?.group ?? "-"), \(target)"
        send(NoticeWanted.outgoing(.desk, to: desk, in: policy.letters.deskLanguage, line, circumstances))
    }
}
