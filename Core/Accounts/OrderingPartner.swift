/// A partner's login (ACC-15, ACC-16): for a person who has no account yet, or for one who has.
extension Account {
    /// One login for one person of one company, however often it is ordered.
    package static func orderPartner(
        _ order: PartnerOrdered, given account: Account?, in circumstances: Circumstances
    ) -> Decision<AccountFact> {
        let company = circumstances.answers[.membership(of: order.account, in: order.company)]?.first
        var reasons = obstacles(to: order, account)
        if let reason = obstacle(of: company) { reasons.append(reason) }
        guard reasons.isEmpty, let name = company?["legal_name"]?.string else { return .reject(reasons) }
        if let account, let partner = account.partner {
            return account.orderAgain(order, partner, of: name, in: circumstances)
        }
        // Another worker was quicker, with a homonym's login or with the same person: what is asked now is answered anew.
        if circumstances.conflict != nil { return .postpone(until: turn(in: circumstances), "another login was made meanwhile") }
        let login = PartnerLogin(firstName: order.firstName, lastName: order.lastName, company: name)
        let taken = circumstances.answers[.partnerLogins(like: order.stem)] ?? []
        let terms = PartnerTerms(
            login: login.free(among: Set(taken.compactMap { $0["login"]?.string })), company: order.company,
            firstName: order.firstName, lastName: order.lastName, phone: order.phone,
            wantsCreation: order.mayCreateOrganisations, by: order.by)
        return deliver(terms, order, of: name, to: account, in: circumstances)
    }

    /// SEC-10: the option is ordered by one person and granted by another, so the first has to have a name.
    private static func obstacles(to order: PartnerOrdered, _ account: Account?) -> [Reason] {
        var reasons: [Reason] = []
        if let account, key(of: account.email) != key(of: order.email) {
            reasons.append(
                account.state == .deleted
                    ? gone
                    : Reason(
                        rule: "ACC-16", field: "accountId", message: "this account has another address",
                        remedy: "choose a new accountId, or give the address of this account"))
        }
        if order.mayCreateOrganisations, order.by == nil {
            reasons.append(
                Reason(
                    rule: "SEC-10", field: "by",
                    message: "the option “création” needs a second person, and so the name of the first",
                    remedy: "say who orders it"))
        }
        return reasons
    }

    private static func obstacle(of company: Object?) -> Reason? {
        guard let company, let standing = company["standing"]?.string.flatMap(Standing.init(rawValue:)) else {
            return Reason(
                rule: "ACC-15", field: "companyId", message: "there is no such company",
                remedy: "first: account.company.registered")
        }
        guard standing.admits else {
            return Reason(
                rule: "ACC-15", field: "companyId", message: "this company is \(standing.rawValue): it has no partners",
                remedy: "guichet show company tells its way back")
        }
        return nil
    }

    /// Spread by the event, so that those who met do not meet again: from a fifth of a second to about two.
    private static func turn(in circumstances: Circumstances) -> Moment {
        let spread = circumstances.digest("turn \(circumstances.cause)").utf8.prefix(8).reduce(0 as Int64) { sum, letter in
            (sum * 31 + Int64(letter)) % 1800
        }
        return circumstances.now.adding(.milliseconds(200 + spread))
    }

    private static func deliver(
        _ terms: PartnerTerms, _ order: PartnerOrdered, of company: String, to account: Account?,
        in circumstances: Circumstances
    ) -> Decision<AccountFact> {
        var facts: [AccountFact] = []
        var named: NotificationLink?
        if account == nil || account?.state == .unverified {
            let (link, name) = link(linkPurpose, "/verify", lives: linkLife, in: circumstances)
            facts.append(
                account == nil
                    ? .signedUp(email: order.email, locale: order.locale, link: link) : .verificationResent(link: link))
            named = name
        }
        facts.append(.partnerOrdered(terms))
        var partner = account ?? Account(id: order.account)
        for fact in facts { partner.apply(fact, at: circumstances.now) }
        return .record(facts, Consequences(send: [partner.delivery(of: company, named, in: circumstances)].compactMap(\.self)))
    }

    /// The login, and whether the option is there yet (ACC-16).
    private func delivery(
        of company: String, _ link: NotificationLink?, in circumstances: Circumstances
    ) -> Outgoing? {
        guard let partner else { return nil }
        var values: Object = [
            "login": .string(partner.login), "company": .string(company), "option": .string(partner.option.words(in: locale)),
        ]
        if link != nil { values["expires"] = .moment(self.link?.expires) }
        return mail(link == nil ? "partner-login-added" : "partner-login", link: link, values: values, in: circumstances)
    }

    /// One person is partner of one company, with one login; what may come later is the option.
    private func orderAgain(
        _ order: PartnerOrdered, _ partner: Partner, of company: String, in circumstances: Circumstances
    ) -> Decision<AccountFact> {
        guard partner.company == order.company else {
            return .reject([
                Reason(
                    rule: "ACC-15", field: "companyId", message: "this person is a partner of another company already",
                    remedy: "order the login for another address")
            ])
        }
        guard order.mayCreateOrganisations, let by = order.by, partner.option == .none || partner.option == .declined else {
            return .ignore("is a partner of this company already: \(partner.login), option \(partner.option.rawValue)")
        }
        var asking = self
        asking.partner?.propose(by: by)
        return .record(
            [.partnerOptionOrdered(by: by)],
            Consequences(send: [asking.delivery(of: company, nil, in: circumstances)].compactMap(\.self)))
    }
}

extension PartnerOrdered {
    /// What the logins of all homonyms begin with, whatever the company.
    package var stem: String { PartnerLogin(firstName: firstName, lastName: lastName, company: "").stem }
}
