/// A day of the week, as policies write it.
package enum Weekday: String, CaseIterable, Hashable, Sendable {
    case mon, tue, wed, thu, fri, sat, sun

    /// From 0 for Monday.
    var place: Int { Weekday.allCases.firstIndex(of: self) ?? 0 }
}

extension Day {
    package var weekday: Weekday { Weekday.allCases[weekdayPlace] }

    /// From 0 for Monday. The first of January 1970 was a Thursday.
    var weekdayPlace: Int { Int((number % 7 + 10) % 7) }

    package var year: Int { civil.year }
}
