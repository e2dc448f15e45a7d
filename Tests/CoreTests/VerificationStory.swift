import Core
import Testing

/// One verification and all that happens to it, with a clock that only moves when it is told to, and the timers it set.
final class VerificationStory {
    typealias Decide<M> = (M, Verification?, Circumstances) -> Decision<VerificationFact>

    var now: Moment
    var policy: VerificationPolicy
    var certificates = CertificatePolicy.cautious
    private(set) var verification: Verification?
    private(set) var history: [(name: String, data: Object, at: Moment)] = []
    private(set) var sent: [Outgoing] = []
    private(set) var timers: [String: Timer] = [:]
    private(set) var written: [Document] = []
    /// What the store has, by id.
    var store: [String: Object] = [:]
    var ties: [Ask: [Object]] = [:]
    var memberships: [Ask: [Object]] = [:]
    var administrators: [Object] = [
        ["account": .string(VerificationStory.registrant), "email": "ada@acme.example", "locale": "fr"],
        ["account": .string(VerificationStory.administrator), "email": "bob@acme.example", "locale": "en"],
    ]
    private var count = 0

    static let company = "c0000000-0000-7000-8000-000000000001"
    static let registrant = "a0000000-0000-7000-8000-000000000001"
    static let administrator = "a0000000-0000-7000-8000-000000000002"
    static let other = "a0000000-0000-7000-8000-000000000003"
    static let alice = "alice@staff.example"
    static let eve = "eve@staff.example"

    /// Opened, unless told otherwise. A Tuesday, 10:00 in Paris.
    init(
        at start: String = "2026-11-24T09:00:00Z", policy: VerificationPolicy = VerificationStory.policy(), isOpened: Bool = true
    ) throws {
        now = try #require(Moment(rfc3339: start))
        self.policy = policy
        if isOpened { try open() }
    }

    /// As the file that comes with the program, but shorter.
    static func policy() -> VerificationPolicy {
        var policy = VerificationPolicy(businessDays: 3)
        policy.publicDomains = ["gmail.com"]
        policy.letters.desk = "desk@guichet.example"
        func list(_ codes: String...) -> [VerificationReason] {
            codes.map { VerificationReason(code: $0, french: "\($0) en français", english: "\($0) in English") }
        }
        policy.reasons.info = list("unreadable", "too_old")
        policy.reasons.rejection = list("not_registered", "insufficient")
        policy.reasons.fraud = list("forged_document", "sanctioned")
        policy.reasons.revocation = list("name_changed", "requested")
        return policy
    }

    // MARK: Events

    @discardableResult
    func tell<M: Message>(_ type: M.Type, _ data: Object, _ decide: Decide<M>, actor: String? = nil) -> Decision<VerificationFact>
    {
        count += 1
        return settle(decide(Samples.read(type, data), verification, circumstances(actor)))
    }

    @discardableResult
    func open() throws -> Decision<VerificationFact> {
        let opened = VerificationOpened.outgoing(
            company: Self.company, registrant: Self.registrant, legalName: "Acme SARL", country: "FR",
            registrationNumber: "732829320", companyType: .enterprise, at: now)
        return tell(VerificationOpened.self, opened.data) { Verification.open($0, given: $1, in: $2) }
    }

    /// The number makes the id and the hash.
    @discardableResult
    func submit(
        _ number: Int = 1, by: String? = VerificationStory.registrant, kind: String? = nil, inspected: Verdict? = .unsigned,
        _ change: (inout Object) -> Void = { _ in }
    ) -> Decision<VerificationFact> {
        let document = Self.document(number, kind: kind)
        if store[document.id] == nil {
            store[document.id] = [
                "subject": .string("company/\(Self.company)"), "media_type": "application/pdf", "size": .integer(document.size),
                "sha256": .string(document.sha256), "received_at": .moment(now),
            ]
        }
        var data = DocumentSubmitted.outgoing(document, for: Self.company, by: by).data
        change(&data)
        let decision = tell(DocumentSubmitted.self, data) { Verification.submit($0, given: $1, in: $2) }
        if decision.facts != nil, let inspected { inspect(number, inspected) }
        return decision
    }

