import Core
import Testing

@testable import Mail

/// What the abuse desk writes, from the decision to the letter.
@Suite struct `A mail about abuse` {
    static let answers = AnswerCode.allCases.map(\.template)
    static let holder = "HOLDER-OF-THE-ADDRESS"

    /// Everything that a template is given, with a mark on it that no other has.
    private func values(of template: String) throws -> [String: String] {
        let names = try TemplateShelf.template(template, .english).names.reduce(into: Set<String>()) { $0.formUnion($1) }
        let moments = ["until", "expires", "earliest"]
        return Dictionary(
            uniqueKeysWithValues: names.map { ($0, moments.contains($0) ? "2026-11-21T12:00:00Z" : "mark-of-\($0)") })
    }

    @Test(arguments: TemplateShelf.sources.map(\.name).filter { $0.hasPrefix("abuse-") }, Core.Locale.allCases)
    func `says all that it was given, in text and in HTML`(template: String, locale: Core.Locale) throws {
        let given = try values(of: template)
        let letter = try TemplateShelf.template(template, locale).render(given)
        for (name, value) in given where value.hasPrefix("mark-of-") {
            #expect(letter.text.contains(value) && letter.html.contains(value), "\(name)")
        }
        #expect(!letter.subject.isEmpty && letter.locale == locale)
    }

    @Test(arguments: answers)
    func `to a reporter asks for the address and a reference alone: nothing of the customer can be in it (ABU-5)`(
        template: String
    ) throws {
        #expect(Set(try values(of: template).keys) == ["address", "reference"])
    }

    @Test func `is what its decision sends: every value that its template asks for, and no holder to a reporter (ABU-5)`() throws
    {
        var seen = Set<String>()
        for mail in try Self.written() {
            seen.insert(mail.template)
            for locale in Core.Locale.allCases {
                var values = Dictionary(uniqueKeysWithValues: mail.values.members.map { ($0.name, $0.value.string ?? "") })
                if mail.link != nil { values["link"] = "https://portal.example/unblock?token=t" }
                let letter = try TemplateShelf.template(mail.template, locale).render(values)
                if Self.answers.contains(mail.template) {
                    #expect(!(letter.subject + letter.text + letter.html).contains(Self.holder))
                }
            }
        }
        #expect(
            seen.isSuperset(of: [
                "abuse-answer-actioned", "abuse-blocked", "abuse-answer-too-old", "abuse-digest-holder", "abuse-digest-desk",
            ]))
    }

    // MARK: Decisions

    private static let now = Samples.now

    private static func circumstances(_ cause: Int) -> Circumstances {
        var policy = AbusePolicy(mode: .enforce)
        policy.scoring.points = [.vouched: 100]
        policy.letters.desk = "desk@guichet.example"
        var mail = AbuseClass(name: "mail", categories: [.spam])
        (mail.isAutomatic, mail.blockAt) = (true, 70)
        policy.classes = [mail]
        let version = Dated.Version(effective: Moment(seconds: 0), name: "abuse", policy: policy)
        let cautious = Policies.cautious
        return Circumstances(
            now: now, cause: "/test \(cause)",
            policies: cautious.with(abuse: Dated(version)),
            digest: {
                String($0.utf8.reduce(7 as UInt64) { $0 &* 31 &+ UInt64($1) }, radix: 16) + "0123456789abcdef0123456789abcdef"
            },
            tokenHash: { "\($0)\($1)" })
    }

    private static func read<M: Message>(_ outgoing: Outgoing, as type: M.Type) throws -> M {
        var form = Form(outgoing.data, digest: { $0 })
        let message = M(from: &form)
        #expect(form.problems == [])
        return message
    }

    /// One block, one digest to the holder and one to the desk, and an answer outside a case.
    private static func written() throws -> [NotificationSend] {
        let holder = CaseHolder(
            lease: Self.holder, prefix: try #require(IPPrefix("192.0.2.10")), customer: "organisation/\(Self.holder)",
            contact: "\(Self.holder)@example.org", language: .french, to: nil)
        let opening = CaseOpening(
            key: "k", group: "mail", category: .spam, target: holder.prefix, holder: holder, state: .attributed)
        let report = CaseReport(
            report: Samples.id, category: .spam,
            reporter: CaseReporter(id: Samples.id, identity: "desk", isKnown: true, points: 100, contact: "a@isp.example"),
            incident: now, incidents: 1, points: 100,
            samples: [.init(at: now, messageId: "<1@\(Self.holder)>", subject: "Buy", destination: "192.0.2.25")].compactMap {
                CaseSample($0)
            })
        var abuseCase = AbuseCase(id: Samples.id)
        var sent: [Outgoing] = []
        func fold(_ decision: Decision<AbuseCaseFact>) {
            guard case .record(let facts, let consequences) = decision else { return }
            for fact in facts { abuseCase.apply(fact, at: now) }
            sent += consequences.send
        }
        let added = try read(CaseReported.outgoing(report, opening: opening, as: Samples.id), as: CaseReported.self)
        fold(AbuseCase.add(added, given: nil, in: circumstances(1)))
        let change = BlockChanged.outgoing(abuseCase.block?.id ?? "", for: Samples.id, .active)
        fold(AbuseCase.observe(try read(change, as: BlockChanged.self), given: abuseCase, in: circumstances(2)))
        for (number, role) in [Correspondence.Role.holder, .desk].enumerated() {
            let notice = NoticeWanted.outgoing(role, to: "b@example.org", in: .french, "one\n two", circumstances(3))
            let wanted = try read(notice, as: NoticeWanted.self)
            var correspondence = Correspondence(id: wanted.correspondence)
            if case .record(let facts, _) = Correspondence.postpone(wanted, given: nil, in: circumstances(4)) {
                for fact in facts { correspondence.apply(fact, at: now) }
            }
            let due = DigestCameDue.outgoing(correspondence.id, at: try #require(correspondence.digestDue))
            let digest = Correspondence.digest(
                try read(due, as: DigestCameDue.self), given: correspondence, in: circumstances(5 + number))
            if case .record(_, let consequences) = digest { sent += consequences.send }
        }
        let answer = AnswerWanted.outgoing(
            .tooOld, to: "a@isp.example", about: "192.0.2.10", report: Samples.id, circumstances(9))
        let answered = Correspondence.answer(try read(answer, as: AnswerWanted.self), given: nil, in: circumstances(10))
        if case .record(_, let consequences) = answered { sent += consequences.send }
        return try sent.filter { $0.type == NotificationSend.type }.map { try read($0, as: NotificationSend.self) }
    }
}
