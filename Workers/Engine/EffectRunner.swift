package import Core

/// Runs the effects of one queue, one at a time: lease → perform → report and claim in one transaction → acknowledge.
///
/// An effect happens at least once, under a stable key; its report exactly once. A worker that was too slow finds its lease
/// gone and changes nothing.
package struct EffectRunner {
    private enum Phase {
        case idle
        case working([Delivery])
        case leased(Item, EffectWork, Fence, attempt: Int, [Delivery])
        case performed(Item, Work, Fence, [Delivery])
        case settled([Delivery])
    }

    /// How soon another worker may take over from a dead one. A living one renews its lease while it works.
    package static let leaseLife = Pause.seconds(10)
    private static let renewal = Pause.seconds(3)
    /// Leases that were neither settled nor kept before the command is quarantined: each is the death of a worker, or a
    /// lost connection at the wrong moment.
    private static let deaths = 2
    private static let taken = 8

    private let reader: ItemReader
    private let batch: Batch
    private let inlet: any Inlet
    private var store: any Store
    private var dice: Dice
    private var phase = Phase.idle

    package init(
        queue: QueueName, duties: [Duty], inlet: any Inlet, store: any Store, context: Context, dice: Dice
    ) {
        let own = duties.filter { $0.queue == queue }
        reader = ItemReader(
            queue: queue, duties: Dictionary(own.map { ($0.type, $0) }, uniquingKeysWith: { first, _ in first }),
            codec: context.codec)
        batch = Batch(queue: queue, duties: duties, context: context)
        self.inlet = inlet
        self.store = store
        self.dice = dice
    }

    private var context: Context { batch.context }

    package var isIdle: Bool {
        if case .idle = phase { true } else { false }
    }

    package mutating func adopt(_ store: any Store) {
        self.store = store
    }

    /// As `BatchRunner.step`.
    package mutating func step(patience: Pause) throws(Failure) -> Step? {
        switch phase {
        case .idle:
            let deliveries = try inlet.take(upTo: EffectRunner.taken, within: patience)
            if deliveries.isEmpty { return nil }
            context.meter.add(.taken, deliveries.count)
            phase = .working(deliveries)
            return done(.taken)
        case .working(let deliveries):
            guard let delivery = deliveries.first else {
                phase = .idle
                return done(.acknowledged)
            }
            return try lease(delivery, deliveries)
        case .leased(let item, let work, let fence, let attempt, let deliveries):
            return try perform(item, work, fence, attempt: attempt, deliveries)
        case .performed(let item, let work, let fence, let deliveries):
            return try report(item, work, fence, deliveries)
        case .settled(let deliveries):
            if let first = deliveries.first { try inlet.acknowledge(through: first.token) }
            phase = .working(Array(deliveries.dropFirst()))
            return done(.acknowledged)
        }
    }

    // MARK: Steps

    private mutating func lease(_ delivery: Delivery, _ deliveries: [Delivery]) throws(Failure) -> Step {
        let item = reader.read(delivery)
        guard let event = item.event, case .effect(let work) = event.reading else {
            return try settle([item], [item.work], deliveries)
        }
        let opened = event.opened
        let now = context.clock()
        let lease = try store.lease(
            opened.claim, queue: batch.queue, owner: context.process, until: now.adding(EffectRunner.leaseLife), now: now)
        switch lease {
        case .done:
            context.meter.add(.duplicates)
            phase = .settled(deliveries)
            return done(.leased)
        case .held(let until):
            return try park(item, until: until, reason: "another worker performs it", attempt: opened.attempt, deliveries)
        case .granted(let epoch, let attempt):
            let fence = Fence(claim: opened.claim, epoch: epoch)
            if attempt > EffectRunner.deaths {
                let dead = reader.dead(
                    delivery, .poison, field: nil, "taken \(attempt - 1) times and never finished", opened.event.envelope,
                    attempts: attempt - 1)
                return try settle([dead], [nil], deliveries, leases: [fence])
            }
            phase = .leased(item, work, fence, attempt: opened.attempt + 1, deliveries)
            return done(.leased)
        }
    }

    private mutating func perform(
        _ item: Item, _ work: EffectWork, _ fence: Fence, attempt: Int, _ deliveries: [Delivery]
    ) throws(Failure) -> Step {
        let begun = context.clock()
        defer { context.meter.effectSeconds.observe(context.clock().seconds(since: begun)) }
        do throws(Failure) {
            var renewed = begun
            let report = try work.perform { [self] in
                inlet.attend()
                let now = context.clock()
                if now > renewed.adding(EffectRunner.renewal) {
                    renewed = now
                    renew(fence, now)
                }
            }
            context.meter.add(.effectsPerformed)
            phase = .performed(item, report, fence, deliveries)
            return done(.performed)
        } catch {
            switch error {
            case .fatal: throw error
            case .malformed, .conflict:
                phase = .performed(item, work.failure(error.message), fence, deliveries)
                return done(.performed)
            case .transient(let reason):
                context.meter.add(.effectsRetried)
                guard let pause = work.retries.pause(after: attempt, jitter: dice.fraction()) else {
                    phase = .performed(item, work.failure("\(attempt) tries failed; the last: \(reason)"), fence, deliveries)
                    return done(.performed)
                }
                return try park(
                    item, until: context.clock().adding(pause), reason: reason, attempt: attempt, deliveries, lease: fence)
            }
        }
    }

    /// A lease that cannot be renewed is found out by its epoch, before anything is written.
    private func renew(_ fence: Fence, _ now: Moment) {
        do throws(Failure) {
            try store.renew(fence, until: now.adding(EffectRunner.leaseLife))
        } catch {
            context.note(Notice(.warning, "lease not renewed: \(error.message)", ["queue": batch.queue.name]))
        }
    }

    private mutating func report(
        _ item: Item, _ work: Work, _ fence: Fence, _ deliveries: [Delivery]
    ) throws(Failure) -> Step {
        do throws(Failure) {
            return try rollingBack { runner throws(Failure) in
                let answer = try runner.store.open(runner.batch.question(for: [item], works: [work], fences: [fence]))
                if answer.isFenced {
                    runner.store.rollback()
                    runner.context.meter.add(.fenced)
                    runner.phase = .settled(deliveries)
                    return runner.done(.reported)
                }
                return try runner.write([item], [work], answer, deliveries, leases: [fence])
            }
        } catch {
            switch error {
            case .transient, .fatal: throw error
            case .conflict, .malformed: return try bury(item, fence, deliveries, because: error)
            }
        }
    }

    /// What was done, but whose report cannot be written, waits for a person and delays nobody.
    private mutating func bury(
        _ item: Item, _ fence: Fence, _ deliveries: [Delivery], because failure: Failure
    ) throws(Failure) -> Step {
        guard let delivery = deliveries.first else { throw failure }
        var field: String?
        if case .malformed(let name, _) = failure { field = name }
        let opened = item.event?.opened
        let dead = reader.dead(
            delivery, .exhausted, field: field, "performed, but not reported: \(failure.message)",
            opened?.event.envelope, attempts: (opened?.attempt ?? 0) + 1)
        return try settle([dead], [nil], deliveries, leases: [fence])
    }

    /// Commits what needs no lease: dead letters, refusals, duplicates.
    private mutating func settle(
        _ items: [Item], _ works: [Work?], _ deliveries: [Delivery], leases: [Fence] = []
    ) throws(Failure) -> Step {
        try rollingBack { runner throws(Failure) in
            let answer = try runner.store.open(runner.batch.question(for: items, works: works))
            return try runner.write(items, works, answer, deliveries, leases: leases)
        }
    }

    private mutating func park(
        _ item: Item, until: Moment, reason: String, attempt: Int, _ deliveries: [Delivery], lease: Fence? = nil
    ) throws(Failure) -> Step {
        guard let event = item.event else { return done(.reported) }
        return try rollingBack { runner throws(Failure) in
            let parking = Parking(queue: runner.batch.queue, codec: runner.context.codec)
            var changes = Changes()
            changes.parked = [try parking.entry(for: event.opened, event.duty, due: until, reason: reason, attempt: attempt)]
            if let lease { changes.settledLeases = [lease] }
            runner.context.meter.add(.postponed)
            _ = try runner.store.open(Question(queue: runner.batch.queue))
            _ = try runner.store.commit(changes)
            runner.phase = .settled(deliveries)
            return runner.done(.reported)
        }
    }

    private mutating func write(
        _ items: [Item], _ works: [Work?], _ answer: Answer, _ deliveries: [Delivery], leases: [Fence]
    ) throws(Failure) -> Step {
        var changes = try batch.decide(
            items, works: works, answer: answer, conflict: nil, at: context.clock(), dice: &dice)
        changes.settledLeases += leases
        let ids = try store.commit(changes)
        context.handover.give(zip(ids, changes.outbox).map { OutboxRow(id: $0, entry: $1) })
        phase = .settled(deliveries)
        return done(.reported)
    }

    private mutating func rollingBack(
        _ body: (inout EffectRunner) throws(Failure) -> Step
    ) throws(Failure) -> Step {
        do throws(Failure) {
            return try body(&self)
        } catch {
            store.rollback()
            throw error
        }
    }

    private func done(_ step: Step) -> Step {
        context.step(step)
        return step
    }
}
