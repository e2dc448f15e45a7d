/// A company while it is decided on: facts are folded as they are found, so that each next step sees what the last one made.
struct CompanyWork {
    private(set) var company: Company
    private(set) var facts: [CompanyFact] = []
    var consequences = Consequences()
    let circumstances: Circumstances
    let policy: CompanyPolicy

    init(_ company: Company, _ circumstances: Circumstances) {
        self.company = company
        self.circumstances = circumstances
        policy = circumstances.policies.companies.at(circumstances.now).policy
    }

    var now: Moment { circumstances.now }
    var decision: Decision<CompanyFact> { .record(facts, consequences) }

    mutating func add(_ fact: CompanyFact) {
        facts.append(fact)
        company.apply(fact, at: now)
    }

    mutating func send(_ outgoing: Outgoing) { consequences.send.append(outgoing) }

    mutating func write(
        _ letter: CompanyLetter, about account: String?, grant: RoleGrant? = nil, reason: String? = nil, until: Moment? = nil
    ) {
        send(
            CompanyLetterWanted.outgoing(
                letter, of: company.id, about: account, grant: grant, reason: reason, until: until))
    }

    // MARK: Requests to join

    /// One timer per request: setting it again replaces it.
    mutating func setTimer(_ what: JoinCameDue.What, of account: String, since: Moment) {
        let pause = what == .reminder ? policy.joinReminder : policy.join
        consequences.schedule.append(
            Timer(
                key: timer(of: account), due: since.adding(pause),
                event: JoinCameDue.outgoing(what, company: company.id, account: account, requestedAt: since)))
    }

    /// Where the account had asked to join, nothing is waited for any more.
    mutating func cancelTimer(_ account: String) {
        if company.members[account]?.state == .requested { consequences.cancel.append(timer(of: account)) }
    }

    private func timer(of account: String) -> String { "company/\(company.id)/join/\(account)" }

    // MARK: Refusals

    /// Empty where this person is an administrator here and may act (SEC-2, SEC-4).
    func problems(ofAdministrator by: String) -> [Reason] {
        let problems = AskedAccount.problems(of: by, field: "by", in: circumstances)
        if company.isAdministrator(by) { return problems }
        return problems + [
            Reason(
                rule: "SEC-2", field: "by", message: "this account is no administrator of the company",
                remedy: "let an administrator of the company do it")
        ]
    }

    /// Empty where people may be let into the company. Says nothing of a suspicion (VER-3).
    var problemsOfAdmission: [Reason] {
        if company.standing.admits { return [] }
        return [
            Reason(
                rule: "ACC-5", field: "companyId", message: "nobody can be let into this company at present",
                remedy: "write to \(policy.contact)")
        ]
    }

    var problemsOfRoom: [Reason] {
        let active = company.activeMembers.count
        if active < Int(clamping: policy.members) { return [] }
        return [
            Reason(
                rule: "ACC-7", field: "companyId", message: "the company has \(active) members, and may not have more",
                remedy: "revoke those who left: account.member.revoked")
        ]
    }
}

extension Company {
    static let unknown = Reason(
        rule: "ACC-5", field: "companyId", message: "there is no such company",
        remedy: "register it: account.company.registered; or check the id")

    static func refuse(_ rule: String, _ field: String?, _ message: String, _ remedy: String) -> Decision<CompanyFact> {
        .reject([Reason(rule: rule, field: field, message: message, remedy: remedy)])
    }
}
