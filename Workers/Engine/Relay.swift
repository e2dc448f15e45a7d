package import Core

/// Publishes what was committed, with confirms, and forgets it. Never inside a transaction.
///
/// Two sources: rows that workers of this process hand over right after their commit, and a sweep of the outbox for what a
/// crash left behind. A row that is published twice meets the inbox; a row that is not published is swept again.
package struct Relay {
    private let outlet: any Outlet
    /// Answers to `amq.rabbitmq.reply-to.…` go over a connection of their own: a forged one makes RabbitMQ 3.10 close the
    /// connection it came over, and what a producer wrote into `reply-to` must stop nobody's events.
    private let answers: AnswerLane
    private let outbox: any Outbox
    private let context: Context
    /// Rows under way, by id.
    private var underWay: [Int64: OutboxRow] = [:]
    private var waiting: ArraySlice<OutboxRow> = []
    /// The room there is when nothing is under way.
    private var wholeRoom = 0
    private var published: [Int64] = []
    private var nextSweep = Moment(microseconds: .min)

    /// Long enough for a confirm; a crash delays what was under way by no more.
    package static let leaseLife = Pause.seconds(10)
    private static let sweepPause = Pause.seconds(1)
    private static let sweepLimit = 500
    private static let forgetLimit = 1000

    /// - Parameter answering: makes the connection for direct answers, when there is one to send.
    package init(
        outlet: any Outlet, answering: @escaping () throws(Failure) -> any Outlet, outbox: any Outbox, context: Context
    ) {
        self.outlet = outlet
        answers = AnswerLane(making: answering, context: context)
        self.outbox = outbox
        self.context = context
    }

    /// True where nothing is under way or waiting: the moment to stop.
    package var isIdle: Bool {
        answers.isEmpty && underWay.isEmpty && waiting.isEmpty && published.isEmpty && context.handover.isEmpty
    }

    /// Rows under way and waiting.
    package var load: Int { underWay.count + waiting.count }

    /// One round: take, send, settle, forget. Waits up to `patience` where there is nothing to do.
    ///
    /// After a failure throw the relay away: what was under way is swept when its lease ends.
    package mutating func turn(patience: Pause) throws(Failure) {
        if waiting.isEmpty { waiting = context.handover.takeAll()[...] }
        try sweepIfDue()
        try send()
        let isBusy = !waiting.isEmpty && hasRoom
        let settlements = try outlet.settle(within: isBusy || published.count >= Relay.forgetLimit ? .zero : patience)
        for settlement in settlements { try settle(settlement) }
        published += answers.settle()
        if !settlements.isEmpty { step(.confirmed) }
        if published.count >= Relay.forgetLimit || (settlements.isEmpty && !published.isEmpty) || underWay.isEmpty {
            try forget()
        }
    }

    private mutating func sweepIfDue() throws(Failure) {
        let now = context.clock()
        guard waiting.isEmpty, now >= nextSweep, !outlet.isBlocked else { return }
        let rows = try outbox.lease(upTo: Relay.sweepLimit, until: now.adding(Relay.leaseLife), now: now)
        nextSweep = rows.count == Relay.sweepLimit ? now : now.adding(Relay.sweepPause)
        if rows.isEmpty { return }
        context.meter.add(.swept, rows.count)
        waiting = rows.filter { underWay[$0.id] == nil }[...]
        step(.swept)
    }

    /// Room for all, or else for a fair part of the window: parcels one by one, as each is confirmed, cost the broker and the
    /// network as much again as parcels together.
    private var hasRoom: Bool {
        let room = outlet.room
        return room > 0 && (room >= waiting.count || room >= wholeRoom / 4)
    }

    private mutating func send() throws(Failure) {
        var count = 0
        let room = outlet.room
        wholeRoom = max(wholeRoom, room)
        guard hasRoom else { return }
        for row in waiting.prefix(room) {
            count += 1
            guard underWay[row.id] == nil else { continue }
            if AnswerLane.takes(row) {
                published += answers.send(row)
                continue
            }
            let body: [UInt8]
            do throws(Failure) {
                body = row.entry.isSealed ? try context.codec.unseal(row.entry.body) : row.entry.body
            } catch {
                try outbox.bury(row.id, reason: "cannot be unsealed: \(error.message)")
                continue
            }
            underWay[row.id] = row
            try outlet.send(
                Parcel(
                    id: row.id, exchange: row.entry.exchange, routingKey: row.entry.routingKey,
                    properties: row.entry.properties, body: body))
        }
        waiting = waiting.dropFirst(count)
        if count > 0 { step(.sent) }
    }

    private mutating func settle(_ settlement: Settlement) throws(Failure) {
        switch settlement {
        case .confirmed(let id):
            if underWay.removeValue(forKey: id) != nil {
                published.append(id)
                context.meter.add(.published)
            }
        case .refused(let id):
            underWay[id] = nil
            context.meter.add(.refusedByBroker)
        case .returned(let id, let reason):
            context.meter.add(.returned)
            guard let row = underWay.removeValue(forKey: id) else { return }
            if row.entry.exchange.isEmpty {
                // An answer whose asker is gone.
                published.append(id)
            } else {
                try outbox.bury(id, reason: reason)
            }
        }
    }

    private mutating func forget() throws(Failure) {
        if published.isEmpty { return }
        try outbox.forget(published)
        published.removeAll(keepingCapacity: true)
        step(.forgotten)
    }

    private func step(_ step: Step) { context.step(step) }
}
