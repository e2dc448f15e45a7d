/// What the clocks of a zone show.
package struct LocalTime: Hashable, Sendable, CustomStringConvertible {
    package let day: Day
    package let sinceMidnight: Pause
    /// Ahead of UTC.
    package let offset: Pause
    package let abbreviation: String

    /// `Fri 2026-11-20 17:00 CET`, with seconds only where there are any.
    package var description: String {
        let seconds = sinceMidnight.microseconds / 1_000_000
        let parts = [seconds / 3600, seconds / 60 % 60] + (seconds % 60 == 0 ? [] : [seconds % 60])
        let time = parts.map { $0 < 10 ? "0\($0)" : "\($0)" }.joined(separator: ":")
        let weekday = day.weekday.rawValue
        return "\(weekday.prefix(1).uppercased())\(weekday.dropFirst()) \(day) \(time) \(abbreviation)"
    }
}
