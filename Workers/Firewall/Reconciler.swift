package import Core

/// Keeps a gateway's wall as the blocks desire it, whatever happened to it: flushed, rebooted, changed by hand, or left out when
/// commands were lost. Belongs to one thread of its node.
package struct Reconciler {
    private let wall: any Wall
    private let blocklist: any Blocklist
    private let gateway: String
    private let node: String
    private let context: Context
    /// When all is compared again, touched or not.
    private var nextWhole = Moment(microseconds: .min)
    private var last = (desired: 0, observed: 0)
    private var problem: String?
    /// What was sent lately, so that one block is not told of at every look.
    private var told: [UnseenBlock: Moment] = [:]

    /// Between two looks.
    package static let pause = Pause.seconds(2)
    /// A whole look may take this part of the time: a large wall that nobody touched is compared less often.
    private static let share: Int64 = 20
    /// An event about a block that still waits is sent again.
    private static let patience = Pause.seconds(20)
    private static let limit = 1000

    package init(wall: any Wall, blocklist: any Blocklist, gateway: String, node: String, context: Context) {
        self.wall = wall
        self.blocklist = blocklist
        self.gateway = gateway
        self.node = node
        self.context = context
    }

    /// One look. A failing wall is told in the gateway's row, and tried again at the next look; a failing database is thrown.
    package mutating func turn() throws(Failure) {
        var mending = Mending()
        let before = problem
        do throws(Failure) {
            if try !isFresh() { mending = try look() }
            problem = nil
        } catch {
            if case .fatal = error { throw error }
            problem = error.message
            nextWhole = Moment(microseconds: .min)
            last.observed = 0
        }
        if problem != before {
            context.note(
                problem.map { Notice(.error, "gateway cannot enforce", ["gateway": gateway, "reason": $0]) }
                    ?? Notice(.info, "gateway enforces", ["gateway": gateway]))
        }
        try keep(mending)
        if problem == nil { try tell() }
    }

    /// True where a look would find nothing: nobody touched the wall, and the last one is not long ago.
    private func isFresh() throws(Failure) -> Bool {
        guard context.clock() < nextWhole else { return false }
        return try wall.isUntouched()
    }

    private mutating func look() throws(Failure) -> Mending {
        let begun = context.clock()
        let mending = try wall.mend(now: context.clock) { () throws(Failure) in try blocklist.desired(now: context.clock()) }
        let cost = Pause(microseconds: context.clock().microseconds - begun.microseconds)
        nextWhole = begun.adding(max(Reconciler.pause, Pause(microseconds: cost.microseconds * Reconciler.share)))
        // All of it was mended.
        last = (mending.desired, mending.desired)
        context.meter.add(.firewallRepairs, mending.drift + (mending.rulesWereGone ? 1 : 0))
        context.meter.set(.firewallDrift, Int64(mending.drift))
        context.meter.set(.firewallDesired, Int64(mending.desired))
        if mending.drift > 0 || mending.rulesWereGone {
            context.note(
                Notice(
                    mending.rulesWereGone ? .warning : .info, "firewall mended",
                    [
                        "gateway": gateway, "missing": "\(mending.missing.count)", "foreign": "\(mending.foreign.count)",
                        "mistimed": "\(mending.mistimed.count)", "rules": mending.rulesWereGone ? "gone" : "there",
                    ]))
        }
        return mending
    }

    private mutating func keep(_ mending: Mending) throws(Failure) {
        let report = GatewayReport(
            name: gateway, node: node, seen: context.clock(), desired: last.desired, observed: last.observed,
            drift: mending.drift, repairs: mending.drift + (mending.rulesWereGone ? 1 : 0), problem: problem)
        if let other = try blocklist.keep(report) {
            context.note(
                Notice(
                    .error, "two nodes are one gateway: give each its own GUICHET_GATEWAY",
                    ["gateway": gateway, "node": node, "other": other]))
        }
    }

    /// Blocks that wait to be read back here, though no command's report said so: the command was lost, is on its way, or
    /// found a wall that could not be set.
    private mutating func tell() throws(Failure) {
        let now = context.clock()
        told = told.filter { $0.value > now }
        let waiting = try blocklist.unseen(by: gateway, limit: Reconciler.limit).filter { told[$0] == nil }
        if waiting.isEmpty { return }
        let found: [BlockTarget: Moment]
        do throws(Failure) {
            found = try wall.read(waiting.map(\.target), now: now)
        } catch {
            nextWhole = Moment(microseconds: .min)
            return
        }
        var entries: [OutboxEntry] = []
        for block in waiting {
            let until = found[block.target]
            // Not as desired: the next look mends it, and then it is told.
            guard (until != nil) == block.isDesired else {
                nextWhole = Moment(microseconds: .min)
                continue
            }
            told[block] = now.adding(Reconciler.patience)
            entries.append(entry(block, until: until, at: now))
        }
        if !entries.isEmpty { try blocklist.send(entries) }
    }

    private func entry(_ block: UnseenBlock, until: Moment?, at now: Moment) -> OutboxEntry {
        let label = "observed \(gateway) \(block.id) \(block.revision) \(now.microseconds)"
        let event = Event(
            envelope: Envelope(
                id: UUIDText.text(UUIDText.version7(at: now, random: context.random(label))),
                source: "/guichet/gateway/\(gateway)",
                type: FirewallObserved.type, subject: "block/\(block.id)", time: now),
            data: FirewallObserved.data(block: block.id, revision: block.revision, gateway: gateway, until: until))
        return context.codec.entry(for: event, exchange: Topology.events, routingKey: event.envelope.type.name)
    }
}

extension Context {
    /// Bits that follow from a text.
    fileprivate func random(_ label: String) -> UInt128 {
        codec.digest(label).utf8.prefix(32).reduce(UInt128(0)) {
            $0 << 4 | UInt128($1 < 0x3A ? $1 - 0x30 : $1 - 0x57)
        }
    }
}
