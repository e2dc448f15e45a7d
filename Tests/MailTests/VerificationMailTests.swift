import Core
import Testing

@testable import Mail

/// What a verification writes, from the decision to the letter (NOT-1, NOT-4).
@Suite struct `A mail about a verification` {
    private static let moments = ["until", "expires", "due", "received"]

    private func values(of template: String) throws -> [String: String] {
        let names = try TemplateShelf.template(template, .english).names.reduce(into: Set<String>()) { $0.formUnion($1) }
        return Dictionary(
            uniqueKeysWithValues: names.map { ($0, Self.moments.contains($0) ? "2026-11-21T12:00:00Z" : "mark-of-\($0)") })
    }

    private static let templates = TemplateShelf.sources.map(\.name).filter { $0.hasPrefix("verification-") }

    @Test(arguments: templates, Core.Locale.allCases)
    func `says all that it was given, in text and in HTML`(template: String, locale: Core.Locale) throws {
        var given = try values(of: template)
        if template == "verification-desk" { given["due"] = "mark-of-due" }
        let letter = try TemplateShelf.template(template, locale).render(given)
        for (name, value) in given where value.hasPrefix("mark-of-") {
            #expect(letter.text.contains(value) && letter.html.contains(value), "\(name)")
        }
        #expect(!letter.subject.isEmpty && letter.locale == locale)
    }

    @Test func `asks for the same in both languages`() throws {
        for template in Set(Self.templates) {
            let names = try Core.Locale.allCases.map { locale in
                try TemplateShelf.template(template, locale).names.reduce(into: Set<String>()) { $0.formUnion($1) }
            }
            #expect(names[0] == names[1], "\(template)")
        }
    }

