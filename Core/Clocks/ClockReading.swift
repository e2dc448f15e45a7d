/// What a clock shows at an instant: a pure function of its ledger and of the dated calendars, the same in worker, report and test.
///
/// The calendars are those of the version that counted when the clock began, for its whole life: a new holiday or new hours never
/// rewrite the past of a clock, nor its promise. A calendar named later which that version has not is taken from the version of then.
package struct ClockReading: Hashable, Sendable {
    package let now: Moment
    package let start: Moment
    package let state: ClockState
    /// By what it is measured now.
    package let target: ClockTarget
    /// Since when it is.
    package let targetSince: Moment
    package let calendar: WorkCalendar
    /// The version of the calendars: `calendars-2026-11-01`.
    package let version: String
    /// From the start to now, without gaps.
    package let intervals: [ClockInterval]
    /// Why it does not run now, and for whom it waits.
    package let reason: String?
    package let awaiting: String?
    /// Working time that counted so far.
    package let used: Pause

    /// Entries after `now` are as if they were not told yet. Nil where the clock had not begun, or where no version knows a calendar
    /// that its ledger names.
    package init?(of ledger: ClockLedger, under calendars: Dated<CalendarPolicy>, at now: Moment) {
        guard let start = ledger.start, start.at <= now,
            var fold = ClockFold(start.target, at: start.at, under: calendars)
        else { return nil }
        // What is told to have happened before the beginning holds from the beginning on.
        for entry in ledger.entries where entry.at <= now {
            guard fold.take(entry.change, at: max(entry.at, start.at)) else { return nil }
        }
        fold.close(until: now)
        self.now = now
        self.start = start.at
        state = fold.state
        target = fold.target
        targetSince = fold.targetSince
        calendar = fold.calendar
        version = calendars.at(start.at).name
        intervals = fold.intervals
        reason = fold.reason
        awaiting = fold.awaiting
        used = Pause(microseconds: fold.intervals.reduce(0) { $0 + $1.counted.microseconds })
    }

    package var budget: Pause? { target.budget }

    /// No deadline was promised.
    package var isBestEffort: Bool { budget == nil }

    /// Below zero once it is late.
    package var remaining: Pause? {
        budget.map { Pause(microseconds: $0.microseconds - used.microseconds) }
    }

    package var isOverdue: Bool { remaining.map { $0 < .zero } ?? false }

    /// When the budget is used up, if nothing changes. Nil for best effort, and where it pauses or stopped before that.
    package var due: Moment? { instant(ofRung: 100) }

    /// The same if every hour counted, as a person reads “72 h”: shown besides, never promised.
    package var dueByWallClock: Moment? {
        budget.flatMap { instant(of: $0, countedIn: .always) }
    }
}
