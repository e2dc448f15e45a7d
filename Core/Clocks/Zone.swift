/// A time zone: what its clocks show at an instant, and when they show something.
///
/// Its rules are data with dates of effect, so that a law which changes them needs no new program. It is exact as far as the rules
/// are, in the years of `Horizon`.
package struct Zone: Hashable, Sendable {
    /// A rule, and from when it counts. Before the first, the first.
    package struct Era: Hashable, Sendable {
        package let from: Moment
        package let rule: ZoneRule

        package init(from: Moment, rule: ZoneRule) {
            self.from = from
            self.rule = rule
        }
    }

    /// `Europe/Paris`
    package let name: String
    private let switches: [ZoneSwitch]

    package static let utc = Zone(name: "UTC", eras: [])

    /// Without any era it is UTC.
    package init(name: String, eras: [Era]) {
        self.name = name
        switches = Zone.switches(of: eras.sorted { $0.from < $1.from })
    }

    private static func switches(of eras: [Era]) -> [ZoneSwitch] {
        var all: [ZoneSwitch] = []
        for (place, era) in eras.enumerated() {
            let from = place == 0 ? Int64.min : era.from.microseconds
            let until = place + 1 < eras.count ? eras[place + 1].from.microseconds : .max
            let own = era.rule.switches(in: Horizon.years.lowerBound - 2...Horizon.years.upperBound + 1)
            all.append(ZoneSwitch(at: from, to: own.last { $0.at <= from }?.setting ?? era.rule.standard))
            all += own.filter { $0.at > from && $0.at < until }
        }
        return all.isEmpty ? [ZoneSwitch(at: .min, to: ZoneRule.utc.standard)] : all
    }

    /// What the clocks show.
    package func local(at moment: Moment) -> LocalTime {
        let setting = switches[place(at: moment.microseconds)].setting
        let shown = moment.adding(setting.offset)
        return LocalTime(
            day: shown.day, sinceMidnight: Pause(microseconds: shown.microseconds - shown.day.start.microseconds),
            offset: setting.offset, abbreviation: setting.abbreviation)
    }

    /// The first instant at which the clocks show this or later: of an hour that comes twice, the first time; of an hour that is
    /// skipped, the end of the gap. So a later time never has an earlier instant.
    package func instant(of day: Day, at sinceMidnight: Pause) -> Moment {
        Moment(microseconds: instant(ofLocal: day.start.microseconds + sinceMidnight.microseconds))
    }

    /// The same, of microseconds since 1970 as the clocks show them.
    func instant(ofLocal local: Int64) -> Int64 {
        // Clocks are at most 26 hours off: before this no clock showed as much.
        var place = place(at: local - 27 * 3_600_000_000)
        while true {
            let candidate = max(switches[place].at, local - switches[place].setting.offset.microseconds)
            guard place + 1 < switches.count, candidate >= switches[place + 1].at else { return candidate }
            place += 1
        }
    }

    /// The day whose hours these are: it began, and the next has not. Days in this sense never come back, even where clocks are
    /// set back over midnight.
    func day(at moment: Int64) -> Day {
        var day = local(at: Moment(microseconds: moment)).day
        while moment < instant(ofLocal: day.start.microseconds) { day = day.advanced(by: -1) }
        while moment >= instant(ofLocal: day.advanced(by: 1).start.microseconds) { day = day.advanced(by: 1) }
        return day
    }

    /// The days that are shorter or longer than 24 hours, or whose hours are not where they are on others.
    var unevenDays: [Day] {
        zip(switches, switches.dropFirst()).flatMap { before, after in
            let shown = [before, after].map { Moment(microseconds: after.at).adding($0.setting.offset).day.number }
            return (min(shown[0], shown[1])...max(shown[0], shown[1])).map { Day(number: $0) }
        }
    }

    /// The last switch at this instant or before it.
    private func place(at moment: Int64) -> Int {
        var (low, high) = (0, switches.count)
        while high - low > 1 {
            let middle = (low + high) / 2
            if switches[middle].at <= moment { low = middle } else { high = middle }
        }
        return low
    }
}
