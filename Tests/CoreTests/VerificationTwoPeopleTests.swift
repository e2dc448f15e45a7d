import Core
import Testing

/// SEC-10: what one person cannot do alone.
@Suite struct `A decision of two people` {
    private typealias S = VerificationStory

    private func doubtful(_ verdict: Verdict? = .altered) throws -> VerificationStory {
        let story = try S()
        story.submit(inspected: verdict)
        story.claim()
        return story
    }

    @Test(arguments: [Verdict.altered, .broken, nil])
    func `approves in spite of an inspection that failed or is not there yet (VER-6, SEC-10)`(verdict: Verdict?) throws {
        let story = try doubtful(verdict)
        story.approve(by: S.alice, .cloud)
        #expect(story.verification?.proposal?.kind == .approval && story.standings.isEmpty)
        #expect(story.verification?.claim == nil, "free for the second person")
        #expect(story.deskLines == ["une approbation, proposée par \(S.alice), attend une seconde personne"])
        story.claim(by: S.eve)
        story.approve(by: S.eve, .cloud)
        let outcome = try #require(story.verification?.outcome)
        #expect(outcome.result == .approved && outcome.by == S.alice && outcome.second == S.eve)
        #expect(story.standings == ["verified"] && story.verification?.category == .cloud)
        #expect(Set(story.timers.keys) == ["verification/\(S.company)/expiry"])
        try story.expectReplay()
    }

    @Test(arguments: [Verdict.valid, .unsigned, .untrusted, .expired])
    func `is not needed where the inspection did not fail`(verdict: Verdict) throws {
        let story = try doubtful(verdict)
        story.approve()
        #expect(story.standings == ["verified"])
    }

    @Test func `is needed for an alarm, whatever the verdict`() throws {
        let story = try doubtful(nil)
        story.inspect(1, .valid, alarms: ["active-content"])
        story.approve()
        #expect(story.verification?.proposal?.doubts == ["the inspection of “kbis-1.pdf” says valid, active-content"])
    }

    @Test func `is refused to the same person, however the name is written`() throws {
        let story = try doubtful()
        story.approve()
        story.claim(by: "Alice@Staff.example")
        let reasons = try #require(story.approve(by: "Alice@Staff.example").reasons)
        #expect(reasons.map(\.rule) == ["SEC-10"] && reasons[0].message.hasSuffix("a second person must agree"))
        #expect(story.standings.isEmpty)
    }

    @Test func `is refused where the end that was proposed is over meanwhile (VER-15)`() throws {
        let story = try doubtful()
        story.approve(until: story.now.adding(.hours(1)))
        story.now = story.now.adding(.hours(1))
        story.claim(by: S.eve)
        #expect(story.approve(by: S.eve).reasons?.map(\.rule) == ["VER-15"])
        #expect(story.standings.isEmpty)
    }

    @Test(arguments: ["Ada <ada@staff.example>", "Claire Martin", "mailto:ada@staff.example", "@staff.example"])
    func `needs people who are known by an address or an account (SEC-10)`(by: String) {
        var form = Form(["companyId": .string(S.company), "by": .string(by)], digest: { $0 })
        _ = VerificationClaimed(from: &form)
        #expect(form.problems.map(\.field) == ["by"])
    }

    @Test func `is refused to another name from the same account, where each reviewer has one`() throws {
        let story = try doubtful()
        story.approve(actor: "staff-1")
        story.claim(by: S.eve)
        story.policy.ownAccounts = true
        #expect(story.approve(by: S.eve, actor: "staff-1").reasons?.map(\.rule) == ["SEC-10"])
        #expect(story.approve(by: S.eve, actor: "staff-2").facts != nil)
    }

    @Test func `agrees on the same category and end, or the second decides otherwise`() throws {
        let story = try doubtful()
        story.approve(by: S.alice, .cloud)
        story.claim(by: S.eve)
        let reasons = story.approve(by: S.eve, .xaas, until: story.now.adding(.days(3))).reasons
        #expect(reasons?.map(\.field) == ["category", "expires"])
        story.ask(by: S.eve)
        #expect(story.verification?.proposal == nil && story.verification?.stage == .needsInfo)
        try story.expectReplay()
    }

    @Test func `lapses where nobody agrees in time, and the desk is told`() throws {
        let story = try doubtful()
        story.approve()
        story.wait(.hours(72))
        #expect(story.verification?.proposal == nil && story.verification?.stage == .submitted)
        #expect(story.deskLines.contains("la proposition de \(S.alice) est restée sans seconde personne"))
        story.claim(by: S.eve)
        story.approve(by: S.eve)
        #expect(story.verification?.proposal?.by == S.eve, "it begins anew")
        try story.expectReplay()
    }

    @Test func `is over when a new document comes: what was proposed is not what is there`() throws {
        let story = try doubtful()
        story.approve()
        story.submit(2)
        #expect(story.verification?.proposal == nil && story.verification?.doubts == [])
        #expect(!story.timers.keys.contains { $0.hasSuffix("/proposal") })
    }

    // MARK: Fraud

