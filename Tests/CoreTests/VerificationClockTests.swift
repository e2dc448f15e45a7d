import Core
import Testing

/// VER-10: three business days, paused while the customer owes something, told in office hours, and never an approval.
@Suite struct `The clock of a verification` {
    private typealias S = VerificationStory

    private func rungs(_ story: VerificationStory) -> [(percent: Int64, at: String)] {
        story.history.filter { $0.name == "verification.rung_reached" }.compactMap { entry in
            entry.data["percent"]?.integer.map { ($0, String(entry.at.description.prefix(16))) }
        }
    }

    private func due(_ story: VerificationStory) -> String? {
        story.verification?.round?.reading(at: story.now, VerificationSamples.policies(story.policy))?.due.map {
            String($0.description.prefix(16))
        }
    }

    private func go(_ story: VerificationStory, to instant: String) throws {
        story.go(to: try #require(Moment(rfc3339: instant)))
    }

    @Test func `starts with the first document, not with the registration`() throws {
        let story = try S()
        #expect(story.verification?.round == nil)
        story.wait(.days(1))
        story.submit()
        #expect(due(story) == "2026-11-30T09:00")
        let clock = try #require(story.verification?.round?.clock.start)
        #expect(clock.at == story.now && clock.target.policy == "verification-2026-11-01")
        #expect(clock.target.budget == .hours(72) && clock.target.calendar == "fr-business-days")
    }

    @Test func `promises Wednesday for what came on Friday, with 72 h by the clock on the wall shown besides`() throws {
        let story = try S(at: "2026-11-27T16:00:00Z")
        story.submit()
        #expect(due(story) == "2026-12-02T16:00")
        let reading = try #require(story.verification?.round?.reading(at: story.now, VerificationSamples.policies(story.policy)))
        #expect(reading.dueByWallClock?.description == "2026-11-30T16:00:00.000000Z")
    }

    @Test func `tells 50, 80, 100 and 150 % once each, in office hours`() throws {
        // A Friday 17:00 in Paris: the rungs of the night wait for the morning, those of the weekend do not exist.
        let story = try S(at: "2026-11-27T16:00:00Z")
        story.submit()
        try go(story, to: "2026-12-20T00:00:00Z")
        #expect(rungs(story).map(\.percent) == [50, 80, 100, 150])
        #expect(
            rungs(story).map(\.at) == ["2026-12-01T08:00", "2026-12-02T08:00", "2026-12-02T16:00", "2026-12-04T08:00"])
        #expect(story.deskLines.count == 4 && story.deskLines[0] == "50 % du délai de vérification est écoulé")
        #expect(story.standings.isEmpty && story.verification?.stage == .submitted, "late, and approved by nobody")
        try story.expectReplay()
    }

    @Test func `is not moved by a holiday, nor by a change of the clocks`() throws {
        // Thursday 24 December 2026, 10:00: Friday is Christmas.
        let christmas = try S(at: "2026-12-24T09:00:00Z")
        christmas.submit()
        #expect(due(christmas) == "2026-12-30T09:00")
        // Friday 26 March 2027, 10:00 in Paris; the clocks change on Sunday, Monday is Easter's.
        let easter = try S(at: "2027-03-26T09:00:00Z")
        easter.submit()
        #expect(due(easter) == "2027-04-01T08:00", "Thursday 10:00 in Paris, which is an hour earlier in UTC")
        try go(easter, to: "2027-04-20T00:00:00Z")
        #expect(rungs(easter).map(\.percent) == [50, 80, 100, 150] && rungs(easter)[2].at == "2027-04-01T08:00")
    }

    @Test func `stands still while the customer owes an answer, and goes on with what is left`() throws {
        let story = try S()
        story.submit()
        try go(story, to: "2026-11-25T09:00:00Z")
        story.claim()
        story.ask()
        let reading = try #require(story.verification?.round?.reading(at: story.now, VerificationSamples.policies(story.policy)))
        #expect(reading.state == .paused && reading.awaiting == "customer" && reading.remaining == .hours(48))
        #expect(!story.timers.keys.contains { $0.contains("/rung/") })
        try go(story, to: "2026-11-30T09:00:00Z")
        #expect(rungs(story).isEmpty, "no rung while it is the customer's turn")
        story.answer()
        #expect(due(story) == "2026-12-02T09:00")
        try go(story, to: "2026-12-20T00:00:00Z")
        #expect(rungs(story).map(\.percent) == [50, 80, 100, 150])
        #expect(rungs(story).first?.at == "2026-12-01T08:00")
        try story.expectReplay()
    }

    @Test func `does not tell a rung again after a pause`() throws {
        let story = try S()
        story.submit()
        try go(story, to: "2026-11-26T10:00:00Z")
        #expect(rungs(story).map(\.percent) == [50])
        story.claim()
        story.ask()
        try go(story, to: "2026-11-30T10:00:00Z")
        story.answer()
        try go(story, to: "2026-12-20T00:00:00Z")
        #expect(rungs(story).map(\.percent) == [50, 80, 100, 150])
    }

    @Test func `tells a rung once, however often its timer comes (NOT-5)`() throws {
        let story = try S()
        story.submit()
        let timer = try #require(story.timers.values.first { $0.key.hasSuffix("/rung/50") })
        try go(story, to: "2026-11-26T10:00:00Z")
        #expect(story.deskLines.count == 1 && story.fire(timer).ignored != nil && story.deskLines.count == 1)
        // One that comes too early waits, and in the night too.
        let early = try #require(story.timers.values.first { $0.key.hasSuffix("/rung/80") })
        guard case .postpone(let until, _) = story.fire(early) else { throw Unexpected() }
        #expect(until == early.due)
    }

    @Test func `is silent after the decision`() throws {
        let story = try S()
        story.submit()
        let timers = story.timers.values.filter { $0.key.contains("/rung/") }
        #expect(timers.count == 4)
        story.claim()
        story.reject()
        try go(story, to: "2026-12-20T00:00:00Z")
        #expect(rungs(story).isEmpty && timers.allSatisfy { story.fire($0).ignored != nil })
        let reading = story.verification?.round?.reading(at: story.now, VerificationSamples.policies(story.policy))
        #expect(reading?.state == .stopped && reading?.used == .zero)
    }

    @Test func `keeps the days it was promised by, when the policy changes`() throws {
        let story = try S()
        story.submit()
        story.policy.businessDays = 10
        #expect(due(story) == "2026-11-27T09:00")
        story.claim()
        story.ask()
        story.submit(2)
        #expect(due(story) == "2026-11-27T09:00")
    }

    @Test func `without a calendar promises nothing by the hour, and decides all the same`() throws {
        let story = try S()
        story.policy.calendar = "unknown"
        story.submit()
        #expect(story.letters("verification-received").count == 2 && !story.timers.keys.contains { $0.contains("/rung/") })
        story.claim()
        story.approve()
        #expect(story.standings == ["verified"])
    }

    @Test func `begins anew with each round`() throws {
        let story = try S()
        story.approved()
        story.wait(.days(300))
        story.submit(2)
        let round = try #require(story.verification?.round)
        #expect(round.number == 2 && round.clock.start?.at == story.now && round.reached.isEmpty)
        #expect(story.verification?.standing == .verified && story.timers.keys.filter { $0.contains("/rung/") }.count == 4)
        story.wait(.days(14))
        #expect(story.deskLines.count == 4)
        try story.expectReplay()
    }
}
