/// One request to verify, with the clock of the promise made for it (VER-10).
///
/// The clock starts when the customer's side is complete: with the first document that is taken. It pauses while the customer owes
/// an answer, and stops with the decision.
package struct VerificationRound: Hashable, Sendable {
    /// From 1.
    package let number: Int64
    package private(set) var clock: ClockLedger
    /// Rungs that were told, in percent: each once in the life of a clock.
    package internal(set) var reached: [Int64]

    init(_ target: VerificationTarget, at moment: Moment) {
        number = target.number
        clock = ClockLedger(start: target.clock, at: moment)
        reached = []
    }

    mutating func pause(at moment: Moment) {
        clock.append(.paused(reason: Verification.Stage.needsInfo.rawValue, awaiting: "customer"), at: moment)
    }

    mutating func resume(at moment: Moment) { clock.append(.resumed, at: moment) }

    mutating func stop(_ reason: String, at moment: Moment) { clock.append(.stopped(reason: reason), at: moment) }

    /// Nil where no policy knows its calendar.
    package func reading(at now: Moment, _ policies: Policies) -> ClockReading? {
        ClockReading(of: clock, under: policies.calendars, at: clock.present(now))
    }

    /// When a rung is told, if nothing changes: never before it is reached, and in the office hours of the staff. Nil where the
    /// clock does not run.
    func delivery(of percent: Int64, at now: Moment, _ policy: VerificationPolicy, _ policies: Policies) -> Moment? {
        guard let reading = reading(at: now, policies), reading.state == .running,
            let reached = reading.instant(ofRung: percent)
        else { return nil }
        let office = policies.calendars.at(now).policy[policy.officeCalendar] ?? .always
        return office.next(at: max(reached, now))
    }
}

extension VerificationRound {
    package var object: Object {
        ["number": .integer(number), "ledger": clock.value, "reached": .array(reached.map(Value.integer))]
    }

    package init?(_ data: Object) {
        guard let number = data["number"]?.integer, let clock = data["ledger"].flatMap({ ClockLedger($0) }) else { return nil }
        self.number = number
        self.clock = clock
        reached = (data["reached"]?.array ?? []).compactMap(\.integer)
    }
}

/// What was promised for a round, by the policy of then.
package struct VerificationTarget: Hashable, Sendable {
    package let number: Int64
    package let clock: ClockTarget

    init(number: Int64, _ policy: VerificationPolicy, named name: String) {
        self.number = number
        clock = ClockTarget(budget: .days(policy.businessDays), calendar: policy.calendar, policy: name)
    }

    package var object: Object {
        ["round": .integer(number), "target": .object(clock.object)]
    }

    package init?(_ data: Object) {
        guard let number = data["round"]?.integer, let clock = data["target"]?.object.flatMap(ClockTarget.init) else {
            return nil
        }
        self.number = number
        self.clock = clock
    }
}
