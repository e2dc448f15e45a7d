import Core

/// What the tests of companies have in common: a company of two administrators, and what the database would answer.
enum CompanySamples {
    static let company = id(100)
    static let registrant = id(1)
    static let second = id(2)
    static let stranger = id(3)
    static let now = Samples.now
    static let contract = RoleGrant(.user, scope: Scope(kind: .contract, id: "OCB000123"))
    static let scope: Value = ["kind": "contract", "id": "OCB000123"]

    static func id(_ number: UInt128) -> String { UUIDText.text(number) }

    /// The answer for an account; of nobody, the answer is empty.
    static func account(
        _ id: String, state: String = "active", email: String? = nil, name: String = "Ada Lovelace", isPartner: Bool = false
    ) -> (Ask, [Object]) {
        (
            .account(id),
            [
                [
                    "state": .string(state), "email": .string(email ?? "\(id.suffix(3))@example.org"), "locale": "en",
                    "full_name": .string(name), "is_partner": .bool(isPartner),
                ]
            ]
        )
    }

    static let people = [account(registrant), account(second), account(stranger)]

    static func circumstances(
        at moment: Moment = now, cause: String = "/portal 1", conflict: String? = nil, _ answers: [(Ask, [Object])] = people,
        policy: CompanyPolicy = .cautious
    ) -> Circumstances {
        var policies = Policies.cautious
        policies.companies = Dated(Dated.Version(effective: Moment(seconds: 0), name: "companies", policy: policy))
        return Circumstances(
            now: moment, cause: cause, conflict: conflict, answers: Dictionary(answers, uniquingKeysWith: { _, last in last }),
            policies: policies, digest: Samples.digest, tokenHash: { purpose, id in "hash of \(purpose) \(id)" })
    }

    static func registration(_ more: Object = [:], without: String? = nil) -> Object {
        var data: Object = [
            "accountId": .string(registrant), "companyId": .string(company), "legalName": "Crémerie de l'Étoile SAS",
            "country": "FR", "registrationNumber": "732 829 320", "companyType": "enterprise",
        ]
        for member in more.members { data[member.name] = member.value }
        if let without { data[without] = nil }
        return data
    }

    static func read<M: Message>(_ type: M.Type, _ data: Object) -> M {
        var form = Form(data, digest: Samples.digest)
        return M(from: &form)
    }

    static func problems<M: Message>(_ type: M.Type, _ data: Object) -> [Reason] {
        var form = Form(data, digest: Samples.digest)
        _ = M(from: &form)
        return form.problems
    }

    static func registered(_ data: Object = registration(), in circumstances: Circumstances = circumstances()) -> Company {
        after(Company.register(read(CompanyRegistered.self, data), given: nil, in: circumstances), nil)
    }

    /// With `second` as another administrator.
    static func withTwo() -> Company {
        var company = registered()
        company.apply(.memberJoined(account: second, .administrator, invitation: id(9)), at: now)
        return company
    }

    /// With `stranger` waiting.
    static func withRequest() -> Company {
        var company = withTwo()
        company.apply(.joinRequested(account: stranger), at: now)
        return company
    }

    static func after(_ decision: Decision<CompanyFact>, _ company: Company?, at moment: Moment = now) -> Company {
        var company = company ?? Company(id: CompanySamples.company)
        for fact in decision.facts ?? [] { company.apply(fact, at: moment) }
        return company
    }

    static func ids(by: String = registrant, of account: String = stranger, _ more: Object = Object()) -> Object {
        var data: Object = ["companyId": .string(company), "accountId": .string(account), "by": .string(by)]
        for member in more.members { data[member.name] = member.value }
        return data
    }
}

extension Decision {
    /// The rules and fields that refuse.
    var refusals: [String]? { reasons?.map { "\($0.rule) \($0.field ?? "-")" } }

    /// Letters that were asked for, in their order.
    var letters: [String] {
        (consequences?.send ?? []).filter { $0.type == CompanyLetterWanted.type }.compactMap { $0.data["letter"]?.string }
    }

    /// Templates of the mails that were asked for, in their order.
    var mails: [String] {
        (consequences?.send ?? []).filter { $0.type == NotificationSend.type }.compactMap { $0.data["template"]?.string }
    }
}
