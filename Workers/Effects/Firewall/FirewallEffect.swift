package import Core

/// Commands to this gateway, a batch in one transaction; and what it has after that, read back from it.
package final class FirewallEffect: CollectiveEffect {
    private let wall: any Wall
    private let gateway: String
    private let clock: () -> Moment

    package init(_ wall: any Wall, gateway: String, clock: @escaping () -> Moment) {
        self.wall = wall
        self.gateway = gateway
        self.clock = clock
    }

    /// Never throws: what could not be set is reported as that, so that the block tells it, and the gateway's next look tries
    /// it again.
    package func perform(
        _ commands: [FirewallSet], attend: () -> Void
    ) throws(Failure) -> [EffectOutcome<WallReceipt>] {
        attend()
        var wanted: [BlockTarget: Moment?] = [:]
        for command in commands { wanted.updateValue(command.until, forKey: command.target) }
        let found: [BlockTarget: Moment]
        let now = clock()
        do throws(Failure) {
            try wall.set(wanted, now: now)
            attend()
            found = try wall.read(Array(wanted.keys), now: clock())
        } catch {
            return commands.map { _ in .observed(WallReceipt(gateway: gateway, reading: .problem(error.message))) }
        }
        attend()
        return commands.map { command in
            .observed(WallReceipt(gateway: gateway, reading: reading(found[command.target], wanted: command.until, now: now)))
        }
    }

    private func reading(_ found: Moment?, wanted: Moment?, now: Moment) -> WallReceipt.Reading {
        switch (found, wanted) {
        case (let found?, let wanted?) where wanted > now: return .present(until: found)
        case (let found?, _): return found > now.adding(Mending.tolerance) ? .problem("it is still there") : .absent
        case (nil, let wanted?): return wanted > now ? .problem("it was set, and is not there") : .absent
        case (nil, nil): return .absent
        }
    }
}
