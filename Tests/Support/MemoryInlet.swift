package import Core

/// A consumer of a `MemoryBroker`.
package final class MemoryInlet: Inlet {
    private let broker: MemoryBroker
    private let queue: QueueName
    private let prefetch: Int
    private let epoch: UInt64
    private var lastTag: UInt64 = 0
    private var unacked: [(tag: UInt64, message: MemoryBroker.Message)] = []
    private var arrived: [Delivery] = []
    private var isCancelled = false
    private var isClosed = false
    /// True once the connection is gone. The owner learns it at its next call.
    package private(set) var isLost = false

    package let descriptor: Int32 = -1

    init(_ broker: MemoryBroker, _ queue: QueueName, prefetch: Int, epoch: UInt64) {
        self.broker = broker
        self.queue = queue
        self.prefetch = prefetch
        self.epoch = epoch
    }

    /// Messages that were delivered and not acknowledged.
    package var held: [MemoryBroker.Message] { unacked.map(\.message) }

    package func take(upTo limit: Int, within patience: Pause) throws(Failure) -> [Delivery] {
        try check()
        fill()
        let taken = Array(arrived.prefix(limit))
        arrived.removeFirst(taken.count)
        return taken
    }

    package func acknowledge(through token: DeliveryToken) throws(Failure) {
        try check()
        guard token.epoch == epoch else { return }
        guard unacked.contains(where: { $0.tag == token.tag }) else {
            throw .fatal("unknown delivery tag \(token.tag)")
        }
        let count = unacked.count
        unacked.removeAll { $0.tag <= token.tag }
        broker.settled(count - unacked.count, of: queue)
    }

    package func attend() {
        if !isLost && !isClosed { fill() }
    }

    package func cancel() throws(Failure) {
        try check()
        isCancelled = true
        arrived = []
    }

    package func close() {
        isClosed = true
        lose()
    }

    /// The connection breaks.
    package func lose() {
        if isLost { return }
        isLost = true
        arrived = []
        broker.giveBack(unacked.map(\.message), to: queue)
        unacked = []
    }

    package func check() throws(Failure) {
        if isLost || isClosed { throw .transient("the connection to the broker was lost") }
    }

    private func fill() {
        while !isCancelled, unacked.count < prefetch, let message = broker.next(of: queue) {
            lastTag += 1
            unacked.append((lastTag, message))
            arrived.append(
                Delivery(
                    token: DeliveryToken(epoch: epoch, tag: lastTag), exchange: message.exchange,
                    routingKey: message.routingKey, redelivered: message.isRedelivered, properties: message.properties,
                    body: message.body))
        }
    }
}
