/// What a clock is measured by: how much working time of which calendar there is, and which policy says so.
package struct ClockTarget: Hashable, Sendable {
    /// Nil for best effort: no deadline, no rungs.
    package let budget: Pause?
    /// A calendar of the policy `calendars`, by name.
    package let calendar: String
    /// The version that set it: `verification-2026-11-01`.
    package let policy: String

    package init(budget: Pause?, calendar: String, policy: String) {
        self.budget = budget
        self.calendar = calendar
        self.policy = policy
    }

    package var object: Object {
        [
            "budgetMicroseconds": budget.map { .integer($0.microseconds) } ?? .null, "calendar": .string(calendar),
            "policy": .string(policy),
        ]
    }

    package init?(_ object: Object) {
        guard let calendar = object["calendar"]?.string, let policy = object["policy"]?.string else { return nil }
        switch object["budgetMicroseconds"] {
        case .integer(let budget): self.init(budget: Pause(microseconds: budget), calendar: calendar, policy: policy)
        case nil, .null: self.init(budget: nil, calendar: calendar, policy: policy)
        default: return nil
        }
    }
}
