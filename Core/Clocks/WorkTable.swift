/// Working time of whole days, summed up from the beginning of the horizon: any span is the difference of two sums, however long.
///
/// A day works as its weekday does, but for the odd ones: holidays, and days on which the clocks are set.
struct WorkTable: Hashable, Sendable {
    /// Working time of an ordinary week before each of its days, and of all of it.
    private let beforeWeekday: [Int64]
    private let odd: [Day]
    /// By how much the odd days before each differ from ordinary ones, and all of them.
    private let difference: [Int64]

    init(week: [[WorkWindow]], zone: Zone, holidays: Holidays) {
        let ordinary = week.map { windows in
            windows.reduce(0) { $0 + $1.until.microseconds - $1.from.microseconds }
        }
        var (odd, differences): ([Day], [Int64]) = ([], [])
        let candidates = (holidays.days + zone.unevenDays).sorted()
        for day in candidates where day != odd.last && Horizon.days.contains(day) {
            let hours = WorkTable.hours(of: day, week: week, zone: zone, holidays: holidays)
            let difference = hours.reduce(-ordinary[day.weekdayPlace]) { $0 + $1.end - $1.begin }
            guard difference != 0 else { continue }
            odd.append(day)
            differences.append(difference)
        }
        beforeWeekday = WorkTable.sums(ordinary)
        self.odd = odd
        difference = WorkTable.sums(differences)
    }

    /// The working hours of one day, as instants in order.
    static func hours(
        of day: Day, week: [[WorkWindow]], zone: Zone, holidays: Holidays
    ) -> [(begin: Int64, end: Int64)] {
        let windows = week[day.weekdayPlace]
        guard !windows.isEmpty, Horizon.days.contains(day), !holidays.contains(day) else { return [] }
        let midnight = day.start.microseconds
        return windows.map {
            (zone.instant(ofLocal: midnight + $0.from.microseconds), zone.instant(ofLocal: midnight + $0.until.microseconds))
        }
    }

    func worked(before day: Day) -> Int64 {
        let first = Horizon.days.lowerBound
        let days = Int(min(max(day, first), Horizon.days.upperBound).number - first.number)
        return Int64(days / 7) * beforeWeekday[7] + beforeWeekday[days % 7] + difference[odd.countBefore(day)]
    }

    /// The day within which the sum is reached; nil where it never is.
    func day(reaching goal: Int64, from day: Day) -> Day? {
        let end = Horizon.days.upperBound
        guard goal <= worked(before: end) else { return nil }
        var (low, step) = (max(day, Horizon.days.lowerBound), Int32(1))
        while low.advanced(by: step) < end, worked(before: low.advanced(by: step)) < goal {
            low = low.advanced(by: step)
            step *= 2
        }
        var high = min(low.advanced(by: step), end)
        while high.number - low.number > 1 {
            let middle = low.advanced(by: (high.number - low.number) / 2)
            if worked(before: middle) < goal { low = middle } else { high = middle }
        }
        return low
    }

    private static func sums(_ numbers: [Int64]) -> [Int64] {
        numbers.reduce(into: [0]) { $0.append(($0.last ?? 0) + $1) }
    }
}
