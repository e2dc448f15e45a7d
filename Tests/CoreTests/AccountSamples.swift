import Core

/// What the tests of accounts have in common.
enum Samples {
    static let account = "6b1f0000-0000-7000-8000-000000000000"
    static let company = "c0de0000-0000-7000-8000-000000000000"
    static let email = "ada@example.org"
    static let now = Moment(seconds: 1_795_262_400)
    static let link = VerificationLink(tokenHash: "hash of the token", expires: now.adding(.hours(24)))
    static let profile = Profile(fullName: "Ada Lovelace", jobTitle: "Analyst", photo: nil)
    static let hash = "$scrypt$ln=17,r=8,p=1$c2FsdHNhbHRzYWx0$aGFzaGhhc2hoYXNoaGFzaA"

    static let unverified: [AccountFact] = [.signedUp(email: email, locale: .french, link: link)]
    static let verified = unverified + [.emailConfirmed]
    static let secured = verified + [.passwordSet]
    static let active = secured + [.profileCompleted(profile)]

    static let locked = active + [.reset(.compromised, by: "Eve", link: link)]
    static let deleted =
        active + [.deletionRequested(by: "Ada", words: nil, due: now), .deletionApproved(by: "Eve"), .erased]

    static func partner(_ company: String = company, wantsCreation: Bool = false, by: String? = "Sam") -> PartnerTerms {
        PartnerTerms(
            login: "ada.lovelace.acme", company: company, firstName: "Ada", lastName: "Lovelace", phone: "+33 1 23",
            wantsCreation: wantsCreation, by: by)
    }

    static func account(_ facts: [AccountFact]) -> Account {
        var account = Account(id: Samples.account)
        for fact in facts { account.apply(fact, at: now) }
        return account
    }

    /// `digest` here is readable: the hash of "x" is 64 digits that stand for its letters.
    static func circumstances(
        at moment: Moment = now, cause: String = "/portal 1", conflict: String? = nil, answers: [Ask: [Object]] = [:],
        policies: Policies = .cautious
    ) -> Circumstances {
        Circumstances(
            now: moment, cause: cause, conflict: conflict, answers: answers, policies: policies, digest: digest,
            tokenHash: { purpose, id in "hash of \(purpose) \(id)" })
    }

    static let digest: @Sendable (String) -> String = { text in
        var number: UInt64 = 14_695_981_039_346_656_037
        for byte in text.utf8 { number = (number ^ UInt64(byte)) &* 1_099_511_628_211 }
        let digits = String(number, radix: 16)
        return String(repeating: String(repeating: "0", count: 16 - digits.count) + digits, count: 4)
    }

    static func read<M: Message>(_ type: M.Type, _ object: Object) -> M {
        var form = Form(object, digest: { "hash of \($0)" })
        return M(from: &form)
    }
}

extension Consequences {
    /// The mails that are asked for.
    var mails: [NotificationSend] {
        send.filter { $0.type == NotificationSend.type }.map { Samples.read(NotificationSend.self, $0.data) }
    }
}

extension Decision {
    var facts: [Happening]? { if case .record(let facts, _) = self { facts } else { nil } }
    var consequences: Consequences? { if case .record(_, let consequences) = self { consequences } else { nil } }
    var postponed: Moment? { if case .postpone(let until, _) = self { until } else { nil } }
    var ignored: String? { if case .ignore(let reason) = self { reason } else { nil } }
    var reasons: [Reason]? { if case .reject(let reasons) = self { reasons } else { nil } }
}