    static func document(_ number: Int, kind: String? = nil) -> AnnouncedDocument {
        Samples.read(
            Reading.self,
            [
                "document": [
                    "id": .string(id(number)), "name": .string("kbis-\(number).pdf"), "mediaType": "application/pdf",
                    "size": .integer(1000 + Int64(number)),
                    "sha256": .string(String(repeating: "0", count: 62) + (number < 10 ? "0" : "") + "\(number)"),
                    "kind": .text(kind),
                ]
            ]
        ).document
    }

    static func id(_ number: Int) -> String { "d0000000-0000-7000-8000-0000000000\(number < 10 ? "0" : "")\(number)" }

    @discardableResult
    func inspect(_ number: Int, _ verdict: Verdict, alarms: [String] = []) -> Decision<VerificationFact> {
        tell(
            InspectionCompleted.self,
            [
                "documentId": .string(Self.id(number)), "companyId": .string(Self.company), "mediaType": "application/pdf",
                "verdict": .string(verdict.rawValue), "alarms": .array(alarms.map(Value.string)), "evidence": ["one signature"],
                "namesNumber": true, "issuedOn": "2026-11-02",
            ]
        ) { Verification.inspected($0, given: $1, in: $2) }
    }

    @discardableResult
    func review<R: Review>(
        _ type: R.Type, by: String, _ more: Object = [:], actor: String? = nil, _ decide: Decide<R>
    ) -> Decision<VerificationFact> {
        var data: Object = ["companyId": .string(Self.company), "by": .string(by)]
        for member in more.members { data[member.name] = member.value }
        return tell(type, data, decide, actor: actor)
    }

    @discardableResult
    func claim(by: String = VerificationStory.alice) -> Decision<VerificationFact> {
        review(VerificationClaimed.self, by: by) { Verification.claim($0, given: $1, in: $2) }
    }

    @discardableResult
    func release(by: String = VerificationStory.alice) -> Decision<VerificationFact> {
        review(VerificationReleased.self, by: by) { Verification.release($0, given: $1, in: $2) }
    }

    @discardableResult
    func approve(
        by: String = VerificationStory.alice, _ category: CompanyType = .enterprise, until expires: Moment? = nil,
        actor: String? = nil
    ) -> Decision<VerificationFact> {
        review(
            VerificationApproved.self, by: by, ["category": .string(category.rawValue), "expires": .moment(expires)],
            actor: actor
        ) { Verification.approve($0, given: $1, in: $2) }
    }

    @discardableResult
    func ask(by: String = VerificationStory.alice, _ reason: String = "unreadable") -> Decision<VerificationFact> {
        review(
            VerificationInfoRequested.self, by: by,
            ["reason": .string(reason), "field": "document", "message": "Page 2 is missing.\nPlease scan both."]
        ) { Verification.ask($0, given: $1, in: $2) }
    }

    @discardableResult
    func reject(by: String = VerificationStory.alice, _ reason: String = "not_registered") -> Decision<VerificationFact> {
        review(VerificationRejected.self, by: by, ["reason": .string(reason)]) { Verification.reject($0, given: $1, in: $2) }
    }

    @discardableResult
    func suspect(
        by: String = VerificationStory.alice, _ reason: String = "forged_document"
    ) -> Decision<VerificationFact> {
        review(FraudSuspected.self, by: by, ["reason": .string(reason)]) { Verification.suspect($0, given: $1, in: $2) }
    }

    @discardableResult
    func revoke(by: String = VerificationStory.alice, _ reason: String = "name_changed") -> Decision<VerificationFact> {
        review(VerificationRevoked.self, by: by, ["reason": .string(reason)]) { Verification.revoke($0, given: $1, in: $2) }
    }

    @discardableResult
    func note(by: String = VerificationStory.alice) -> Decision<VerificationFact> {
        review(ContactNoted.self, by: by, ["channel": "phone", "text": "Called the registry."]) {
            Verification.note($0, given: $1, in: $2)
        }
    }

