import Core
import Testing

@Suite struct `A clock` {
    typealias S = ClockSamples

    /// Failure pattern 6: Zammad #4432, GLPI PR #22678, FreeScout #3756.
    @Test func `of a ticket of Friday 16:55 with four working hours is due on Monday at 12:55, and told on Monday`() throws {
        let friday = try S.paris("2026-11-20 16:55")
        let reading = try S.reading(ClockLedger(start: S.target(.hours(4), "desk"), at: friday), at: friday)
        #expect(try reading.due == S.paris("2026-11-23 12:55"))
        #expect(reading.dueByWallClock == friday.adding(.hours(4)))
        let desk = try S.calendar("desk", "09:00-17:00")
        for percent: Int64 in [50, 80, 100, 150] {
            let told = try #require(reading.deliver(percent, in: desk))
            #expect(told == reading.instant(ofRung: percent) && reading.calendar.zone.local(at: told).day.weekday == .mon)
        }
        // A budget that is used up when the office closes on Friday is told on Monday morning, not on Saturday at midnight.
        let early = try S.paris("2026-11-20 13:00")
        let punctual = try S.reading(ClockLedger(start: S.target(.hours(4), "desk"), at: early), at: early)
        #expect(try punctual.due == S.paris("2026-11-20 17:00") && punctual.deliver(100, in: desk) == S.paris("2026-11-23 09:00"))
    }

    /// Failure pattern 5: GLPI #6902, #15605, #10594.
    @Test func `paused, retargeted and resumed over a change of the clocks and a holiday has the same budget left`() throws {
        // Thursday 22 October 2026; the clocks are set back on the 25th, and 11 November is a Wednesday.
        let start = try S.paris("2026-10-22 15:00")
        let pause = try S.paris("2026-10-23 11:00")
        let resumed = try S.paris("2026-11-12 09:00")
        var ledger = ClockLedger(start: S.target(.hours(16), "desk"), at: start)
        ledger.append(.paused(reason: "waiting_customer", awaiting: "customer"), at: pause)
        let remaining = try S.reading(ledger, at: pause).remaining
        #expect(remaining == .hours(12))
        for day in 0..<20 {
            let reading = try S.reading(ledger, at: pause.adding(.days(Int64(day))))
            #expect(reading.remaining == remaining && reading.due == nil && reading.awaiting == "customer")
        }
        ledger.append(.retargeted(S.target(.hours(16), "desk")), at: try S.paris("2026-10-26 10:00"))
        ledger.append(.resumed, at: resumed)
        #expect(try S.reading(ledger, at: resumed).remaining == remaining)
        #expect(try S.reading(ledger, at: resumed).due == S.paris("2026-11-13 13:00"))
        // With another priority meanwhile: half the budget, of which as much is used.
        ledger.insert(.retargeted(S.target(.hours(8), "desk")), at: try S.paris("2026-11-11 10:00"))
        let urgent = try S.reading(ledger, at: resumed)
        #expect(try urgent.remaining == .hours(4) && urgent.due == S.paris("2026-11-12 13:00"))
    }

    @Test func `that pauses keeps its budget over every length of pause`() throws {
        var dice = ClockDice(seed: 31)
        for _ in 0..<300 {
            let start = dice.minute(in: 2026...2028)
            var ledger = ClockLedger(start: S.target(.hours(40), "office"), at: start)
            let pause = start.adding(.minutes(dice.number(0...10_000)))
            ledger.append(.paused(reason: "info", awaiting: "company"), at: pause)
            let before = try S.reading(ledger, at: pause).remaining
            let end = pause.adding(.minutes(dice.number(0...100_000)))
            ledger.append(.resumed, at: end)
            let after = try S.reading(ledger, at: end)
            #expect(after.remaining == before)
            guard let before, before > .zero else { continue }
            #expect(after.due == after.calendar.instant(after: before, from: end))
        }
    }

    @Test func `has a due instant that only pauses and new targets move`() throws {
        let start = try S.paris("2026-11-20 17:00")
        let ledger = ClockLedger(start: S.target(.hours(72)), at: start)
        let due = try S.paris("2026-11-25 17:00")
        for hours in stride(from: Int64(0), to: 200, by: 7) {
            let reading = try S.reading(ledger, at: start.adding(.hours(hours)))
            #expect(try reading.due == due && reading.instant(ofRung: 50) == S.reading(ledger, at: start).instant(ofRung: 50))
            #expect(reading.isOverdue == (reading.now > due) && reading.state == .running)
        }
        let late = try S.reading(ledger, at: S.paris("2026-11-26 17:00"))
        #expect(late.remaining == .hours(-24) && late.used == .hours(96))
    }

    @Test func `reaches its rungs in its own hours and tells them in those of the office`() throws {
        let start = try S.paris("2026-11-20 17:00")
        let reading = try S.reading(ClockLedger(start: S.target(.hours(72)), at: start), at: start)
        let office = try S.calendar("office", "09:00-18:00")
        let rungs = reading.rungs([150, 50, 100, 80], in: office)
        #expect(rungs.map(\.percent) == [50, 80, 100, 150])
        let expected = [
            ("2026-11-24 05:00", "2026-11-24 09:00"), ("2026-11-25 02:36", "2026-11-25 09:00"),
            ("2026-11-25 17:00", "2026-11-25 17:00"), ("2026-11-27 05:00", "2026-11-27 09:00"),
        ]
        #expect(try rungs.map(\.reached) == expected.map { try S.paris($0.0) })
        #expect(try rungs.map(\.told) == expected.map { try S.paris($0.1) })
        // Each is passed once, however often one looks.
        let looks = (0...80).map { start.adding(.hours($0 * 3)) }
        let passed = zip(looks, looks.dropFirst()).flatMap { reading.passed([50, 80, 100, 150], after: $0, until: $1) }
        #expect(passed == [50, 80, 100, 150])
    }

