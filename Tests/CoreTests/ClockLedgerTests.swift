import Core
import Testing

@Suite struct `A clock's ledger` {
    typealias S = ClockSamples

    @Test func `is the same in whatever order and however often its entries are told`() throws {
        var dice = ClockDice(seed: 41)
        for _ in 0..<200 {
            let ledger = try life(&dice)
            let again = (ledger.entries + ledger.entries.filter { _ in dice.happens(30) }).shuffled(using: &dice)
            #expect(ClockLedger(again) == ledger)
            let now = dice.minute(in: 2027...2027)
            let version = try S.version.get()
            #expect(
                ClockReading(of: ClockLedger(again), under: version, at: now) == ClockReading(of: ledger, under: version, at: now)
            )
        }
    }

    @Test func `comes back from a row as it was, and from nothing else`() throws {
        var dice = ClockDice(seed: 42)
        var names = Set<String>()
        for _ in 0..<100 {
            let ledger = try life(&dice)
            #expect(ClockLedger(ledger.value) == ledger)
            names.formUnion(ledger.entries.map(\.change.name))
        }
        #expect(names == ["started", "paused", "resumed", "retargeted", "stopped", "reopened"])
        #expect(ClockLedger(.array([])) == ClockLedger())
        let good = try #require(life(&dice).entries.first { $0.change.name == "started" }).object
        let bad: [Value] = [
            .null, "x", .array(["x"]), .array([.object(good.with("at", "soon"))]), .array([.object(good.with("number", .null))]),
            .array([.object(good.with("change", "exploded"))]), .array([.object(good.with("target", .null))]),
            .array([.object(good.with("target", ["calendar": "days", "policy": "sla", "budgetMicroseconds": "long"]))]),
            .array([["at": "2026-11-20T10:00:00Z", "number": 2, "change": "paused", "reason": "info"]]),
            .array([["at": "2026-11-20T10:00:00Z", "number": 2, "change": "stopped"]]),
        ]
        for value in bad { #expect(ClockLedger(value) == nil, "\(value)") }
    }

    @Test func `never puts what happens now before what was told, but what happened then where it belongs`() throws {
        let start = try S.paris("2026-11-23 09:00")
        var ledger = ClockLedger(start: S.target(.hours(8), "office"), at: start)
        // Another host, whose clock is a little behind.
        let behind = Moment(microseconds: start.microseconds - 4000)
        ledger.append(.paused(reason: "info", awaiting: "customer"), at: behind)
        #expect(ledger.entries.map(\.change.name) == ["started", "paused"] && ledger.present(behind) == start)
        #expect(try S.reading(ledger, at: ledger.present(behind)).state == .paused)
        ledger.append(.resumed, at: start.adding(.hours(3)))
        ledger.append(.stopped(reason: "resolved"), at: start.adding(.hours(5)))
        ledger.insert(.resumed, at: start.adding(.hours(1)))
        #expect(ledger.entries.map(\.change.name) == ["started", "paused", "resumed", "resumed", "stopped"])
        #expect(try S.reading(ledger, at: start.adding(.hours(8))).used == .hours(4))
    }

    @Test func `passes over what changes nothing`() throws {
        let start = try S.paris("2026-11-23 09:00")
        var ledger = ClockLedger(start: S.target(.hours(8), "office"), at: start)
        let at = { (minutes: Int64) in start.adding(.minutes(minutes)) }
        for change: ClockChange in [.resumed, .reopened, .started(S.target(.hours(1), "24/7"))] {
            ledger.append(change, at: at(10))
        }
        ledger.append(.paused(reason: "info", awaiting: "customer"), at: at(60))
        ledger.append(.paused(reason: "info", awaiting: "customer"), at: at(70))
        ledger.append(.paused(reason: "carrier", awaiting: "third party"), at: at(80))
        ledger.append(.reopened, at: at(90))
        let paused = try S.reading(ledger, at: at(100))
        #expect(paused.intervals.map(\.from) == [start, at(60), at(80)] && paused.awaiting == "third party")
        ledger.append(.resumed, at: at(120))
        ledger.append(.stopped(reason: "resolved"), at: at(180))
        for change: ClockChange in [.stopped(reason: "again"), .paused(reason: "info", awaiting: "x"), .resumed] {
            ledger.append(change, at: at(200))
        }
        let stopped = try S.reading(ledger, at: at(300))
        #expect(
            stopped.state == .stopped && stopped.reason == "resolved" && stopped.used == .hours(2) && stopped.budget == .hours(8))
    }

    @Test func `is read as of an instant: what came later is not known yet`() throws {
        let start = try S.paris("2026-11-23 09:00")
        var ledger = ClockLedger(start: S.target(.hours(8), "office"), at: start)
        let untouched = ledger
        ledger.append(.stopped(reason: "resolved"), at: start.adding(.hours(3)))
        let then = start.adding(.hours(2))
        #expect(try S.reading(ledger, at: then) == S.reading(untouched, at: then))
        let version = try S.version.get()
        #expect(ClockReading(of: ledger, under: version, at: Moment(microseconds: start.microseconds - 1)) == nil)
        #expect(ClockReading(of: ClockLedger(), under: version, at: start) == nil)
    }

    /// The past is not rewritten: a clock keeps the calendars that counted when it began.
    @Test func `keeps the calendars of its beginning, and takes later ones only where it must`() throws {
        let start = try S.paris("2026-11-23 09:00")
        let change = try S.paris("2026-11-24 00:00")
        let half = CalendarPolicy([try S.calendar("office", "14:00-18:00"), try S.calendar("new", "00:00-24:00")])
        let old = CalendarPolicy([try S.calendar("office", "09:00-18:00")])
        let dated = try #require(
            Dated([
                .init(effective: change, name: "calendars-new", policy: half),
                .init(effective: Moment(seconds: 0), name: "calendars-old", policy: old),
            ]))
        var ledger = ClockLedger(start: S.target(.hours(18), "office"), at: start)
        let now = try S.paris("2026-11-24 12:00")
        let reading = try #require(ClockReading(of: ledger, under: dated, at: now))
        #expect(
            try reading.version == "calendars-old" && reading.used == .hours(12) && reading.due == S.paris("2026-11-24 18:00"))
        ledger.append(.retargeted(S.target(.hours(18), "new")), at: now)
        let later = try #require(ClockReading(of: ledger, under: dated, at: now))
        #expect(later.due == now.adding(.hours(6)))
        var unknown = ledger
        unknown.append(.retargeted(S.target(.hours(18), "nowhere")), at: now)
        #expect(ClockReading(of: unknown, under: dated, at: now) == nil)
        #expect(ClockReading(of: ClockLedger(start: S.target(nil, "new"), at: start), under: dated, at: now) == nil)
        let second = ClockLedger(start: S.target(.hours(4), "office"), at: change.adding(.hours(9)))
        #expect(try ClockReading(of: second, under: dated, at: now)?.due == S.paris("2026-11-24 18:00"))
    }

    private func life(_ dice: inout ClockDice) throws -> ClockLedger {
        let start = dice.minute(in: 2026...2026)
        var ledger = ClockLedger(start: S.target(.hours(40), "office"), at: start)
        for number in 2...dice.number(3...9) {
            let name = dice.pick(["paused", "resumed", "retargeted", "stopped", "reopened"])
            let budget = dice.happens(10) ? nil : Pause.hours(dice.number(1...80))
            let target = S.target(budget, dice.pick(["office", "days", "desk"]))
            ledger.insert(
                ClockLives.change(name, target, number), at: start.adding(.minutes(dice.number(-60...30_000) / 60 * 60)))
        }
        return ledger
    }
}
