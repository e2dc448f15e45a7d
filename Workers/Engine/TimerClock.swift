package import Core

/// Moves what is due into the outbox and hands it to the relay. Any number of nodes may run one.
package struct TimerClock {
    private let agenda: any Agenda
    private let context: Context

    /// The longest time between two looks; a due moment inside it is waited for exactly.
    package static let longestPause = Pause.milliseconds(250)
    private static let limit = 500

    package init(agenda: any Agenda, context: Context) {
        self.agenda = agenda
        self.context = context
    }

    /// Fires what is due. Returns how long nothing will be due.
    package func turn() throws(Failure) -> Pause {
        let now = context.clock()
        let rows = try agenda.fire(upTo: TimerClock.limit, until: now.adding(Relay.leaseLife), now: now)
        if !rows.isEmpty {
            context.meter.add(.timersFired, rows.count)
            context.step(.fired)
            context.handover.give(rows)
        }
        if rows.count >= TimerClock.limit { return .zero }
        guard let due = try agenda.nextDue() else { return TimerClock.longestPause }
        let pause = Pause(microseconds: due.microseconds - context.clock().microseconds)
        return min(max(pause, .milliseconds(5)), TimerClock.longestPause)
    }
}