    @Test func `passes the rungs of a new target at once where more is used, but not while it waits`() throws {
        let start = try S.paris("2026-11-23 09:00")
        var ledger = ClockLedger(start: S.target(.hours(40), "office"), at: start)
        let noon = try S.paris("2026-11-23 13:00")
        ledger.append(.retargeted(S.target(.hours(5), "office")), at: noon)
        let urgent = try S.reading(ledger, at: noon)
        #expect(
            try urgent.instant(ofRung: 50) == noon && urgent.instant(ofRung: 80) == noon
                && urgent.due == S.paris("2026-11-23 14:00"))
        #expect(urgent.passed([50, 80, 100], after: start, until: noon) == [50, 80])
        var waiting = ClockLedger(start: S.target(.hours(40), "office"), at: start)
        waiting.append(.paused(reason: "info", awaiting: "customer"), at: noon)
        waiting.append(.retargeted(S.target(.hours(5), "office")), at: try S.paris("2026-11-23 15:00"))
        #expect(try S.reading(waiting, at: S.paris("2026-11-24 10:00")).instant(ofRung: 50) == nil)
        let back = try S.paris("2026-11-24 10:30")
        waiting.append(.resumed, at: back)
        #expect(try S.reading(waiting, at: back).instant(ofRung: 50) == back)
    }

    @Test func `counts in each calendar as long as it had it`() throws {
        // Monday 09:00, four office hours; then around the clock.
        var ledger = ClockLedger(start: S.target(.hours(16), "office"), at: try S.paris("2026-11-23 09:00"))
        ledger.append(.retargeted(S.target(.hours(16), "24/7")), at: try S.paris("2026-11-23 13:00"))
        let reading = try S.reading(ledger, at: S.paris("2026-11-23 20:00"))
        #expect(reading.used == .hours(11) && reading.intervals.map(\.counted) == [.hours(4), .hours(7)])
        #expect(try reading.due == S.paris("2026-11-24 01:00"))
    }

    @Test func `of best effort has neither budget nor deadline nor rungs, and says so (section 12.3)`() throws {
        let start = try S.paris("2026-11-23 09:00")
        let reading = try S.reading(ClockLedger(start: S.target(nil, "office"), at: start), at: start.adding(.hours(4)))
        #expect(reading.isBestEffort && reading.used == .hours(4) && reading.state == .running)
        #expect(reading.due == nil && reading.remaining == nil && reading.dueByWallClock == nil && !reading.isOverdue)
        #expect(reading.rungs([50, 100], in: .always).isEmpty)
    }

    @Test func `that stopped stays as it was, and goes on when it is reopened`() throws {
        let start = try S.paris("2026-11-23 09:00")
        var ledger = ClockLedger(start: S.target(.hours(18), "office"), at: start)
        ledger.append(.stopped(reason: "resolved"), at: try S.paris("2026-11-23 18:00"))
        let stopped = try S.reading(ledger, at: S.paris("2026-11-30 09:00"))
        #expect(stopped.state == .stopped && stopped.used == .hours(9) && stopped.due == nil && stopped.reason == "resolved")
        #expect(try stopped.instant(ofRung: 50) == S.paris("2026-11-23 18:00"))
        ledger.append(.reopened, at: try S.paris("2026-11-30 09:00"))
        let again = try S.reading(ledger, at: S.paris("2026-11-30 10:00"))
        #expect(try again.state == .running && again.used == .hours(10) && again.due == S.paris("2026-11-30 18:00"))
    }

    @Test func `tells its life without gaps: how long, whether it ran, why not and for whom`() throws {
        let start = try S.paris("2026-11-20 17:00")
        var ledger = ClockLedger(start: S.target(.hours(72)), at: start)
        ledger.append(.paused(reason: "needs_info", awaiting: "company"), at: try S.paris("2026-11-23 12:00"))
        ledger.append(.resumed, at: try S.paris("2026-11-24 12:00"))
        let reading = try S.reading(ledger, at: S.paris("2026-11-24 18:00"))
        #expect(reading.intervals.map(\.state) == [.running, .paused, .running])
        #expect(reading.intervals.map(\.counted) == [.hours(19), .zero, .hours(6)])
        #expect(reading.intervals.map(\.reason) == [nil, "needs_info", nil])
        #expect(reading.intervals.map(\.awaiting) == [nil, "company", nil])
        #expect(reading.intervals.first?.from == start && reading.intervals.last?.until == reading.now)
        #expect(zip(reading.intervals, reading.intervals.dropFirst()).allSatisfy { $0.until == $1.from })
        #expect(try reading.due == S.paris("2026-11-26 17:00"))
        #expect(try reading.dueByWallClock == S.paris("2026-11-24 17:00"))
    }
}
