import Core
import Testing

/// Lives of clocks by chance, lived through a minute at a time in `clock_oracle.py`.
@Suite struct `A clock and another calculation agree` {
    private static let rungs: [Int64] = [50, 80, 100, 150]
    private static let changes = ["paused", "paused", "resumed", "resumed", "retargeted", "stopped", "reopened", "started"]

    @Test(arguments: [UInt64(11), 12]) func `on state, used time and rungs, whatever happens in whatever order`(seed: UInt64)
        throws
    {
        var dice = ClockDice(seed: seed)
        let calendars = try (0..<24).map { try dice.calendar($0) }
        let version = ClockSamples.dated(calendars.map(\.0))
        var lives: [(ClockLedger, Moment)] = []
        var questions: [ClockOracle.Question] = []
        for _ in 0..<90 {
            let (life, question) = life(&dice, calendars.map(\.0))
            lives.append(life)
            questions.append(question)
        }
        var reached = 0
        for (place, answer) in try ClockOracle.answers(calendars.map(\.1), questions).enumerated() {
            let (ledger, now) = lives[place]
            let told: Comment = "seed \(seed), life \(place): \(ledger.value) at \(now)"
            let reading = ClockReading(of: ledger, under: version, at: now)
            #expect((reading?.state.rawValue ?? "none") == answer.state, told)
            guard let reading else { continue }
            #expect(reading.used.microseconds == answer.used && reading.targetSince.microseconds == answer.since, told)
            for percent in Self.rungs {
                let instant = reading.instant(ofRung: percent)?.microseconds
                let limit = questions[place].limit ?? 0
                #expect(instant.flatMap { $0 <= limit ? $0 : nil } == answer.rungs?["\(percent)"], "\(percent) %, \(told)")
                reached += instant == nil ? 0 : 1
            }
        }
        #expect(reached > 60, "too few rungs were reached")
    }

    private func life(
        _ dice: inout ClockDice, _ calendars: [WorkCalendar]
    ) -> ((ClockLedger, Moment), ClockOracle.Question) {
        let start = dice.minute(in: 2024...2060)
        let (first, second) = (dice.pick(Array(calendars.indices)), dice.pick(Array(calendars.indices)))
        var entries: [ClockEntry] = []
        for number in 1...dice.number(2...9) {
            let change = number == 1 ? "started" : dice.pick(Self.changes)
            let target = ClockSamples.target(
                dice.happens(10) ? nil : .minutes(dice.number(0...12) * 100), calendars[dice.happens(60) ? first : second].name)
            let at = number == 1 ? start : start.adding(.minutes(dice.number(-100...4000)))
            entries.append(ClockEntry(ClockLives.change(change, target, number), at: at, number: number))
        }
        let now = start.adding(.minutes(dice.number(0...5000)))
        let told = entries.map { entry in
            let target = ClockLives.target(of: entry.change)
            return ClockOracle.Entry(
                at: entry.at.microseconds, number: entry.number, change: entry.change.name,
                calendar: target.flatMap { target in calendars.firstIndex { $0.name == target.calendar } },
                budget: target?.budget?.microseconds)
        }
        let limit = max(now, start).adding(.minutes(1500)).microseconds
        let question = ClockOracle.Question(
            kind: "clock", entries: told, now: now.microseconds, rungs: Self.rungs, limit: limit)
        return ((ClockLedger(entries.shuffled(using: &dice)), now), question)
    }
}

enum ClockLives {
    static func change(_ name: String, _ target: ClockTarget, _ number: Int64) -> ClockChange {
        switch name {
        case "started": .started(target)
        case "retargeted": .retargeted(target)
        case "paused": .paused(reason: "reason \(number)", awaiting: "customer")
        case "resumed": .resumed
        case "stopped": .stopped(reason: "reason \(number)")
        default: .reopened
        }
    }

    static func target(of change: ClockChange) -> ClockTarget? {
        switch change {
        case .started(let target), .retargeted(let target): target
        default: nil
        }
    }
}
