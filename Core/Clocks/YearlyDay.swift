/// A day that comes again every year: by its date, by its distance from Easter, or as a weekday of a month.
package enum YearlyDay: Hashable, Sendable {
    case date(month: Int, day: Int)
    /// Days after Easter Sunday; before it where negative.
    case easter(Int32)
    /// Week 1 to 4 from the month's beginning, 5 for its last (POSIX `Mm.w.d`).
    case weekday(Weekday, week: Int, month: Int)
    /// From 1, and 29 February is never counted: 60 is always 1 March (POSIX `Jn`).
    case numbered(Int)
    /// From 0, and 29 February is counted (POSIX `n`).
    case counted(Int)

    /// Nil in years without this day: 29 February.
    package func day(in year: Int) -> Day? {
        switch self {
        case .date(let month, let day): return Day(year: year, month: month, day: day)
        case .easter(let distance): return Day.easter(in: year)?.advanced(by: distance)
        case .weekday(let weekday, let week, let month):
            guard let first = Day(year: year, month: month, day: 1) else { return nil }
            let found = first.advanced(by: Int32((weekday.place - first.weekdayPlace + 7) % 7 + 7 * (week - 1)))
            return found.civil.month == month ? found : found.advanced(by: -7)
        case .numbered(let number):
            guard let first = Day(year: year, month: 1, day: 1) else { return nil }
            let isLeap = Day(year: year, month: 2, day: 29) != nil
            return first.advanced(by: Int32(isLeap && number >= 60 ? number : number - 1))
        case .counted(let number): return Day(year: year, month: 1, day: 1)?.advanced(by: Int32(number))
        }
    }
}

extension YearlyDay {
    /// As policies write it: `05-01`, `easter+39`, `easter-2`, or `M11.4.4` for the fourth Thursday of November.
    package init?(text: String) {
        var reader = GrammarReader(text)
        if reader.take("easter") {
            let sign: Int32 = reader.take("-") ? -1 : 1
            let isPlain = sign == 1 && !reader.take("+")
            guard let distance = isPlain ? 0 : reader.number(upTo: 366) else { return nil }
            self = .easter(sign * Int32(distance))
        } else if reader.take("M") {
            guard let day = YearlyDay(monthWeekDay: &reader) else { return nil }
            self = day
        } else {
            // 2000 had every day that a year can have.
            guard let month = reader.digits(2), reader.take("-"), let day = reader.digits(2),
                Day(year: 2000, month: month, day: day) != nil
            else { return nil }
            self = .date(month: month, day: day)
        }
        guard reader.isAtEnd else { return nil }
    }

    /// `m.w.d`, where Sunday is 0.
    init?(monthWeekDay reader: inout GrammarReader) {
        guard let month = reader.number(upTo: 12), month > 0, reader.take("."), let week = reader.number(upTo: 5), week > 0,
            reader.take("."), let day = reader.number(upTo: 6)
        else { return nil }
        self = .weekday(Weekday.allCases[(day + 6) % 7], week: week, month: month)
    }
}

extension Day {
    /// Easter Sunday of the Gregorian calendar (the anonymous algorithm of 1876). Nil before 1583, when there was none.
    package static func easter(in year: Int) -> Day? {
        guard year >= 1583 else { return nil }
        let (century, inCentury) = (year / 100, year % 100)
        let golden = year % 19
        let correction = (century - (century + 8) / 25 + 1) / 3
        let moon = (19 * golden + century - century / 4 - correction + 15) % 30
        let sunday = (32 + 2 * (century % 4) + 2 * (inCentury / 4) - moon - inCentury % 4) % 7
        let late = (golden + 11 * moon + 22 * sunday) / 451
        let sum = moon + sunday - 7 * late + 114
        return Day(year: year, month: sum / 31, day: sum % 31 + 1)
    }
}
