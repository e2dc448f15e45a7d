import Core
import Testing

@testable import Mail

/// What people are told about their account, from the decision to the letter (NOT-1, NOT-4).
@Suite struct `A mail about an account` {
    /// Words that each mail has to say, in both languages.
    private static let words: [String: [String]] = [
        "verify-address": ["confirmer", "confirm"],
        "password-recovery": ["nouveau mot de passe", "new password"],
        "identifier-reminder": ["votre identifiant", "your identifier"],
        "password-changed": ["a été modifié", "was changed"],
        "welcome": ["Administration des Ventes a réinitialisé", "sales administration has reset"],
        "second-factor-changed": ["codes temporaires", "temporary codes"],
        "partner-login": ["lecture à tous les contrats de Acmé SAS", "all contracts of Acmé SAS"],
        "partner-login-added": ["une seconde personne", "waits for the consent of a second person"],
        "partner-option": ["permet de créer des organisations", "can create organisations"],
        "deletion-requested": ["suppression définitive", "definitive deletion"],
        "deletion-withdrawn": ["a été retirée", "was withdrawn"],
        "deletion-done": ["vos données personnelles sont effacées", "your personal data is erased"],
    ]

    @Test(arguments: Core.Locale.allCases)
    func `says what its decision gave it, in text and in HTML, with a link where there is one (NOT-1)`(locale: Core.Locale) throws
    {
        var seen = Set<String>()
        for command in try AccountLetters(locale).sent() where seen.insert(command.template).inserted {
            let mail = try ReadMail(try written(command).message.bytes)
            #expect(mail.defects == [] && mail.header("To") == ["ada@example.org"])
            #expect(mail.header("Content-Language") == [locale.rawValue])
            let words = try #require(Self.words[command.template]?[locale == .french ? 0 : 1], "\(command.template)")
            let texts = mail.parts.map { $0.text.split(whereSeparator: \.isWhitespace).joined(separator: " ") }
            #expect(texts.count == 2 && texts.allSatisfy { $0.contains(words) }, "\(command.template)")
            if let link = command.link {
                let url = "https://portal.example.org\(link.path)?token=\(Samples.token(link.purpose, link.tokenId))"
                #expect(texts.allSatisfy { $0.contains(url) }, "\(command.template)")
            }
            for name in ["login", "company", "identifiers"] {
                guard let value = command.values[name]?.string else { continue }
                for line in value.split(separator: "\n") { #expect(texts.allSatisfy { $0.contains(line) }, "\(name)") }
            }
        }
        #expect(seen == Set(Self.words.keys))
    }

    @Test func `that gives access names its token and does not hold it (NOT-3)`() throws {
        let links = try AccountLetters(.english).sent().filter { $0.link != nil }
        #expect(Set(links.map(\.template)).isSuperset(of: ["password-recovery", "welcome", "verify-address"]))
        for command in links { #expect(!"\(command)".contains("T0KEN")) }
    }
}

/// One person's way through everything that is written about.
private struct AccountLetters {
    private static let id = "6b1f0000-0000-7000-8000-000000000000"
    private static let hash = "$scrypt$ln=17,r=8,p=1$c2FsdHNhbHRzYWx0$aGFzaGhhc2hoYXNoaGFzaA"
    private let locale: Core.Locale

    init(_ locale: Core.Locale) { self.locale = locale }

    func sent() throws -> [NotificationSend] {
        var account: Account?
        var commands: [NotificationSend] = []
        var count = 0
        func decide(at now: Moment = Samples.now, _ decide: (Account?, Circumstances) throws -> Decision<AccountFact>) throws {
            count += 1
            let decision = try decide(account, circumstances(count, at: now))
            guard case .record(let facts, let consequences) = decision else { throw Refused(decision: "\(decision)") }
            var state = account ?? Account(id: Self.id)
            for fact in facts { state.apply(fact, at: now) }
            account = state
            for outgoing in consequences.send where outgoing.type == NotificationSend.type {
                commands.append(try read(NotificationSend.self, outgoing.data))
            }
        }
        let id = Value.string(Self.id)
        let signUp: Object = ["accountId": id, "email": "ada@example.org", "locale": .string(locale.rawValue)]
        try decide { Account.signUp(try read(SignupRequested.self, signUp), given: $0, in: $1) }
        account?.apply(.emailConfirmed, at: Samples.now)
        account?.apply(.passwordSet, at: Samples.now)
        for reference in ["totp/1", "totp/2"] {
            let enrolment: Object = ["accountId": id, "secretRef": .string(reference)]
            try decide { Account.enrol(try read(TOTPEnrolled.self, enrolment), given: $0, in: $1) }
        }
        let order: Object = [
            "accountId": id, "firstName": "Ada", "lastName": "Lovelace", "companyId": id, "email": "ada@example.org",
            "phone": "1",
            "mayCreateOrganisations": true, "by": "Sam", "locale": .string(locale.rawValue),
        ]
        let ordered = try read(PartnerOrdered.self, order)
        let new = Account.orderPartner(ordered, given: nil, in: circumstances(100, at: Samples.now))
        if case .record(_, let consequences) = new {
            commands += try consequences.send.map { try read(NotificationSend.self, $0.data) }
        }
        try decide { Account.orderPartner(ordered, given: $0, in: $1) }
        let answer: Object = ["accountId": id, "by": "Eve", "option": "yes"]
        try decide { Account.answerOption(try read(PartnerApproved.self, answer), given: $0, in: $1) }
        for kind in ["identifier", "password"] {
            let request: Object = ["kind": .string(kind), "email": "ada@example.org"]
            try decide { Account.recover(try read(RecoveryRequested.self, request), given: $0, in: $1) }
        }
        try decide { account, circumstances in
            let token: Object = ["token": "any-token-of-a-link", "passwordHash": .string(Self.hash)]
            var form = Form(token, digest: { _ in account?.recovery.link?.tokenHash ?? "" })
            return Account.completeRecovery(RecoveryCompleted(from: &form), given: account, in: circumstances)
        }
        let reset: Object = ["accountId": id, "reason": "sign_in_fails", "by": "Sam"]
        try decide { Account.reset(try read(ResetOrdered.self, reset), given: $0, in: $1) }
        let person: Object = ["accountId": id, "by": "Ada"]
        try decide { Account.requestDeletion(try read(DeletionRequested.self, person), given: $0, in: $1) }
        try decide { Account.withdrawDeletion(try read(DeletionWithdrawn.self, person), given: $0, in: $1) }
        try decide { Account.requestDeletion(try read(DeletionRequested.self, person), given: $0, in: $1) }
        let approval: Object = ["accountId": id, "by": "Eve"]
        try decide(at: Samples.now.adding(.days(365))) {
            Account.approveDeletion(try read(DeletionApproved.self, approval), given: $0, in: $1)
        }
        return commands
    }

    private struct Refused: Error {
        let decision: String
    }

    private func circumstances(_ number: Int, at now: Moment) -> Circumstances {
        Circumstances(
            now: now, cause: "/test \(number)",
            answers: [
                .membership(of: Self.id, in: Self.id): [["standing": "verified", "legal_name": "Acmé SAS"]],
                .partnerLogins(like: "ada.lovelace"): [["login": "ada.lovelace.acme"]],
            ],
            digest: { text in
                let hash = text.utf8.reduce(7 as UInt64) { $0 &* 31 &+ UInt64($1) }
                return String(hash | 1 << 63, radix: 16) + "0123456789abcdef0123456789abcdef0123456789abcdef"
            },
            tokenHash: { "hash of \($0) \($1)" })
    }

    private func read<M: Message>(_ type: M.Type, _ data: Object) throws -> M {
        var form = Form(data, digest: { $0 })
        let message = M(from: &form)
        try #require(form.problems == [])
        return message
    }
}