    @discardableResult
    func answer(by: String = VerificationStory.registrant) -> Decision<VerificationFact> {
        tell(
            VerificationAnswered.self, ["companyId": .string(Self.company), "by": .string(by), "text": "Here it is.\nSorry."]
        ) { Verification.answer($0, given: $1, in: $2) }
    }

    @discardableResult
    func withdraw(by: String = VerificationStory.registrant) -> Decision<VerificationFact> {
        tell(VerificationWithdrawn.self, ["companyId": .string(Self.company), "by": .string(by)]) {
            Verification.withdraw($0, given: $1, in: $2)
        }
    }

    /// Approved by one person, without any doubt.
    func approved(until expires: Moment? = nil) {
        submit()
        claim()
        approve(until: expires)
    }

    // MARK: Time

    func wait(_ pause: Pause) { go(to: now.adding(pause)) }

    /// Lets time pass to this instant, and lets come what comes due, each at its time.
    func go(to moment: Moment) {
        while let next = timers.values.min(by: { ($0.due, $0.key) < ($1.due, $1.key) }), next.due <= moment {
            now = max(now, next.due)
            timers[next.key] = nil
            fire(next)
        }
        now = max(now, moment)
    }

    /// As a redelivery would: the timer's event again.
    @discardableResult
    func fire(_ timer: Timer) -> Decision<VerificationFact> {
        let decision = tell(VerificationCameDue.self, timer.event.data) { Verification.come($0, given: $1, in: $2) }
        if case .postpone(let until, _) = decision {
            timers[timer.key + " again"] = Timer(key: timer.key + " again", due: until, event: timer.event)
        }
        return decision
    }

    // MARK: What came of it

    var mails: [NotificationSend] {
        sent.filter { $0.type == NotificationSend.type }.map { Samples.read(NotificationSend.self, $0.data) }
    }

    /// `verification-received` once for each of both administrators is two of it.
    func letters(_ template: String) -> [NotificationSend] { mails.filter { $0.template == template } }

    var deskLines: [String] { letters("verification-desk").compactMap { $0.values["what"]?.string } }

    var standings: [String] {
        sent.filter { $0.type == StandingChanged.type }.compactMap { $0.data["standing"]?.string }
    }

    func expectReplay() throws {
        let verification = try #require(verification)
        var replayed = Verification(id: Self.company)
        for entry in history {
            replayed.apply(try #require(VerificationFact(name: entry.name, data: entry.data), "\(entry)"), at: entry.at)
        }
        #expect(replayed.row == verification.row)
        #expect(try Verification(id: Self.company, row: verification.row).row == verification.row)
    }

    // MARK: Machinery

    func circumstances(_ actor: String? = nil) -> Circumstances {
        var answers = ties.merging(memberships) { own, _ in own }
        for (id, row) in store { answers[.document(id)] = [row] }
        answers[Verification.registrant(of: Self.company)] = [
            ["account": .string(Self.registrant), "email": "ada@acme.example", "locale": "fr"]
        ]
        answers[.administrators(of: Self.company)] = administrators
        return Circumstances(
            now: now, cause: "/test \(count)", actor: actor, answers: answers,
            policies: VerificationSamples.policies(policy, certificates),
            digest: Samples.digest, tokenHash: { purpose, id in "hash of \(purpose) \(id)" })
    }

    private func settle(_ decision: Decision<VerificationFact>) -> Decision<VerificationFact> {
        guard case .record(let facts, let consequences) = decision else { return decision }
        var state = verification ?? Verification(id: Self.company)
        for fact in facts {
            state.apply(fact, at: now)
            history.append((fact.name, fact.data, now))
        }
        verification = state
        sent += consequences.send
        written += consequences.documents
        for key in consequences.cancel { timers[key] = nil }
        for timer in consequences.schedule { timers[timer.key] = timer }
        return decision
    }
}

/// Reads a document as an event that holds one does.
private struct Reading: Message {
    static let type: EventType = "test"
    static let producers: [Producer] = []
    static let queue: QueueName = "test"
    static let meaning = ""
    let document: AnnouncedDocument

    init(from form: inout Form) { document = form.nested("document", "") { AnnouncedDocument(from: &$0) } }
}
