/// Leases of addresses: who is looked up when, and when an address may be leased again (NET-8, NET-9).
package struct NetworkPolicy: Policy {
    package static let name = "network"

    /// How far the clocks of reporters may be off, in seconds: within it two holders are `ambiguous`.
    package var skewSeconds: Int64
    /// How long an address rests before another holder has it.
    package var quarantineDays: Int64
    /// The same for a range of ports: the address is shared anyway.
    package var sharedQuarantineDays: Int64
    /// The same where abuse was confirmed in the last `confirmedWithinDays` days.
    package var confirmedQuarantineDays: Int64
    package var confirmedWithinDays: Int64
    /// A lease that began longer ago is history made known, which no quarantine can undo.
    package var historyHours: Int64

    package init(
        skewSeconds: Int64, quarantineDays: Int64 = 90, sharedQuarantineDays: Int64 = 1, confirmedQuarantineDays: Int64 = 365,
        confirmedWithinDays: Int64 = 365, historyHours: Int64 = 1
    ) {
        self.skewSeconds = skewSeconds
        self.quarantineDays = quarantineDays
        self.sharedQuarantineDays = sharedQuarantineDays
        self.confirmedQuarantineDays = confirmedQuarantineDays
        self.confirmedWithinDays = confirmedWithinDays
        self.historyHours = historyHours
    }

    package init(from form: inout Form) {
        let days: ClosedRange<Int64> = 0...36_500
        skewSeconds = form.integer("skewSeconds", "how far the clocks of reporters may be off", in: 0...86_400)
        quarantineDays = form.integer("quarantineDays", "days an address rests before another holder has it", in: days)
        sharedQuarantineDays = form.integer("sharedQuarantineDays", "the same for a range of ports", in: days)
        confirmedQuarantineDays = form.integer("confirmedQuarantineDays", "the same after confirmed abuse", in: days)
        confirmedWithinDays = form.integer("confirmedWithinDays", "how long confirmed abuse counts, in days", in: days)
        historyHours = form.integer(
            "historyHours", "a lease that began longer ago is history, not a new lease", in: 0...8760)
    }

    package static let cautious = NetworkPolicy(skewSeconds: 300)
}
