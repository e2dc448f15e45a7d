import Core
import Testing

/// VER-1, VER-13, VER-14: what is taken, and what is refused by which rule.
@Suite struct `A document for a verification` {
    private typealias S = VerificationStory

    @Test func `is taken, inspected and acknowledged with name, size and SHA-256 to both administrators (VER-13)`() throws {
        let story = try S()
        story.submit()
        let verification = try #require(story.verification)
        let document = try #require(verification.documents.first)
        #expect(verification.stage == .submitted && document.name == "kbis-1.pdf" && document.by == S.registrant)
        let command = try #require(story.sent.first { $0.type == InspectCertificate.type })
        #expect(command.data["documentId"]?.string == document.id && command.data["registrationNumber"] == "732829320")
        let mails = story.letters("verification-received")
        #expect(
            mails.map(\.recipient) == ["ada@acme.example", "bob@acme.example"] && mails.map(\.locale) == [.french, .english])
        #expect(mails[0].values["sha256"]?.string == document.sha256 && mails[0].values["size"] == "1001")
        // VER-10: three business days from a Tuesday 10:00 in Paris.
        #expect(mails[0].values["due"] == "2026-11-27T09:00:00.000000Z")
        try story.expectReplay()
    }

    @Test func `keeps every version: nothing is overwritten (VER-14)`() throws {
        let story = try S()
        story.submit(1)
        story.submit(2)
        let verification = try #require(story.verification)
        #expect(verification.documents.map(\.id) == [S.id(1), S.id(2)])
        #expect(verification.documents.map(verification.version) == [1, 2] && verification.current.map(\.id) == [S.id(2)])
        story.submit(3, kind: "identity")
        #expect(story.verification?.current.map(\.id) == [S.id(2), S.id(3)])
        #expect(story.letters("verification-received").last?.values["version"] == "3")
    }

    @Test func `that came already is ignored, and its id for other bytes refused (VER-14)`() throws {
        let story = try S()
        story.submit()
        #expect(story.submit().ignored?.contains("version 1") == true)
        let changed = story.submit { $0["document"] = .object(S.document(1).object.with("sha256", .string(Self.hash))) }
        #expect(changed.reasons?.map(\.field) == ["document.id"])
        #expect(story.verification?.documents.count == 1)
    }

    private static let hash = String(repeating: "f", count: 64)

    @Test(arguments: [
        ("missing", "document.id"), ("hash", "document.sha256"), ("size", "document.size"), ("type", "document.mediaType"),
        ("large", "document.size"), ("empty", "document.size"), ("stranger's", "document.id"),
    ])
    func `is refused where the store says otherwise, whatever its name says (VER-13)`(what: String, field: String) throws {
        let story = try S()
        var stored: Object = [
            "subject": .string("company/\(S.company)"), "media_type": "application/pdf", "size": 1001,
            "sha256": .string(S.document(1).sha256), "received_at": .moment(story.now),
        ]
        var announced = S.document(1).object
        switch what {
        case "hash": stored["sha256"] = .string(Self.hash)
        case "size": stored["size"] = 7
        case "type": stored["media_type"] = "application/x-msdownload"
        case "large":
            stored["size"] = 10_000_001
            announced["size"] = 10_000_001
        case "empty":
            stored["size"] = 0
            announced["size"] = 0
        case "stranger's": stored["subject"] = .string("company/\(S.other)")
        default: break
        }
        story.store[S.id(1)] = stored
        if what == "missing" { story.store[S.id(1)] = nil }
        let data: Object = ["companyId": .string(S.company), "document": .object(announced), "by": .string(S.registrant)]
        let reasons = story.tell(DocumentSubmitted.self, data) { Verification.submit($0, given: $1, in: $2) }.reasons
        #expect(reasons?.map(\.rule) == ["VER-13"] && reasons?.map(\.field) == [field])
        #expect(story.mails.isEmpty && story.verification?.documents.isEmpty == true)
    }

    @Test func `tells all that is wrong at once`() throws {
        let story = try S()
        story.store[S.id(1)] = ["media_type": "text/html", "size": 5, "sha256": .string(Self.hash)]
        let reasons = story.submit(by: S.other).reasons
        #expect(reasons?.map(\.field) == ["document.sha256", "document.size", "document.mediaType", "document.id", "by"])
    }

    @Test func `is refused from somebody who is nobody of the company (ACC-7)`() throws {
        let story = try S()
        #expect(story.submit(by: S.other).reasons?.map(\.rule) == ["ACC-7"])
        story.memberships[.membership(of: S.other, in: S.company)] = [["member_state": "requested"]]
        #expect(story.submit(by: S.other).reasons?.map(\.rule) == ["ACC-7"])
        story.memberships[.membership(of: S.other, in: S.company)] = [["member_state": "active"]]
        #expect(story.submit(by: S.other).facts != nil)
        #expect(story.submit(2, by: nil).facts != nil, "the pipeline names nobody")
        #expect(story.submit(3, by: "Bob@acme.example").facts != nil)
    }

    @Test func `of a kind of another country's register is refused, and of no catalogue taken (VER-2)`() throws {
        let story = try S()
        let german = CertificateKind(
            kind: "handelsregisterauszug", name: "Handelsregisterauszug", french: "-", english: "-", maximumAgeDays: 90,
            isSigned: false)
        let germany = NationalCertificates(code: "DE", numbers: [.vat], authority: "-", site: nil, documents: [german])
        story.certificates = CertificatePolicy(entries: CertificatePolicy.cautious.entries + [germany])
        let reasons = try #require(story.submit(kind: german.kind).reasons)
        #expect(reasons.map(\.rule) == ["VER-2"] && reasons[0].remedy == "send one of kbis")
        #expect(story.submit(2, kind: "kbis").facts != nil && story.submit(3, kind: "mandate").facts != nil)
    }

    @Test func `has an end in number`() throws {
        let story = try S()
        story.policy.documents.most = 2
        story.submit(1)
        story.submit(2)
        #expect(story.submit(3).reasons?.map(\.rule) == ["VER-13"])
    }

    @Test func `that comes before its company waits for it, and not for ever (PIP-5)`() throws {
        let story = try S(isOpened: false)
        guard case .postpone(let until, _) = story.submit() else { throw Unexpected() }
        #expect(until == story.now.adding(.seconds(30)))
        try story.open()
        #expect(story.submit().facts != nil)
        let late = try S(isOpened: false)
        late.submit()
        late.now = late.now.adding(.hours(24))
        #expect(late.submit().reasons?.map(\.rule) == ["VER-1"])
    }

    @Test func `that comes before its company is refused at once where it is no good`() throws {
        let story = try S(isOpened: false)
        story.store[S.id(1)] = [
            "subject": .string("company/\(S.company)"), "media_type": "application/pdf", "size": 1001,
            "sha256": .string(Self.hash),
        ]
        #expect(story.submit().reasons?.map(\.rule) == ["VER-1", "VER-13"])
    }

    @Test func `is refused once the verification is over, without a word of why (VER-3, VER-14)`() throws {
        let rejected = try S()
        rejected.submit()
        rejected.claim()
        rejected.reject()
        #expect(rejected.submit(2).reasons?.first?.remedy.contains("register the company anew") == true)
        let fraud = try S()
        fraud.submit()
        fraud.claim()
        fraud.suspect()
        fraud.claim(by: S.eve)
        fraud.suspect(by: S.eve)
        let reason = try #require(fraud.submit(2).reasons?.first)
        #expect(!"\(reason)".lowercased().contains("fraud") && reason.rule == "VER-14")
    }

    @Test func `carries what its inspection found, as advice, and never a decision (VER-7)`() throws {
        let story = try S()
        story.submit(inspected: nil)
        story.inspect(1, .altered, alarms: ["active-content"])
        let advice = try #require(story.verification?.documents.first?.inspection)
        #expect(advice.verdict == .altered && advice.isFailed && advice.alarms == ["active-content"])
        #expect(story.verification?.stage == .submitted && story.standings.isEmpty)
        #expect(story.inspect(9, .valid).ignored != nil)
        try story.expectReplay()
    }

    @Test func `reads its hash in capitals, and refuses what is none, within its place`() {
        let good = S.document(1).object.with("sha256", .string(String(repeating: "AB", count: 32)))
        var form = Form(["companyId": .string(S.company), "document": .object(good)], digest: { $0 })
        #expect(DocumentSubmitted(from: &form).document.sha256 == String(repeating: "ab", count: 32) && form.problems.isEmpty)
        var bad = Form(["companyId": .string(S.company), "document": ["id": "x", "sha256": "zz"]], digest: { $0 })
        _ = DocumentSubmitted(from: &bad)
        #expect(
            bad.problems.map(\.field) == [
                "document.id", "document.name", "document.mediaType", "document.size", "document.sha256",
            ])
        var none = Form(["companyId": .string(S.company)], digest: { $0 })
        _ = DocumentSubmitted(from: &none)
        #expect(none.problems.map(\.field) == ["document"])
    }

    @Test func `opens a verification once`() throws {
        let story = try S()
        #expect(
            try story.open().ignored == "opened already" && story.history.filter { $0.name == "verification.opened" }.count == 1)
    }
}
