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
        let computed = rules.flatMap { rule in
            Horizon.years.filter(rule.years.contains).compactMap { rule.day.day(in: $0) }
        }
        days = Set(computed + added.map(\.day)).subtracting(removed).sorted()
    }

    package func contains(_ day: Day) -> Bool {
        var (low, high) = (0, days.count)
        while low < high {
            let middle = (low + high) / 2
            if days[middle] < day { low = middle + 1 } else { high = middle }
        }
        return low < days.count && days[low] == day
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
