/// A named calendar: when is work done? In weekly windows of a zone's local time, but for holidays (PIP-6).
///
/// A window lasts from the instant its beginning is first shown to the instant its end is first shown (`Zone.instant`): work time is
/// time that passed, so a working night in which the clocks are set back is an hour longer.
package struct WorkCalendar: Hashable, Sendable {
    package let name: String
    package let zone: Zone
    package let holidays: Holidays
    /// What a reader of its dates should know: how a source's wording is operated.
    package let note: String?
    /// Monday first; in order, apart from each other.
    package let week: [[WorkWindow]]
    private let table: WorkTable

    /// Every hour counts.
    package static let always = WorkCalendar(
        name: "24/7", zone: .utc, holidays: .none,
        windows: Dictionary(uniqueKeysWithValues: Weekday.allCases.map { ($0, [.wholeDay]) }))

    package init(
        name: String, zone: Zone, holidays: Holidays, windows: [Weekday: [WorkWindow]], note: String? = nil
    ) {
        self.name = name
        self.zone = zone
        self.holidays = holidays
        self.note = note
        week = Weekday.allCases.map { WorkWindow.joined(windows[$0] ?? []) }
        table = WorkTable(week: week, zone: zone, holidays: holidays)
    }

    /// Working time between two instants; none where the second is not after the first.
    package func workTime(from: Moment, to: Moment) -> Pause {
        to > from ? Pause(microseconds: worked(until: to) - worked(until: from)) : .zero
    }

    /// The earliest instant at which so much working time has passed since `from`: the end of a window rather than the beginning of
    /// the next. Nil where the calendar does not work so much any more.
    package func instant(after pause: Pause, from: Moment) -> Moment? {
        guard pause > .zero else { return from }
        let (goal, overflow) = worked(until: from).addingReportingOverflow(pause.microseconds)
        guard !overflow, let day = table.day(reaching: goal, from: day(at: from)) else { return nil }
        var missing = goal - table.worked(before: day)
        for (begin, end) in hours(of: day) {
            if missing <= end - begin { return Moment(microseconds: begin + missing) }
            missing -= end - begin
        }
        return nil
    }

    /// This instant where it is working time, else the beginning of the next window. Nil where there is none any more.
    package func next(at moment: Moment) -> Moment? {
        instant(after: Pause(microseconds: 1), from: moment).map { Moment(microseconds: $0.microseconds - 1) }
    }

    package func isWorking(at moment: Moment) -> Bool { next(at: moment) == moment }

    /// Holidays on which work would be done otherwise, from the day of one instant to that of another.
    package func holidays(from: Moment, to: Moment) -> [Holidays.Single] {
        guard from <= to else { return [] }
        let (first, last) = (day(at: from), day(at: to))
        return holidays.days.filter { $0 >= first && $0 <= last && !week[$0.weekdayPlace].isEmpty }.map {
            Holidays.Single(holidays.name(of: $0) ?? "", $0)
        }
    }

    /// Working time from the beginning of the horizon, in microseconds.
    private func worked(until moment: Moment) -> Int64 {
        let day = day(at: moment)
        return hours(of: day).reduce(table.worked(before: day)) { sum, hours in
            moment.microseconds > hours.begin ? sum + min(moment.microseconds, hours.end) - hours.begin : sum
        }
    }

    private func day(at moment: Moment) -> Day {
        let (first, last) = (Horizon.days.lowerBound.start, Horizon.days.upperBound.start)
        return zone.day(at: min(max(moment, first), last).microseconds)
    }

    private func hours(of day: Day) -> [(begin: Int64, end: Int64)] {
        WorkTable.hours(of: day, week: week, zone: zone, holidays: holidays)
    }
}
