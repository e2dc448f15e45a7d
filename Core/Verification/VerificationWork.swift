/// A verification while it is decided on: facts are folded as they are found, so that each next step sees what the last one made.
struct VerificationWork {
    private(set) var verification: Verification
    private(set) var facts: [VerificationFact] = []
    var consequences = Consequences()
    let circumstances: Circumstances
    let policy: VerificationPolicy
    let policyName: String

    init(_ verification: Verification, _ circumstances: Circumstances) {
        self.verification = verification
        self.circumstances = circumstances
        let version = circumstances.policies.verification.at(circumstances.now)
        (policy, policyName) = (version.policy, version.name)
    }

    var now: Moment { circumstances.now }
    var company: String { verification.id }
    var decision: Decision<VerificationFact> { .record(facts, consequences) }

    mutating func add(_ fact: VerificationFact) {
        facts.append(fact)
        verification.apply(fact, at: now)
    }

    mutating func send(_ outgoing: Outgoing) { consequences.send.append(outgoing) }

    /// What a person wrote goes among the documents, which can be forgotten.
    mutating func keep(_ text: String, as label: String) -> String {
        let document = Document(
            id: circumstances.derivedId(label), subject: "company/\(company)", mediaType: "text/plain; charset=utf-8",
            bytes: Array(text.utf8), purge: now.adding(policy.documents.keepWritten))
        consequences.documents.append(document)
        return document.id
    }

    // MARK: Times

    /// One timer per thing that is waited for: setting it again replaces it.
    mutating func schedule(_ due: VerificationDue) {
        consequences.schedule.append(
            Timer(key: key(due.what, due.number), due: due.at, event: VerificationCameDue.outgoing(company, due)))
    }

    mutating func cancel(_ what: VerificationDue.What, number: Int64 = 0) { consequences.cancel.append(key(what, number)) }

    private func key(_ what: VerificationDue.What, _ number: Int64) -> String {
        let name = "verification/\(company)/\(what.rawValue)"
        return what == .rung ? "\(name)/\(number)" : name
    }

    /// The next reminder of a customer who owes something since now, or the close.
    mutating func awaitCustomer(after number: Int64 = 0, since: Moment? = nil) {
        let reminders = policy.customer.reminders
        let days = number < reminders.count ? reminders[Int(number)] : policy.customer.close
        let due = VerificationDue(.customer, number: number + 1, at: (since ?? now).adding(.days(days)))
        add(.awaits(due))
        schedule(due)
    }

    /// The next notice before the end of the verification, or the end itself.
    mutating func awaitExpiry(below days: Int64 = .max) {
        guard let expires = verification.expires else { return }
        let next = policy.renewal.notices.first { $0 < days && expires.adding(.days(-$0)) > now } ?? 0
        let due = VerificationDue(.expiry, number: next, at: expires.adding(.days(-next)))
        add(.awaits(due))
        schedule(due)
    }

    /// The rungs that are still to come, each in the office hours that follow it.
    mutating func scheduleRungs() {
        guard let round = verification.round else { return }
        for percent in policy.rungs where !round.reached.contains(percent) {
            guard let at = round.delivery(of: percent, at: now, policy, circumstances.policies) else { continue }
            schedule(VerificationDue(.rung, number: percent, at: at))
        }
    }

    mutating func cancelRungs() {
        for percent in policy.rungs where !(verification.round?.reached.contains(percent) ?? false) {
            cancel(.rung, number: percent)
        }
    }

    // MARK: Steps that decisions share

    /// A claim is over with the decision it was for.
    mutating func endClaim() { cancel(.claim) }

    /// What was proposed is no longer what is before the second person.
    mutating func dropProposal() {
        guard verification.proposal != nil else { return }
        let before = verification.standing
        add(.proposalDropped)
        cancel(.proposal)
        restore(from: before)
    }

    /// A company that may order again, because a suspicion fell.
    mutating func restore(from before: Standing) {
        if verification.standing != before { tellCompany() }
    }

    mutating func close(_ outcome: VerificationOutcome) {
        let before = verification.standing
        add(.ended(outcome))
        settle()
        if verification.standing != .verified { cancel(.expiry) }
        if verification.standing != before { tellCompany(reason: outcome.reason ?? outcome.result.rawValue, by: outcome.by) }
    }

    /// Nothing of the round is waited for any more.
    mutating func settle() {
        cancelRungs()
        for what in [VerificationDue.What.claim, .customer, .proposal] { cancel(what) }
    }

    /// VER-9: in the same transaction, so that the company's standing is never another than the verification's for long.
    mutating func tellCompany(reason: String? = nil, by: String? = nil) {
        let isVerified = verification.standing == .verified
        send(
            StandingChanged.outgoing(
                company: company, standing: verification.standing, category: isVerified ? verification.category : nil,
                expires: isVerified ? verification.expires : nil,
                reason: verification.standing == .fraud ? nil : reason, by: by))
    }
}
