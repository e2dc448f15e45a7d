/// The registration of a company: once for each legal person, whoever comes second asks to join (VER-16).
extension Company {
    package static func asks(of input: CompanyRegistered) -> [Ask] { [.account(input.account), .ownCompany(of: input.account)] }

    package static func register(
        _ input: CompanyRegistered, given company: Company?, in circumstances: Circumstances
    ) -> Decision<CompanyFact> {
        guard let company, let known = company.registration else { return registerNew(input, in: circumstances) }
        guard known.identity == input.identity else {
            return refuse("VER-16", "companyId", "this companyId is another company's", "choose a new companyId")
        }
        guard company.standing.isLive else {
            return refuse(
                "VER-14", "companyId", "this registration is over: \(company.standing.rawValue)",
                "register it again under a new companyId")
        }
        if company.id == input.company, known.registrant == input.account { return .ignore("registered already") }
        return requestJoin(of: input.account, to: company, in: circumstances)
    }

    private static func registerNew(
        _ input: CompanyRegistered, in circumstances: Circumstances
    ) -> Decision<CompanyFact> {
        // Another registered it at the same moment, and that came to nothing since: both are over, and it is tried afresh.
        if circumstances.conflict == "companies_registered_once" {
            return .postpone(until: circumstances.now.adding(.seconds(1)), "the same company was being registered")
        }
        var work = CompanyWork(Company(id: input.company), circumstances)
        let account = AskedAccount(input.account, in: circumstances)
        let isOwn = account?.isPartner != true
        var problems = AskedAccount.problems(of: input.account, field: "accountId", in: circumstances)
        if isOwn { problems += problemsOfOwn(input, in: circumstances) }
        problems += problemsOfForm(input, in: circumstances)
        guard problems.isEmpty else { return .reject(problems) }

        work.add(
            .registered(
                Registration(
                    legalName: input.legalName, country: input.country, number: input.number, identity: input.identity,
                    type: input.companyType, agreement: input.agreement, registrant: input.account, isOwn: isOwn)))
        work.send(
            VerificationOpened.outgoing(
                company: input.company, registrant: input.account, legalName: input.legalName, country: input.country,
                registrationNumber: input.number, companyType: input.companyType, at: work.now))
        if let certificate = input.certificate {
            work.send(DocumentSubmitted.outgoing(certificate, for: input.company, by: input.account))
        }
        work.write(.registered, about: input.account)
        return work.decision
    }

    /// ACC-10: found by asking where it was registered before, by the constraint where both come at once.
    private static func problemsOfOwn(_ input: CompanyRegistered, in circumstances: Circumstances) -> [Reason] {
        let own = circumstances.answers[.ownCompany(of: input.account)]?.first
        guard own != nil || circumstances.conflict == "companies_own_once" else { return [] }
        let name = own?["legal_name"]?.string.map { " (\($0))" } ?? ""
        return [
            Reason(
                rule: "ACC-10", field: "accountId", message: "this person registered a company of his own already\(name)",
                remedy: "ask to join this one (account.join.requested), or become a partner (account.partner.ordered)")
        ]
    }

    /// What the registration itself says (VER-2, VER-4).
    private static func problemsOfForm(_ input: CompanyRegistered, in circumstances: Circumstances) -> [Reason] {
        var problems: [Reason] = []
        let certificates = circumstances.policies.certificates.at(circumstances.now).policy
        if !certificates.countries.contains(input.country) {
            problems.append(
                Reason(
                    rule: "VER-2", field: "country",
                    message: "for “\(input.country)” it is not known which document proves a registration",
                    remedy: "choose one of \(certificates.countries.joined(separator: ", ")); for others write to us"))
        } else if case .failure(let problem) = certificates.number(input.number, country: input.country) {
            // VER-16: only by the number of its register is a company known to be the same.
            problems.append(problem.reason())
        }
        if input.companyType.needsDistributionAgreement, input.agreement == nil {
            problems.append(
                Reason(
                    rule: "VER-4", field: "companyType",
                    message: "\(input.companyType.rawValue) is for distributors, and no distribution agreement is given",
                    remedy: "choose enterprise or xaas, in doubt enterprise; or give distributionAgreement"))
        }
        return problems
    }
}
