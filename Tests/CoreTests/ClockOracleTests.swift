import Core
import Testing

/// Every answer is compared with that of `clock_oracle.py`: the system's own time zones, and walking.
@Suite struct `Calendars and another calculation agree` {
    private static let minute = Pause.minutes(1).microseconds

    @Test(arguments: [UInt64(1), 2]) func `on work time, due instants and next windows, minute by minute`(seed: UInt64) throws {
        try compare(seed: seed, count: 150) { dice, calendar in
            let from = dice.minute(in: 2024...2198)
            return ClockOracle.Question(
                kind: "minutes", calendar: calendar, from: from.microseconds,
                to: from.adding(.minutes(dice.number(0...4000))).microseconds, pause: dice.number(0...3000) * Self.minute,
                limit: from.adding(.minutes(5000)).microseconds)
        }
    }

    @Test(arguments: [UInt64(3), 4]) func `to the microsecond, over years`(seed: UInt64) throws {
        try compare(seed: seed, count: 1000) { dice, calendar in
            let from = dice.minute(in: 2024...2190).adding(Pause(microseconds: dice.number(0...60_000_000)))
            let days = dice.happens(3) ? 1500 : 40
            return ClockOracle.Question(
                kind: "days", calendar: calendar, from: from.microseconds,
                to: from.microseconds + dice.number(0...Pause.days(Int64(days) * 8 / 10).microseconds),
                pause: dice.number(0...Pause.days(Int64(days) / 3).microseconds),
                limit: from.adding(.days(Int64(days))).microseconds)
        }
    }

    @Test func `on what clocks show, and on the instant of a day and time`() throws {
        let seed: UInt64 = 5
        var dice = ClockDice(seed: seed)
        let calendars = try (0..<30).map { try dice.calendar($0) }
        let questions = (0..<4000).map { number in
            ClockOracle.Question(
                kind: "shown", calendar: number % calendars.count, from: dice.minute(in: 2024...2198).microseconds,
                days: Int(dice.number(-1...1)), minutes: dice.happens(50) ? dice.number(0...240) : dice.number(0...1440))
        }
        for (question, answer) in zip(questions, try ClockOracle.answers(calendars.map(\.1), questions)) {
            let calendar = calendars[question.calendar ?? 0].0
            let local = calendar.zone.local(at: Moment(microseconds: question.from ?? 0))
            let day = local.day.advanced(by: Int32(question.days ?? 0))
            let instant = calendar.zone.instant(of: day, at: .minutes(question.minutes ?? 0))
            #expect(
                local.day.description == answer.day && local.sinceMidnight.microseconds == answer.time, "\(seed): \(question)")
            #expect(instant.microseconds == answer.instant, "seed \(seed), \(calendar.zone.name): \(question)")
            #expect(calendar.holidays.contains(day) == answer.holiday, "seed \(seed): \(question)")
        }
    }

    private func compare(
        seed: UInt64, count: Int, _ question: (inout ClockDice, Int) -> ClockOracle.Question
    ) throws {
        var dice = ClockDice(seed: seed)
        let calendars = try (0..<30).map { try dice.calendar($0) }
        let questions = (0..<count).map { question(&dice, $0 % calendars.count) }
        var found = 0
        for (question, answer) in zip(questions, try ClockOracle.answers(calendars.map(\.1), questions)) {
            let calendar = calendars[question.calendar ?? 0].0
            let told = "seed \(seed), \(calendar.zone.name): \(question)"
            let from = Moment(microseconds: question.from ?? 0)
            let limit = Moment(microseconds: question.limit ?? 0)
            let work = calendar.workTime(from: from, to: Moment(microseconds: question.to ?? 0))
            #expect(work.microseconds == answer.work, "\(told)")
            let after = calendar.instant(after: Pause(microseconds: question.pause ?? 0), from: from)
            #expect(within(limit, after, closed: true) == answer.after, "\(told)")
            #expect(within(limit, calendar.next(at: from), closed: false) == answer.next, "\(told)")
            found += answer.after == nil ? 0 : 1
        }
        #expect(found > count / 3, "too few cases came to an end")
    }

    /// What lies further than the other calculation looked is as if there were none.
    private func within(_ limit: Moment, _ moment: Moment?, closed: Bool) -> Int64? {
        moment.flatMap { $0 < limit || (closed && $0 == limit) ? $0.microseconds : nil }
    }
}
