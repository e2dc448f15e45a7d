import Core
import Testing

/// VER-6, VER-8, VER-14: outcomes of one person.
@Suite struct `A decision on a verification` {
    private typealias S = VerificationStory

    @Test func `approves with the category of the staff and an end, and tells the company (VER-6, VER-8, VER-9)`() throws {
        let story = try S()
        story.submit()
        story.claim()
        story.approve(by: S.alice, .serviceProvider)
        let verification = try #require(story.verification)
        #expect(verification.standing == .verified && verification.stage == .closed && verification.phase == "verified")
        #expect(verification.category == .serviceProvider && verification.opening?.companyType == .enterprise)
        #expect(verification.expires == story.now.adding(.days(365)))
        let standing = try #require(story.sent.last { $0.type == StandingChanged.type })
        let message = Samples.read(StandingChanged.self, standing.data)
        #expect(message.standing == .verified && message.category == .serviceProvider && message.expires == verification.expires)
        #expect(message.by == S.alice && Set(story.timers.keys) == ["verification/\(S.company)/expiry"])
        try story.expectReplay()
    }

    @Test func `is made once: a second reviewer finds it decided (failure pattern 13)`() throws {
        let story = try S()
        story.approved()
        #expect(story.approve(by: S.eve).reasons?.first?.message == "nobody has claimed it")
        story.claim(by: S.eve)
        #expect(story.approve(by: S.eve).reasons?.first?.message == "nothing is to be approved: verified")
        #expect(story.standings == ["verified"])
    }

    @Test func `approves nothing without a document, or until a day that is no end (VER-1, VER-15)`() throws {
        let story = try S()
        story.claim()
        let past = story.now.adding(.days(-1))
        #expect(story.approve(until: past).reasons?.map(\.rule) == ["VER-1", "VER-15"])
        story.submit()
        #expect(story.approve(until: story.now.adding(.days(2000))).reasons?.map(\.field) == ["expires"])
        #expect(story.approve(until: story.now.adding(.days(100))).facts != nil)
        #expect(story.verification?.expires == story.now.adding(.days(100)))
    }

    @Test func `asks for more, in the customer's language, and the answer brings it back (VER-14)`() throws {
        let story = try S()
        story.submit()
        story.claim()
        story.ask()
        #expect(story.verification?.stage == .needsInfo && story.verification?.claim == nil)
        let mails = story.letters("verification-info-requested")
        #expect(mails.map { $0.values["reason"]?.string } == ["unreadable en français", "unreadable in English"])
        #expect(mails.map { $0.values["field"]?.string } == ["certificat d'immatriculation", "registration certificate"])
        #expect(mails[0].values["message"] == "Page 2 is missing.\nPlease scan both.")
        #expect(!"\(story.history)".contains("Page 2"), "what was written can be forgotten")
        story.submit(2)
        #expect(story.verification?.stage == .submitted && story.verification?.question == nil)
        #expect(story.verification?.documents.count == 2 && story.verification?.round?.number == 1)
        story.claim()
        story.ask(by: S.alice, "too_old")
        story.answer()
        #expect(story.verification?.stage == .submitted)
        #expect(story.written.contains { String(decoding: $0.bytes, as: UTF8.self) == "Here it is.\nSorry." })
        try story.expectReplay()
    }

    @Test func `that was not asked is not answered, nor by a stranger (ACC-7)`() throws {
        let story = try S()
        #expect(story.answer().reasons?.first?.remedy == "send the document: verification.document.submitted")
        story.submit()
        #expect(story.answer().reasons?.first?.remedy == "wait for the staff")
        story.claim()
        story.ask()
        #expect(story.answer(by: S.other).reasons?.map(\.rule) == ["ACC-7"])
        #expect(story.answer(by: S.administrator).facts != nil)
    }

    @Test(arguments: ["ask", "reject", "suspect", "revoke"])
    func `has a reason of its closed list, and names the list otherwise (VER-14)`(decision: String) throws {
        let story = try S()
        story.approved()
        if decision != "revoke" { story.submit(2) }
        story.claim()
        let (reasons, known) =
            switch decision {
            case "ask": (story.ask(by: S.alice, "because").reasons, "unreadable, too_old")
            case "reject": (story.reject(by: S.alice, "because").reasons, "not_registered, insufficient")
            case "suspect": (story.suspect(by: S.alice, "because").reasons, "forged_document, sanctioned")
            default: (story.revoke(by: S.alice, "because").reasons, "name_changed, requested")
            }
        #expect(reasons?.contains { $0.field == "reason" && $0.remedy == "choose one of \(known)" } == true)
    }

    @Test func `rejects with a reason that each reader understands, and for good (VER-14)`() throws {
        let story = try S()
        story.submit()
        story.claim()
        story.reject()
        #expect(story.verification?.phase == "rejected" && story.standings == ["rejected"])
        let mails = story.letters("verification-rejected")
        #expect(mails.map { $0.values["reason"]?.string } == ["not_registered en français", "not_registered in English"])
        #expect(mails[0].values["standing"] == "Aucun service ne peut être commandé pour cette société.")
        #expect(story.timers.isEmpty)
        try story.expectReplay()
    }

    @Test func `asks nothing of who owes the first document, and of nobody once it is closed`() throws {
        let story = try S()
        story.claim()
        #expect(story.ask().reasons?.map(\.rule) == ["VER-14"])
        story.submit()
        story.approve()
        story.claim()
        #expect(story.ask().reasons?.first?.message == "no request is open: verified")
        #expect(story.reject().reasons?.first?.remedy == "a verification that holds is taken back: verification.revoked")
    }

    @Test func `is no longer wanted: an administrator takes the request back (VER-14)`() throws {
        let story = try S()
        story.submit()
        story.memberships[.membership(of: S.other, in: S.company)] = [["member_state": "active"]]
        #expect(story.withdraw(by: S.other).reasons?.map(\.rule) == ["ACC-6"])
        #expect(story.withdraw(by: "Bob@acme.example").facts != nil)
        #expect(story.verification?.outcome?.by == S.administrator, "history keeps no address (ACC-17)")
        #expect(story.verification?.phase == "withdrawn" && story.standings == ["withdrawn"] && story.timers.isEmpty)
        #expect(story.letters("verification-withdrawn").count == 2)
        #expect(story.withdraw().ignored != nil && story.submit(2).reasons?.map(\.rule) == ["VER-14"])
        #expect(story.answer().reasons?.map(\.rule) == ["VER-14"])
        try story.expectReplay()
    }

    @Test func `needs somebody to withdraw from`() throws {
        let none = try S(isOpened: false)
        #expect(none.withdraw().reasons?.map(\.rule) == ["VER-1"] && none.answer().reasons?.map(\.rule) == ["VER-1"])
        let story = try S()
        story.approved()
        #expect(story.withdraw().reasons?.first?.message == "there is no request to take back")
    }
}
