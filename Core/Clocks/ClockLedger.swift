/// What happened to a clock, and nothing else: what it shows is calculated from this (`ClockReading`), at any instant again.
///
/// It only grows. It is a set: the same entries make the same ledger, in whatever order and however often they are told.
package struct ClockLedger: Hashable, Sendable {
    /// By instant, and those of one instant as they were told.
    package private(set) var entries: [ClockEntry]

    package init() {
        entries = []
    }

    package init(_ entries: some Sequence<ClockEntry>) {
        self.entries = Set(entries).sorted(by: ClockLedger.isEarlier)
    }

    /// A clock that begins now.
    package init(start target: ClockTarget, at now: Moment) {
        self.init([ClockEntry(.started(target), at: now, number: 1)])
    }

    /// What happens now. Hosts' clocks differ by moments while the row's lock knows the true order: so it is never put before what
    /// was told earlier.
    package mutating func append(_ change: ClockChange, at now: Moment) {
        insert(change, at: present(now))
    }

    /// What happened then, whenever it is told.
    package mutating func insert(_ change: ClockChange, at moment: Moment) {
        let number = (entries.map(\.number).max() ?? 0) + 1
        entries.append(ClockEntry(change, at: moment, number: number))
        entries.sort(by: ClockLedger.isEarlier)
    }

    /// Now, as far as this ledger knows: a decider reads the clock at this instant, so that it sees all that was told.
    package func present(_ now: Moment) -> Moment { max(now, entries.last?.at ?? now) }

    /// When it began and by what it was measured then: by the first of several beginnings. Nil where it never did.
    package var start: (at: Moment, target: ClockTarget)? {
        for entry in entries {
            if case .started(let target) = entry.change { return (entry.at, target) }
        }
        return nil
    }

    private static func isEarlier(_ left: ClockEntry, _ right: ClockEntry) -> Bool {
        (left.at, left.number, left.change.name) < (right.at, right.number, right.change.name)
    }
}

extension ClockLedger {
    /// For a column of the row.
    package var value: Value { .array(entries.map { .object($0.object) }) }

    /// Nil for what `value` does not make.
    package init?(_ value: Value) {
        guard let values = value.array else { return nil }
        let entries = values.compactMap { $0.object.flatMap(ClockEntry.init) }
        guard entries.count == values.count else { return nil }
        self.init(entries)
    }
}
