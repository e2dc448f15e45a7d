import Core

/// Calendars and instants by chance, told to both calculations.
struct ClockDice: RandomNumberGenerator {
    private var dice: CoreDice

    init(seed: UInt64) {
        dice = CoreDice(seed: seed)
    }

    mutating func next() -> UInt64 { dice.next() }

    mutating func number(_ range: ClosedRange<Int64>) -> Int64 {
        range.lowerBound + Int64(dice.next() % UInt64(range.upperBound - range.lowerBound + 1))
    }

    mutating func happens(_ percent: Int64) -> Bool { number(1...100) <= percent }

    mutating func pick<T>(_ choices: [T]) -> T { choices[Int(number(0...Int64(choices.count - 1)))] }

    mutating func calendar(_ place: Int) throws -> (WorkCalendar, ClockOracle.Calendar) {
        let zone = pick(ClockSamples.zones).name
        let week = Weekday.allCases.map { _ in windows() }
        let fixed = (0..<number(0...6)).map { _ in (month: Int(number(1...12)), day: Int(number(1...28))) }
        let easter = (0..<number(0...3)).map { _ in Int32(number(-60...120)) }
        let singles = (0..<6).map { _ in Day(number: Int32(number(20_000...25_000))) }
        let removed = fixed.first.flatMap { Day(year: 2027, month: $0.month, day: $0.day) }.map { [$0] } ?? []
        let holidays = Holidays(
            name: "holidays",
            rules: fixed.map { .init("fixed", .date(month: $0.month, day: $0.day)) }
                + easter.map { .init("easter", .easter($0)) },
            added: singles.map { .init("once", $0) }, removed: removed)
        let calendar = WorkCalendar(
            name: "calendar \(place)", zone: try ClockSamples.zone(zone), holidays: holidays,
            windows: Dictionary(uniqueKeysWithValues: zip(Weekday.allCases, week)))
        let told = ClockOracle.Calendar(
            zone: zone,
            week: week.map { day in
                day.map { [$0.from.microseconds / 60_000_000, $0.until.microseconds / 60_000_000] }
            },
            fixed: fixed.map { [$0.month, $0.day] }, easter: easter, added: singles.map(\.description),
            removed: removed.map(\.description))
        return (calendar, told)
    }

    /// None, the whole day, or up to three windows, often in the hours in which clocks are set.
    private mutating func windows() -> [WorkWindow] {
        if happens(20) { return [] }
        if happens(20) { return [.wholeDay] }
        var edges = Set<Int64>()
        for _ in 0..<number(1...3) * 2 { edges.insert(happens(40) ? number(0...16) * 15 : number(0...96) * 15) }
        let ordered = edges.sorted()
        return stride(from: 0, to: ordered.count - 1, by: 2).map {
            WorkWindow(from: .minutes(ordered[$0]), until: .minutes(ordered[$0 + 1]))
        }
    }

    /// Often near a change of the clocks, a holiday, the end of a year or of February.
    mutating func day(in years: ClosedRange<Int64>) -> Day {
        let anchors: [YearlyDay] = [
            .weekday(.sun, week: 5, month: 3), .weekday(.sun, week: 2, month: 3), .weekday(.sun, week: 1, month: 4),
            .weekday(.sun, week: 5, month: 9), .weekday(.sun, week: 1, month: 10), .weekday(.sun, week: 5, month: 10),
            .weekday(.sun, week: 1, month: 11), .date(month: 12, day: 31), .date(month: 2, day: 28), .easter(1),
            .counted(Int(number(0...364))), .counted(Int(number(0...364))),
        ]
        let day = pick(anchors).day(in: Int(number(years))) ?? Day(number: 21_000)
        return day.advanced(by: Int32(number(-3...2)))
    }

    /// A whole minute.
    mutating func minute(in years: ClosedRange<Int64>) -> Moment {
        day(in: years).start.adding(.minutes(number(-720...2160)))
    }
}
