/// A share of the budget at which somebody is told.
package struct ClockRung: Hashable, Sendable {
    package let percent: Int64
    /// When so much of the budget is used.
    package let reached: Moment
    /// When it is told: then, or when the office opens next.
    package let told: Moment
}

extension ClockReading {
    /// When this share of the present budget is used up, if nothing changes: the first instant, since the present target counts, at
    /// which the clock runs and so much is used. Nil for best effort, and where it pauses or stopped before that.
    ///
    /// Beyond 100 the calendar goes on: 150 % of 24 working hours are 36 working hours.
    package func instant(ofRung percent: Int64) -> Moment? {
        share(percent).flatMap { instant(of: $0, countedIn: nil) }
    }

    /// When a rung is told: never before it is reached, and in the hours of those who are to act on it.
    package func deliver(_ percent: Int64, in office: WorkCalendar) -> Moment? {
        instant(ofRung: percent).flatMap { office.next(at: $0) }
    }

    /// The rungs that come or came, if nothing changes, in the order of their shares.
    package func rungs(_ percents: [Int64], in office: WorkCalendar) -> [ClockRung] {
        percents.sorted().compactMap { percent in
            guard let reached = instant(ofRung: percent), let told = office.next(at: reached) else { return nil }
            return ClockRung(percent: percent, reached: reached, told: told)
        }
    }

    /// The rungs reached after one instant and not after the other: each is in one of the spans that follow each other.
    package func passed(_ percents: [Int64], after: Moment, until: Moment) -> [Int64] {
        percents.sorted().filter { percent in
            instant(ofRung: percent).map { $0 > after && $0 <= until } ?? false
        }
    }

    /// Rounded up, so that no rung comes early.
    private func share(_ percent: Int64) -> Pause? {
        guard let budget else { return nil }
        let (whole, rest) = budget.microseconds.quotientAndRemainder(dividingBy: 100)
        let (product, overflow) = whole.multipliedReportingOverflow(by: percent)
        return overflow ? nil : Pause(microseconds: product + (rest * percent + 99) / 100)
    }

    /// - Parameter other: counts instead of the clock's own calendars.
    func instant(of need: Pause, countedIn other: WorkCalendar?) -> Moment? {
        var used: Int64 = 0
        for interval in intervals where interval.state == .running {
            let counted = other?.workTime(from: interval.from, to: interval.until) ?? interval.counted
            let missing = Pause(microseconds: need.microseconds - used)
            if interval.from >= targetSince, missing <= counted {
                // Since the target counts, there is one calendar.
                return (other ?? calendar).instant(after: missing, from: interval.from)
            }
            used += counted.microseconds
        }
        guard state == .running else { return nil }
        return (other ?? calendar).instant(after: Pause(microseconds: need.microseconds - used), from: now)
    }
}
