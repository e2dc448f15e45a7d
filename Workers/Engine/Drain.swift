package import Core

/// Empties a queue of lost messages (`guichet.unroutable`, `guichet.dead`) into the dead-letter table.
package struct Drain {
    private let queue: QueueName
    private let kind: DeadLetter.Kind
    private let reader: ItemReader
    private let inlet: any Inlet
    private var store: any Store
    private let context: Context
    private var hand: [Delivery] = []

    /// - Parameter duties: of the whole roster, so that a body with a secret is sealed.
    package init(
        queue: QueueName, duties: [Duty], inlet: any Inlet, store: any Store, context: Context
    ) {
        self.queue = queue
        kind = queue.name == Topology.dead ? .undelivered : .unroutable
        reader = ItemReader(
            queue: queue, duties: Dictionary(duties.map { ($0.type, $0) }, uniquingKeysWith: { first, _ in first }),
            codec: context.codec)
        self.inlet = inlet
        self.store = store
        self.context = context
    }

    package var isIdle: Bool { hand.isEmpty }

    package mutating func adopt(_ store: any Store) {
        self.store = store
    }

    /// As `BatchRunner.step`: one step is a whole batch here, because nothing is decided.
    package mutating func step(patience: Pause) throws(Failure) -> Step? {
        if hand.isEmpty { hand = try inlet.take(upTo: 100, within: patience) }
        guard let last = hand.last else { return nil }
        var changes = Changes()
        for delivery in hand {
            // A refusal nobody listens to is kept with the refused event's claim.
            if kind == .unroutable, delivery.routingKey.hasPrefix("refused.") { continue }
            let envelope: Envelope?
            do throws(Failure) { envelope = try context.codec.open(delivery, from: queue).event.envelope } catch {
                envelope = nil
            }
            let item = reader.dead(delivery, kind, field: kind == .unroutable ? "type" : nil, reason(delivery), envelope)
            if case .dead(let letter) = item.content { changes.dead.append(letter) }
        }
        if !changes.dead.isEmpty {
            do throws(Failure) {
                _ = try store.open(Question(queue: queue))
                _ = try store.commit(changes)
            } catch {
                store.rollback()
                throw error
            }
            context.meter.add(.drained, changes.dead.count)
            context.meter.add(.deadLetters, changes.dead.count)
        }
        context.step(.drained)
        try inlet.acknowledge(through: last.token)
        hand = []
        return .drained
    }

    private func reason(_ delivery: Delivery) -> String {
        kind == .unroutable
            ? "no queue is bound to “\(delivery.routingKey)”"
            : "the broker gave up on it: \(delivery.properties.headers["x-first-death-reason"]?.string ?? "no reason given")"
    }
}
