/// An instant as a value: microseconds since 1970-01-01T00:00:00Z. It is passed in, never read from a clock.
package struct Moment: Hashable, Comparable, Sendable {
    package let microseconds: Int64

    package init(microseconds: Int64) {
        self.microseconds = microseconds
    }

    package init(seconds: Int64) {
        self.init(microseconds: seconds * 1_000_000)
    }

    package var milliseconds: Int64 { microseconds.dividedFloor(by: 1000) }

    /// The day in UTC this instant lies in.
    package var day: Day { Day(number: Int32(clamping: microseconds.dividedFloor(by: 86_400_000_000))) }

    package static func < (left: Moment, right: Moment) -> Bool { left.microseconds < right.microseconds }

    /// Seconds from `earlier` to this instant.
    package func seconds(since earlier: Moment) -> Double {
        Double(microseconds - earlier.microseconds) / 1_000_000
    }

    package func adding(_ pause: Pause) -> Moment {
        let (sum, overflow) = microseconds.addingReportingOverflow(pause.microseconds)
        return Moment(microseconds: overflow ? (pause.microseconds > 0 ? .max : .min) : sum)
    }
}

/// A length of time in microseconds.
package struct Pause: Hashable, Comparable, Sendable {
    package let microseconds: Int64

    package init(microseconds: Int64) {
        self.microseconds = microseconds
    }

    package static func milliseconds(_ count: Int64) -> Pause { Pause(microseconds: count * 1000) }
    package static func seconds(_ count: Int64) -> Pause { Pause(microseconds: count * 1_000_000) }
    package static func minutes(_ count: Int64) -> Pause { .seconds(count * 60) }
    package static func hours(_ count: Int64) -> Pause { .seconds(count * 3600) }
    package static func days(_ count: Int64) -> Pause { .seconds(count * 86_400) }
    package static let zero = Pause(microseconds: 0)

    package var seconds: Double { Double(microseconds) / 1_000_000 }

    package static func < (left: Pause, right: Pause) -> Bool { left.microseconds < right.microseconds }
}

/// A calendar day in UTC, counted from 1970-01-01.
package struct Day: Hashable, Comparable, Sendable {
    package let number: Int32

    package init(number: Int32) {
        self.number = number
    }

    package static func < (left: Day, right: Day) -> Bool { left.number < right.number }

    package func advanced(by days: Int32) -> Day { Day(number: number &+ days) }

    package var start: Moment { Moment(microseconds: Int64(number) * 86_400_000_000) }
}

extension Int64 {
    /// Division that rounds toward negative infinity, so that instants before 1970 fall on the right day.
    func dividedFloor(by divisor: Int64) -> Int64 {
        let quotient = self / divisor
        return self % divisor < 0 ? quotient - 1 : quotient
    }
}
