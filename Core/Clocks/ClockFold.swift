/// Goes through the entries of a ledger and cuts its clock's life into intervals.
///
/// An entry that changes nothing is passed over: a second start, a pause of what is stopped, a resumption of what runs.
struct ClockFold {
    private let calendars: Dated<CalendarPolicy>
    private let start: Moment
    private var since: Moment
    private(set) var target: ClockTarget
    private(set) var targetSince: Moment
    private(set) var calendar: WorkCalendar
    private(set) var state = ClockState.running
    private(set) var reason: String?
    private(set) var awaiting: String?
    private(set) var intervals: [ClockInterval] = []

    init?(_ target: ClockTarget, at start: Moment, under calendars: Dated<CalendarPolicy>) {
        guard let calendar = calendars.at(start).policy[target.calendar] else { return nil }
        self.calendars = calendars
        self.start = start
        self.since = start
        self.target = target
        self.targetSince = start
        self.calendar = calendar
    }

    /// False where no version knows the calendar of a new target.
    mutating func take(_ change: ClockChange, at moment: Moment) -> Bool {
        switch (change, state) {
        case (.paused(let reason, let awaiting), .running), (.paused(let reason, let awaiting), .paused):
            // A pause in a pause is the same pause for another reason.
            turn(to: .paused, reason, awaiting, at: moment)
        case (.resumed, .paused), (.reopened, .stopped): turn(to: .running, nil, nil, at: moment)
        case (.stopped(let reason), .running), (.stopped(let reason), .paused): turn(to: .stopped, reason, nil, at: moment)
        case (.retargeted(let target), _): return retarget(target, at: moment)
        case (.started, _), (.paused, .stopped), (.resumed, _), (.stopped, _), (.reopened, _): break
        }
        return true
    }

    /// Ends the interval that is open; one without length is none.
    mutating func close(until moment: Moment) {
        guard moment > since else { return }
        let counted = state == .running ? calendar.workTime(from: since, to: moment) : .zero
        intervals.append(
            ClockInterval(
                from: since, until: moment, state: state, target: target, counted: counted, reason: reason,
                awaiting: awaiting))
        since = moment
    }

    private mutating func turn(to state: ClockState, _ reason: String?, _ awaiting: String?, at moment: Moment) {
        guard (self.state, self.reason, self.awaiting) != (state, reason, awaiting) else { return }
        close(until: moment)
        self.state = state
        self.reason = reason
        self.awaiting = awaiting
    }

    private mutating func retarget(_ target: ClockTarget, at moment: Moment) -> Bool {
        guard target != self.target else { return true }
        let known = calendars.at(start).policy[target.calendar] ?? calendars.at(moment).policy[target.calendar]
        guard let known else { return false }
        close(until: moment)
        self.target = target
        targetSince = moment
        calendar = known
        return true
    }
}
