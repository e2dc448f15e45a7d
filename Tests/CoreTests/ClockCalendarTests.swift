import Core
import Testing

@Suite struct `A calendar` {
    @Test func `makes three business days of 72 of its hours (VER-10, section 12.1)`() throws {
        let days = try ClockSamples.calendar("days", "00:00-24:00")
        let friday = try ClockSamples.paris("2026-11-20 17:00")
        #expect(try days.instant(after: .hours(72), from: friday) == ClockSamples.paris("2026-11-25 17:00"))
        #expect(try WorkCalendar.always.instant(after: .hours(72), from: friday) == ClockSamples.paris("2026-11-23 17:00"))
        // Over Christmas, a Friday in 2026, and New Year's Day.
        let eve = try ClockSamples.paris("2026-12-24 12:00")
        #expect(try days.instant(after: .hours(24), from: eve) == ClockSamples.paris("2026-12-28 12:00"))
        #expect(try days.instant(after: .days(5), from: eve) == ClockSamples.paris("2027-01-04 12:00"))
        #expect(
            try days.holidays(from: eve, to: ClockSamples.paris("2027-01-04 12:00")).map(\.name) == [
                "Jour de Noël", "1er janvier",
            ])
    }

    @Test func `is not moved by the clocks being set`() throws {
        let days = try ClockSamples.calendar("days", "00:00-24:00")
        for (friday, wednesday) in [
            ("2026-03-27 17:00", "2026-04-01 17:00"), ("2026-10-23 17:00", "2026-10-28 17:00"),
        ] {
            let start = try ClockSamples.paris(friday)
            #expect(try days.instant(after: .hours(72), from: start) == ClockSamples.paris(wednesday))
        }
    }

    @Test func `counts what passed in a night in which the clocks are set`() throws {
        let sunday = try ClockSamples.calendar("night", "01:00-04:00", days: [.sun])
        func work(_ day: String) throws -> Pause {
            sunday.workTime(from: try ClockSamples.paris("\(day) 00:00"), to: try ClockSamples.paris("\(day) 12:00"))
        }
        #expect(try work("2026-03-22") == .hours(3) && work("2026-03-29") == .hours(2) && work("2026-10-25") == .hours(4))
        // A window within the hour that is skipped is none; one within the hour that comes twice is the first.
        let skipped = try ClockSamples.calendar("skipped", "02:15-02:45", days: [.sun])
        let start = try ClockSamples.paris("2026-03-29 00:00")
        #expect(try skipped.workTime(from: start, to: ClockSamples.paris("2026-03-29 12:00")) == .zero)
        let night = try ClockSamples.paris("2026-10-25 00:00")
        #expect(try skipped.workTime(from: night, to: ClockSamples.paris("2026-10-25 12:00")) == .minutes(30))
        #expect(skipped.instant(after: .minutes(30), from: night)?.description == "2026-10-25T00:45:00.000000Z")
    }

    @Test func `has several windows a day, the end of one being no part of it`() throws {
        let shop = try ClockSamples.calendar("shop", "09:00-12:00", "14:00-18:00")
        let monday = try ClockSamples.paris("2026-11-23 11:30")
        #expect(try shop.instant(after: .minutes(30), from: monday) == ClockSamples.paris("2026-11-23 12:00"))
        #expect(try shop.instant(after: .minutes(31), from: monday) == ClockSamples.paris("2026-11-23 14:01"))
        #expect(shop.next(at: monday) == monday && shop.isWorking(at: monday))
        let noon = try ClockSamples.paris("2026-11-23 12:00")
        #expect(try !shop.isWorking(at: noon) && shop.next(at: noon) == ClockSamples.paris("2026-11-23 14:00"))
        #expect(try shop.next(at: ClockSamples.paris("2026-11-27 18:00")) == ClockSamples.paris("2026-11-30 09:00"))
        #expect(shop.instant(after: .zero, from: noon) == noon)
    }

    @Test func `that never works answers nothing, and every search ends`() throws {
        let never = try ClockSamples.calendar("never", days: [])
        let now = try ClockSamples.paris("2026-11-23 11:30")
        #expect(never.next(at: now) == nil && never.instant(after: .hours(1), from: now) == nil)
        #expect(never.workTime(from: now, to: now.adding(.days(10_000))) == .zero)
        #expect(never.instant(after: .zero, from: now) == now)
        let everyDay = Holidays(
            name: "all", rules: (0...365).map { Holidays.Rule("holiday", .counted($0)) })
        let lazy = try ClockSamples.calendar("lazy", "00:00-24:00", holidays: everyDay)
        #expect(lazy.next(at: now) == nil)
        for moment in [Int64.min, .min / 2, -1, .max / 2, .max].map(Moment.init(microseconds:)) {
            #expect(WorkCalendar.always.workTime(from: moment, to: moment) == .zero)
            let far = WorkCalendar.always.instant(after: Pause(microseconds: .max), from: moment)
            #expect(far == nil)
        }
        #expect(WorkCalendar.always.instant(after: .hours(1), from: Moment(microseconds: .max)) == nil)
    }

    @Test func `has work times that add up, an inverse, and no way back in time`() throws {
        var dice = ClockDice(seed: 21)
        for place in 0..<25 {
            let calendar = try dice.calendar(place).0
            for _ in 0..<40 {
                let moments = (0..<3).map { _ in
                    dice.minute(in: 2024...2030).adding(Pause(microseconds: dice.number(0...60_000_000)))
                }.sorted()
                let parts = [
                    calendar.workTime(from: moments[0], to: moments[1]), calendar.workTime(from: moments[1], to: moments[2]),
                ]
                let whole = calendar.workTime(from: moments[0], to: moments[2])
                #expect(parts[0].microseconds + parts[1].microseconds == whole.microseconds)
                #expect(parts[0] >= .zero && parts[0].microseconds <= moments[1].microseconds - moments[0].microseconds)
                #expect(calendar.workTime(from: moments[2], to: moments[0]) == .zero)
                // The earliest instant by which so much is done, and not a microsecond before it.
                guard whole > .zero else { continue }
                let end = try #require(calendar.instant(after: whole, from: moments[0]))
                #expect(end <= moments[2] && calendar.workTime(from: moments[0], to: end) == whole)
                let before = Moment(microseconds: end.microseconds - 1)
                #expect(calendar.workTime(from: moments[0], to: before).microseconds == whole.microseconds - 1)
                let later = try #require(calendar.instant(after: whole, from: moments[1]))
                #expect(later >= end)
            }
        }
    }

    /// TIC-10, and section 12.5: “PST” is what the clocks of Los Angeles show.
    @Test func `of a language is that of its zone`() throws {
        let spanish = try ClockSamples.calendar("es", "06:00-21:00", zone: "America/Los_Angeles", holidays: .none)
        let japanese = try ClockSamples.calendar("ja", "09:00-18:00", zone: "Asia/Tokyo", holidays: .none)
        let night = try #require(Moment(rfc3339: "2026-07-06T05:00:00Z"))
        #expect(spanish.next(at: night)?.description == "2026-07-06T13:00:00.000000Z")
        #expect(japanese.next(at: night) == night)
        let winter = try #require(Moment(rfc3339: "2026-12-05T05:00:00Z"))
        #expect(spanish.next(at: winter)?.description == "2026-12-07T14:00:00.000000Z")
        #expect(japanese.next(at: winter)?.description == "2026-12-07T00:00:00.000000Z")
    }
}
