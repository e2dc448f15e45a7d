/// Letters to the people of a company, each in the language of its reader (NOT-1, NOT-4).
extension Company {
    package static func asks(of input: CompanyLetterWanted) -> [Ask] {
        (input.letter.isForAdministrators ? [.administrators(of: input.company)] : [])
            + (input.account.map { [.account($0)] } ?? [])
    }

    package static func write(
        _ input: CompanyLetterWanted, given company: Company?, in circumstances: Circumstances
    ) -> Decision<CompanyFact> {
        guard let company else { return .reject([unknown]) }
        var work = CompanyWork(company, circumstances)
        let person = input.account.flatMap { AskedAccount($0, in: circumstances) }
        let readers =
            input.letter.isForAdministrators
            ? (circumstances.answers[.administrators(of: input.company)] ?? []).compactMap(Reader.init)
            : person.map { [Reader(account: $0.id, email: $0.email, locale: $0.locale)] } ?? []
        for reader in readers {
            work.send(
                NotificationSend.outgoing(
                    id: circumstances.derivedId("\(input.letter.rawValue) \(reader.account)"),
                    template: input.letter.rawValue, locale: reader.locale, recipient: reader.email,
                    account: reader.account, values: work.values(of: input, about: person, in: reader.locale), at: work.now))
        }
        work.add(.told(input.letter, account: input.account, count: Int64(readers.count)))
        return work.decision
    }

    private struct Reader {
        let account: String
        let email: String
        let locale: Locale

        init(account: String, email: String, locale: Locale) {
            self.account = account
            self.email = email
            self.locale = locale
        }

        init?(_ row: Object) {
            guard let account = row["account"]?.string, let email = row["email"]?.string else { return nil }
            self.init(account: account, email: email, locale: row["locale"]?.string.flatMap(Locale.init) ?? .french)
        }
    }
}

extension CompanyWork {
    /// Exactly what the letter's template asks for.
    fileprivate func values(of input: CompanyLetterWanted, about person: AskedAccount?, in locale: Locale) -> Object {
        let company: Object = ["company": .string(company.registration?.legalName ?? "")]
        return company.merging(special(input, person, locale))
    }

    private func special(_ input: CompanyLetterWanted, _ person: AskedAccount?, _ locale: Locale) -> Object {
        switch input.letter {
        case .registered:
            [
                "country": .text(company.registration?.country), "number": .text(company.registration?.number),
                "contact": .string(policy.contact),
            ]
        case .joinRequested, .joinReminder:
            [
                "person": .string(person?.name ?? ""), "email": .string(person?.email ?? ""),
                "until": .moment(input.until ?? now),
            ]
        case .joinReceived: ["until": .moment(input.until ?? now)]
        case .joinGranted, .roleChanged: ["role": .string((input.grant ?? .administrator).words(in: locale))]
        case .joinRefused: ["reason": .string(input.reason ?? CompanyWords.noReason(in: locale))]
        case .joinExpired, .memberRevoked: [:]
        case .verified: ["category": .string((company.type ?? .enterprise).words(in: locale))]
        }
    }
}