    @Test func `makes a suspicion of fraud final, in words that tell nothing (VER-3)`() throws {
        let story = try S()
        story.submit()
        story.claim()
        story.suspect()
        #expect(story.verification?.isSuspected == true && story.standings.isEmpty && story.verification?.phase == "submitted")
        #expect(story.mails.allSatisfy { $0.template != "verification-closed" })
        story.claim()
        #expect(story.suspect().reasons?.map(\.rule) == ["SEC-10"])
        story.release()
        story.claim(by: S.eve)
        #expect(story.suspect(by: S.eve, "sanctioned").reasons?.map(\.field) == ["reason"])
        story.suspect(by: S.eve)
        #expect(story.verification?.phase == "fraud" && story.standings == ["fraud"])
        let told = try #require(story.sent.last { $0.type == StandingChanged.type })
        #expect(told.data["reason"] == nil)
        let mails = story.letters("verification-closed")
        #expect(mails.count == 2 && mails.allSatisfy { $0.values["reason"] == nil })
        #expect(story.timers.isEmpty)
        try story.expectReplay()
    }

    @Test func `clears a suspicion: one person alone approves nothing of it`() throws {
        let story = try S()
        story.submit()
        story.claim()
        story.suspect()
        story.claim(by: S.eve)
        story.approve(by: S.eve)
        #expect(story.standings.isEmpty && story.verification?.proposal?.kind == .approval)
        #expect(story.verification?.proposal?.doubts == ["fraud was suspected"])
        story.claim(by: S.alice)
        story.approve(by: S.alice)
        #expect(story.standings == ["verified"] && story.verification?.isSuspected == false)
        try story.expectReplay()
    }

    @Test func `outlives its proposal as a doubt, and whoever is suspected does not just leave`() throws {
        let story = try S()
        story.submit()
        story.claim()
        story.suspect()
        #expect(story.withdraw().reasons?.map(\.rule) == ["VER-14"])
        story.wait(.hours(73))
        #expect(story.verification?.proposal == nil && story.verification?.doubts == ["fraud was suspected"])
        try story.expectReplay()
    }

    @Test func `withholds orders of a verified company while fraud is suspected, and gives them back (VER-15)`() throws {
        let story = try S()
        story.approved()
        story.claim()
        story.suspect()
        #expect(story.standings == ["verified", "pending"] && story.verification?.phase == "suspected")
        story.wait(.hours(72))
        #expect(story.standings == ["verified", "pending", "verified"])
        #expect(story.verification?.isSuspected == false && story.verification?.proposal == nil)
        let given = try #require(story.sent.last { $0.type == StandingChanged.type })
        #expect(Samples.read(StandingChanged.self, given.data).expires == story.verification?.expires)
        try story.expectReplay()
    }

    @Test func `clears a suspicion of a verified company, and a document of the customer does not`() throws {
        let story = try S()
        story.approved()
        story.claim()
        story.suspect()
        story.claim(by: S.eve)
        story.approve(by: S.eve)
        story.submit(2)
        #expect(story.standings == ["verified", "pending"] && story.verification?.heldStanding == .verified)
        story.claim(by: S.eve)
        story.approve(by: S.eve)
        story.claim(by: "frank@staff.example")
        story.approve(by: "frank@staff.example")
        #expect(story.standings == ["verified", "pending", "verified"] && story.verification?.heldStanding == nil)
        try story.expectReplay()
    }

    @Test func `on fraud of a verified company ends it, and what runs out meanwhile stays run out`() throws {
        let story = try S()
        story.approved(until: story.now.adding(.hours(24)))
        story.claim()
        story.suspect()
        story.wait(.hours(30))
        #expect(story.verification?.heldStanding == .expired && story.standings == ["verified", "pending"])
        story.claim(by: S.eve)
        story.suspect(by: S.eve)
        #expect(story.standings.last == "fraud" && story.verification?.outcome?.second == S.eve)
        try story.expectReplay()
    }

    // MARK: Revocation

    @Test func `takes a verification back: new orders wait (VER-15)`() throws {
        let story = try S()
        story.approved()
        story.claim()
        story.revoke()
        #expect(story.standings == ["verified"] && story.verification?.proposal?.kind == .revocation)
        story.claim()
        #expect(story.revoke().reasons?.map(\.rule) == ["SEC-10"])
        story.release()
        story.claim(by: S.eve)
        story.revoke(by: S.eve)
        #expect(story.standings == ["verified", "revoked"] && story.verification?.phase == "revoked")
        #expect(story.letters("verification-revoked").last?.values["reason"] == "name_changed in English")
        #expect(story.timers.isEmpty)
        #expect(story.claim().reasons?.map(\.rule) == ["VER-14"])
        // A new document begins a new round.
        story.submit(2)
        #expect(story.verification?.stage == .submitted && story.verification?.round?.number == 2)
        story.claim()
        story.approve()
        #expect(story.standings.last == "verified")
        try story.expectReplay()
    }

    @Test func `takes nothing back that was not given`() throws {
        let story = try S()
        story.submit()
        story.claim()
        #expect(story.revoke().reasons?.map(\.rule) == ["VER-15"])
    }
}
