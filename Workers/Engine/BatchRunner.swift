package import Core

/// Runs the deciders of one queue, a batch at a time: the guarantee of the system is the order of the steps in here.
///
/// take → (for each group: open → decide → commit → hand over) → acknowledge. Nothing is acknowledged before it is
/// committed. One `step` is one of these, so that a simulator can interleave runners and crash them between any two.
package struct BatchRunner {
    private enum Phase {
        case idle
        /// Work on the first group is next.
        case working([Group], last: DeliveryToken)
        /// The first group is decided and its transaction open.
        case decided(Changes, [Group], last: DeliveryToken, opened: Moment)
        case committed([OutboxRow], [Group], last: DeliveryToken)
    }

    /// Messages that share a transaction.
    private struct Group {
        var deliveries: [Delivery]
        /// A redelivered message: alone, with a start mark, because a crash may be its fault.
        var isSuspect = false
        var conflict: String?
    }

    private let reader: ItemReader
    private let batch: Batch
    private let inlet: any Inlet
    private var store: any Store
    private let limit: Int
    private var dice: Dice
    private var phase = Phase.idle
    private var taken = Moment(microseconds: 0)

    /// - Parameter limit: messages per batch; 100 to 250 is the knee (`Ops/Docs/performance.md`).
    package init(
        queue: QueueName, duties: [Duty], inlet: any Inlet, store: any Store, context: Context, dice: Dice, limit: Int
    ) {
        let own = duties.filter { $0.queue == queue }
        reader = ItemReader(
            queue: queue, duties: Dictionary(own.map { ($0.type, $0) }, uniquingKeysWith: { first, _ in first }),
            codec: context.codec)
        batch = Batch(queue: queue, duties: duties, context: context)
        self.inlet = inlet
        self.store = store
        self.limit = limit
        self.dice = dice
    }

    private var context: Context { batch.context }

    /// True where no batch is in hand: the moment to stop, or to look at settings.
    package var isIdle: Bool {
        if case .idle = phase { true } else { false }
    }

    package mutating func adopt(_ store: any Store) {
        self.store = store
        if case .decided(_, let groups, let last, _) = phase { phase = .working(groups, last: last) }
    }

    /// Does the next step. Waits up to `patience` where there is nothing to take; returns nil then.
    ///
    /// After `transient` the batch is still in hand and the step may be tried again (its transaction is rolled back). After
    /// a failure of the inlet, or to give up, throw the runner away: the broker delivers again.
    package mutating func step(patience: Pause) throws(Failure) -> Step? {
        switch phase {
        case .idle:
            let deliveries = try inlet.take(upTo: limit, within: patience)
            guard let last = deliveries.last else { return nil }
            taken = context.clock()
            phase = .working(groups(of: deliveries), last: last.token)
            return done(.taken)
        case .working(let groups, let last):
            guard let group = groups.first else {
                try inlet.acknowledge(through: last)
                context.meter.ackLag.observe(context.clock().seconds(since: taken))
                phase = .idle
                return done(.acknowledged)
            }
            return try decide(group, groups, last)
        case .decided(let changes, let groups, let last, let opened):
            return try commit(changes, groups, last, opened)
        case .committed(let rows, let groups, let last):
            context.handover.give(rows)
            phase = .working(Array(groups.dropFirst()), last: last)
            return done(.handedOver)
        }
    }

    // MARK: Steps

    private mutating func decide(_ group: Group, _ groups: [Group], _ last: DeliveryToken) throws(Failure) -> Step {
        var items: [Item] = []
        var mark: UInt128?
        if group.isSuspect, let suspect = group.deliveries.first {
            let own = context.codec.mark(of: suspect)
            let starts = try store.noteStart(of: own, queue: batch.queue, by: context.process)
            mark = own
            _ = done(.marked)
            if starts > 2 {
                items = [
                    reader.dead(
                        suspect, .poison, field: nil, "started \(starts - 1) times and never finished", attempts: starts - 1)
                ]
            }
        }
        if items.isEmpty {
            items.reserveCapacity(group.deliveries.count)
            for place in group.deliveries.indices { items.append(reader.read(group.deliveries[place])) }
        }
        let works = try batch.works(of: items) { inlet.attend() }
        if items.contains(where: \.isCollective) { _ = done(.performed) }
        let begun = context.clock()
        do throws(Failure) {
            let answer = try store.open(batch.question(for: items, works: works))
            _ = done(.opened)
            var changes = try batch.decide(
                items, works: works, answer: answer, conflict: group.conflict, at: context.clock(), dice: &dice)
            if let mark { changes.finishedMarks.append(mark) }
            changes.isHandedOver = !context.handover.isFull(for: changes.outbox.count)
            phase = .decided(changes, groups, last: last, opened: begun)
            return done(.decided)
        } catch {
            return try split(group, groups, last, after: error)
        }
    }

    private mutating func commit(
        _ changes: Changes, _ groups: [Group], _ last: DeliveryToken, _ opened: Moment
    ) throws(Failure) -> Step {
        do throws(Failure) {
            let ids = try store.commit(changes)
            context.meter.add(.batches)
            context.meter.batchSize.observe(Double(groups.first?.deliveries.count ?? 0))
            context.meter.commitSeconds.observe(context.clock().seconds(since: opened))
            let rows = changes.isHandedOver ? zip(ids, changes.outbox).map { OutboxRow(id: $0, entry: $1) } : []
            phase = .committed(rows, groups, last: last)
            return done(.committed)
        } catch {
            guard let group = groups.first else { throw error }
            phase = .working(groups, last: last)
            return try split(group, groups, last, after: error)
        }
    }

    /// A failure that belongs to one message: halves of the batch are tried by themselves, until the guilty one is alone and
    /// gets its own verdict. The others share a transaction all the while.
    private mutating func split(
        _ group: Group, _ groups: [Group], _ last: DeliveryToken, after failure: Failure
    ) throws(Failure) -> Step {
        store.rollback()
        let rest = groups.dropFirst()
        switch failure {
        case .transient, .fatal:
            throw failure
        case .conflict, .malformed:
            context.meter.add(.replays)
        }
        if group.deliveries.count > 1 {
            let middle = group.deliveries.count / 2
            let halves = [group.deliveries[..<middle], group.deliveries[middle...]].map { Group(deliveries: Array($0)) }
            phase = .working(halves + rest, last: last)
            return done(.opened)
        }
        guard let guilty = group.deliveries.first else { throw failure }
        var changed = group
        if case .conflict(let constraint, _) = failure, group.conflict == nil {
            changed.conflict = constraint
            phase = .working([changed] + rest, last: last)
            return done(.opened)
        }
        // The message cannot be written, even knowing why: it waits for a person.
        let item = reader.read(guilty)
        var field: String?
        if case .malformed(let name, _) = failure { field = name }
        let dead = reader.dead(
            guilty, .exhausted, field: field, failure.message, item.event?.opened.event.envelope,
            attempts: (item.event?.opened.attempt ?? 0) + 1)
        _ = try store.open(batch.question(for: [dead], works: [nil]))
        var changes = try batch.decide(
            [dead], works: [nil], answer: Answer(), conflict: nil, at: context.clock(), dice: &dice)
        if group.isSuspect { changes.finishedMarks.append(context.codec.mark(of: guilty)) }
        phase = .decided(changes, [changed] + rest, last: last, opened: context.clock())
        return done(.decided)
    }

    private func groups(of deliveries: [Delivery]) -> [Group] {
        context.meter.add(.taken, deliveries.count)
        // Seldom is any: then there is nothing to sort out, and nothing to copy.
        if deliveries.indices.allSatisfy({ !deliveries[$0].redelivered }) { return [Group(deliveries: deliveries)] }
        let firsts = deliveries.filter { !$0.redelivered }
        let suspects = deliveries.filter(\.redelivered)
        context.meter.add(.redelivered, suspects.count)
        return (firsts.isEmpty ? [] : [Group(deliveries: firsts)])
            + suspects.map { Group(deliveries: [$0], isSuspect: true) }
    }

    private func done(_ step: Step) -> Step {
        context.step(step)
        return step
    }
}

extension Item {
    var isCollective: Bool {
        if case .event(let event) = content, case .collective = event.reading { true } else { false }
    }

    /// What a decider has to do; nil for dead letters, refusals and effects.
    var work: Work? {
        if case .event(let event) = content, case .work(let work) = event.reading { work } else { nil }
    }
}

extension Batch {
    init(queue: QueueName, duties: [Duty], context: Context) {
        self.init(
            queue: queue,
            entities: Dictionary(duties.map { ($0.entity.table, $0.entity) }, uniquingKeysWith: { first, _ in first }),
            context: context,
            destinations: Dictionary(
                duties.map { ($0.type, ($0.queue, "/guichet/to/\($0.queue.shortName)")) }, uniquingKeysWith: { first, _ in first }
            ),
            producers: Dictionary(duties.map { ($0.type, $0.producers) }, uniquingKeysWith: { first, _ in first }))
    }
}
