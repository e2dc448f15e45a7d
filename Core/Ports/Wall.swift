/// The packet filter of this gateway: which targets it blocks, and until when. Any thread may use it; one at a time does.
///
/// Throws `transient` where the kernel says no or does not answer: nothing was changed then.
package protocol Wall: AnyObject, Sendable {
    /// In one transaction: each target is blocked until its instant, by the kernel's own clock, or no longer (nil, or past).
    /// The same again changes nothing.
    func set(_ wanted: [BlockTarget: Moment?], now: Moment) throws(Failure)

    /// Which of these it blocks, and until when: asked of the kernel.
    func read(_ targets: [BlockTarget], now: Moment) throws(Failure) -> [BlockTarget: Moment]

    /// False where somebody else changed something since the last `mend`. Costs microseconds, whatever it blocks.
    func isUntouched() throws(Failure) -> Bool

    /// Makes it block what is desired, and nothing else; also its own rules, where they are gone. `desired` is asked after the
    /// kernel. A `set` need not wait for this, and what it sets meanwhile is left as it is: never taken for a stranger.
    func mend(
        now: () -> Moment, desired: () throws(Failure) -> [BlockTarget: Moment]
    ) throws(Failure) -> Mending
}

/// What a look at the wall found, and mended.
package struct Mending: Hashable, Sendable {
    /// Desired, and not there.
    package var missing: [BlockTarget: Moment] = [:]
    /// There, and not desired.
    package var foreign: Set<BlockTarget> = []
    /// There, but ends at another time: with the time it should.
    package var mistimed: [BlockTarget: Moment] = [:]
    /// Its own rules were not as they must be.
    package var rulesWereGone = false
    package var desired = 0

    /// What an instant may be off: kernels count in seconds here, and time passes while this is looked at.
    package static let tolerance = Pause.seconds(2)

    package init() {}

    /// What must change so that the wall has what is desired. What ends within the tolerance is left to end.
    package init(observed: [BlockTarget: Moment], desired: [BlockTarget: Moment], now: Moment) {
        self.desired = desired.count
        for (target, until) in desired where until > now {
            guard let found = observed[target] else {
                missing[target] = until
                continue
            }
            let difference = found.microseconds.subtractingReportingOverflow(until.microseconds)
            if difference.overflow || difference.partialValue.magnitude > Mending.tolerance.microseconds.magnitude {
                mistimed[target] = until
            }
        }
        for (target, until) in observed where desired[target] == nil {
            if until > now.adding(Mending.tolerance) { foreign.insert(target) }
        }
    }

    package var drift: Int { missing.count + foreign.count + mistimed.count }

    /// As `Wall.set` takes it.
    package var changes: [BlockTarget: Moment?] {
        var changes: [BlockTarget: Moment?] = [:]
        for (target, until) in missing { changes.updateValue(until, forKey: target) }
        for (target, until) in mistimed { changes.updateValue(until, forKey: target) }
        for target in foreign { changes.updateValue(nil, forKey: target) }
        return changes
    }
}
