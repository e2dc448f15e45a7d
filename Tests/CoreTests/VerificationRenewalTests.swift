import Core
import Testing

/// VER-14, VER-15: customers who do not answer, and certificates that run out.
@Suite struct `A verification left alone` {
    private typealias S = VerificationStory

    @Test func `reminds who owes an answer, and closes the question unanswered at last`() throws {
        let story = try S()
        story.submit()
        story.claim()
        story.ask()
        let asked = story.now
        story.wait(.days(6))
        #expect(story.letters("verification-reminder").count == 2)
        let reminder = try #require(story.letters("verification-reminder").first)
        #expect(reminder.values["reason"] == "unreadable en français")
        #expect(reminder.values["until"] == .moment(asked.adding(.days(30))))
        story.wait(.days(6))
        #expect(story.letters("verification-reminder").count == 4)
        story.go(to: asked.adding(.days(30)))
        #expect(story.verification?.outcome?.result == .unanswered && story.verification?.stage == .closed)
        #expect(story.standings == ["expired"] && story.letters("verification-unanswered").count == 2 && story.timers.isEmpty)
        // It is taken up again by a document.
        story.submit(2)
        #expect(story.verification?.round?.number == 2 && story.verification?.stage == .submitted)
        try story.expectReplay()
    }

    @Test func `reminds who never sent a document, and stops with the first`() throws {
        let story = try S()
        story.wait(.days(6))
        #expect(story.letters("verification-reminder").first?.values["reason"] == "certificat d'immatriculation")
        story.submit()
        #expect(!story.timers.keys.contains { $0.hasSuffix("/customer") })
        let late = Timer(
            key: "late", due: story.now,
            event: VerificationCameDue.outgoing(S.company, VerificationDue(.customer, number: 2, at: story.now)))
        #expect(story.fire(late).ignored != nil)
    }

    @Test func `says 60, 30 and 7 days before its end that it ends, once each, and then that it ended (VER-15)`() throws {
        let story = try S()
        story.approved()
        let expires = try #require(story.verification?.expires)
        story.go(to: expires.adding(.days(-1)))
        #expect(story.letters("verification-expiring").map { $0.values["days"]?.string } == ["60", "60", "30", "30", "7", "7"])
        let notices = story.history.filter { $0.name == "verification.expiry_noticed" }
        #expect(notices.map(\.at) == [60, 30, 7].map { expires.adding(.days(-$0)) })
        #expect(story.standings == ["verified"])
        story.go(to: expires)
        #expect(story.standings == ["verified", "expired"] && story.verification?.phase == "expired")
        #expect(story.letters("verification-expired").count == 2 && story.timers.isEmpty)
        try story.expectReplay()
    }

    @Test func `says each notice once, however often its timer comes (NOT-5)`() throws {
        let story = try S()
        story.approved()
        let expires = try #require(story.verification?.expires)
        let timer = try #require(story.timers.values.first { $0.key.hasSuffix("/expiry") })
        story.go(to: expires.adding(.days(-59)))
        #expect(story.fire(timer).ignored != nil && story.letters("verification-expiring").count == 2)
    }

    @Test func `leaves out notices of days that are over already`() throws {
        let story = try S()
        story.approved(until: story.now.adding(.days(20)))
        story.wait(.days(21))
        #expect(story.letters("verification-expiring").map { $0.values["days"]?.string } == ["7", "7"])
        #expect(story.verification?.standing == .expired)
    }

    @Test func `is renewed before its end: the standing holds, and the new end counts`() throws {
        let story = try S()
        story.approved()
        let first = try #require(story.verification?.expires)
        story.go(to: first.adding(.days(-50)))
        story.submit(2)
        #expect(story.verification?.standing == .verified && story.verification?.phase == "submitted")
        story.claim()
        story.approve()
        #expect(story.standings == ["verified", "verified"] && story.verification?.expires == story.now.adding(.days(365)))
        story.go(to: first.adding(.days(1)))
        #expect(story.verification?.standing == .verified, "the old end counts no more")
        try story.expectReplay()
    }

    @Test func `runs out while its renewal is looked at, and is verified again by it`() throws {
        let story = try S()
        story.approved()
        let expires = try #require(story.verification?.expires)
        story.go(to: expires.adding(.hours(-1)))
        story.submit(2)
        story.go(to: expires)
        #expect(story.verification?.standing == .expired && story.verification?.stage == .submitted)
        story.claim()
        story.approve()
        #expect(story.standings == ["verified", "expired", "verified"])
        try story.expectReplay()
    }

    @Test func `whose renewal is rejected or taken back stays verified until its end, and says so`() throws {
        let story = try S()
        story.approved()
        story.submit(2)
        story.claim()
        story.reject(by: S.alice, "insufficient")
        #expect(story.verification?.standing == .verified && story.standings == ["verified"])
        #expect(story.letters("verification-rejected").last?.values["standing"]?.string?.contains("stays verified") == true)
        #expect(Set(story.timers.keys) == ["verification/\(S.company)/expiry"])
        story.submit(3)
        story.withdraw()
        #expect(story.verification?.standing == .verified && story.standings == ["verified"])
        story.submit(4)
        #expect(story.verification?.round?.number == 4)
        try story.expectReplay()
    }
}
