/// The public holidays of a region: computed from rules, with single days added and removed.
package struct Holidays: Hashable, Sendable {
    /// A holiday that comes every year in which it is one.
    package struct Rule: Hashable, Sendable {
        /// `Lundi de Pâques`
        package let name: String
        package let day: YearlyDay
        package let years: ClosedRange<Int>

        package init(_ name: String, _ day: YearlyDay, in years: ClosedRange<Int> = Horizon.years) {
            self.name = name
            self.day = day
            self.years = years
        }
    }

    /// A day that is a holiday once.
    package struct Single: Hashable, Sendable {
        package let name: String
        package let day: Day

        package init(_ name: String, _ day: Day) {
            self.name = name
            self.day = day
        }
    }

    package let name: String
    package let rules: [Rule]
    package let added: [Single]
    package let removed: [Day]
    /// Every one within the horizon, in order.
    let days: [Day]

    package static let none = Holidays(name: "none", rules: [])

    package init(name: String, rules: [Rule], added: [Single] = [], removed: [Day] = []) {
        self.name = name
        self.rules = rules
        self.added = added
        self.removed = removed
        let computed = Horizon.years.flatMap { year in
            rules.compactMap { $0.years.contains(year) ? $0.day.day(in: year) : nil }
        }
        days = (computed + added.map(\.day)).sorted().reduce(into: []) { days, day in
            if day != days.last, Horizon.days.contains(day), !removed.contains(day) { days.append(day) }
        }
    }

    package func contains(_ day: Day) -> Bool {
        let place = days.countBefore(day)
        return place < days.count && days[place] == day
    }

    /// What a holiday is called; two on one day have both names. Nil on other days.
    package func name(of day: Day) -> String? {
        guard contains(day) else { return nil }
        let year = day.year
        let names =
            added.filter { $0.day == day }.map(\.name)
            + rules.filter { $0.years.contains(year) && $0.day.day(in: year) == day }.map(\.name)
        return names.joined(separator: ", ")
    }
}