    @Test func `about a suspicion tells nothing of it, in any word (VER-3)`() throws {
        for locale in Core.Locale.allCases {
            let letter = try TemplateShelf.template("verification-closed", locale)
                .render(["company": "Acme", "help": "?"])
            let text = (letter.subject + letter.text + letter.html).lowercased()
            for word in ["fraud", "soup", "suspect", "faux", "falsi", "forg"] { #expect(!text.contains(word), "\(word)") }
        }
    }

    @Test func `is what its decision sends: every value that its template asks for (NOT-1)`() throws {
        var seen = Set<String>()
        for mail in try Self.written() {
            seen.insert(mail.template)
            let values = Dictionary(uniqueKeysWithValues: mail.values.members.map { ($0.name, $0.value.string ?? "") })
            for locale in Core.Locale.allCases {
                let letter = try TemplateShelf.template(mail.template, locale).render(values)
                #expect(letter.text.contains("Acme & Fils") && letter.html.contains("Acme &amp; Fils"))
            }
        }
        #expect(seen == Set(Self.templates))
    }

    // MARK: Decisions

    private static let company = "c0000000-0000-7000-8000-000000000001"
    private static let alice = "alice@staff.example"
    private static let eve = "eve@staff.example"

    private static let policies: Policies = {
        var policy = VerificationPolicy(businessDays: 3)
        policy.letters.desk = "desk@guichet.example"
        policy.letters.questions = "questions@guichet.example"
        let known = [VerificationReason(code: "known", french: "connu", english: "known")]
        (policy.reasons.info, policy.reasons.rejection, policy.reasons.fraud) = (known, known, known)
        policy.reasons.revocation = known
        var policies = Policies.cautious
        policies.verification = Dated(
            Dated.Version(effective: Moment(seconds: 0), name: "verification", policy: policy))
        return policies
    }()

    /// Every step that writes to somebody, in some order that can happen.
    private static func written() throws -> [NotificationSend] {
        try approvedAndExpired() + revoked() + rejectedForFraud() + askedInVain() + withdrawnAndRejected()
    }

    private static func approvedAndExpired() throws -> [NotificationSend] {
        let story = Story()
        try story.submit()
        try story.review(VerificationApproved.self, ["category": "xaas"], Verification.approve)
        try story.come()
        while story.verification?.expiryDue != nil { try story.come() }
        return story.mails
    }

    private static func revoked() throws -> [NotificationSend] {
        let story = Story()
        try story.submit()
        try story.review(VerificationApproved.self, ["category": "xaas"], Verification.approve)
        for by in [alice, eve] { try story.review(VerificationRevoked.self, by: by, ["reason": "known"], Verification.revoke) }
        return story.mails
    }

    private static func rejectedForFraud() throws -> [NotificationSend] {
        let story = Story()
        try story.submit()
        for by in [alice, eve] { try story.review(FraudSuspected.self, by: by, ["reason": "known"], Verification.suspect) }
        return story.mails
    }

    private static func askedInVain() throws -> [NotificationSend] {
        let story = Story()
        try story.submit()
        let more: Object = ["reason": "known", "field": "legalName", "message": "Which <name>?"]
        try story.review(VerificationInfoRequested.self, more, Verification.ask)
        while story.verification?.customerDue != nil { try story.come() }
        return story.mails
    }

    private static func withdrawnAndRejected() throws -> [NotificationSend] {
        let withdrawn = Story()
        try withdrawn.submit()
        try withdrawn.tell(
            VerificationWithdrawn.self, ["companyId": .string(company), "by": .string(Samples.id)], Verification.withdraw)
        let rejected = Story()
        try rejected.submit()
        try rejected.review(VerificationRejected.self, ["reason": "known"], Verification.reject)
        return withdrawn.mails + rejected.mails
    }

    /// One verification, decided on step by step; claims are taken as they are needed.
    private final class Story {
        var verification: Verification?
        var mails: [NotificationSend] = []
        private var now = Samples.now
        private var step = 0

        func tell<M: Message>(
            _ type: M.Type, _ data: Object, _ decide: (M, Verification?, Circumstances) -> Decision<VerificationFact>
        ) throws {
            var form = Form(data, digest: { $0 })
            let message = M(from: &form)
            try #require(form.problems == [])
            guard case .record(let facts, let consequences) = decide(message, verification, circumstances()) else {
                Issue.record("\(type) was not recorded: \(decide(message, verification, circumstances()))")
                return
            }
            var state = verification ?? Verification(id: company)
            for fact in facts { state.apply(fact, at: now) }
            verification = state
            mails += consequences.send.filter { $0.type == NotificationSend.type }.map { outgoing in
                var form = Form(outgoing.data, digest: { $0 })
                return NotificationSend(from: &form)
            }
        }

        func submit() throws {
            let opened = VerificationOpened.outgoing(
                company: company, registrant: Samples.id, legalName: "Acme & Fils", country: "FR",
                registrationNumber: "732829320", companyType: .enterprise, at: now)
            try tell(VerificationOpened.self, opened.data, Verification.open)
            let document: Object = [
                "id": .string(Samples.id), "name": "kbis.pdf", "mediaType": "application/pdf", "size": 9,
                "sha256": .string(String(repeating: "a", count: 64)),
            ]
            try tell(
                DocumentSubmitted.self, ["companyId": .string(company), "document": .object(document)], Verification.submit)
            try tell(
                InspectionCompleted.self,
                [
                    "documentId": .string(Samples.id), "companyId": .string(company), "mediaType": "application/pdf",
                    "verdict": "unsigned",
                ], Verification.inspected)
        }

        func review<R: Review>(
            _ type: R.Type, by: String = alice, _ more: Object,
            _ decide: (R, Verification?, Circumstances) -> Decision<VerificationFact>
        ) throws {
            var data: Object = ["companyId": .string(company), "by": .string(by)]
            try tell(VerificationClaimed.self, data, Verification.claim)
            for member in more.members { data[member.name] = member.value }
            try tell(type, data, decide)
        }

        /// What comes due next of customer or expiry.
        func come() throws {
            guard let due = verification?.customerDue ?? verification?.expiryDue else { return }
            now = due.at
            try tell(VerificationCameDue.self, VerificationCameDue.outgoing(company, due).data, Verification.come)
        }

        private func circumstances() -> Circumstances {
            step += 1
            let reader: Object = ["account": .string(Samples.id), "email": "ada@acme.example", "locale": "fr"]
            let stored: Object = [
                "subject": .string("company/\(company)"), "media_type": "application/pdf", "size": 9,
                "sha256": .string(String(repeating: "a", count: 64)),
                "received_at": .moment(now),
            ]
            return Circumstances(
                now: now, cause: "/test \(step)",
                answers: [.administrators(of: company): [reader], .document(Samples.id): [stored]], policies: policies,
                digest: {
                    String($0.utf8.reduce(7 as UInt64) { $0 &* 31 &+ UInt64($1) }, radix: 16)
                        + "0123456789abcdef0123456789abcdef"
                },
                tokenHash: { "\($0)\($1)" })
        }
    }
}
