import CRabbitMQ
package import Core

/// The deliveries of one queue, over one connection and one channel.
///
/// The prefetch is fixed for life, since a quorum queue cannot change it under a consumer; whoever wants more of a queue
/// opens more inlets. The consumer's tag is used once: consuming again under an old tag kills the connection on 3.10.8.
package final class RabbitInlet: Inlet {
    private let link: RabbitLink
    private let channel: UInt16
    private let epoch: UInt64
    private let tag: String
    private let wake: Int32
    private let isStopping: @Sendable () -> Bool
    private var reader: DeliveryReader
    private var arrived = DeliveryBuffer()
    private var event = rabbit_event()
    private var acknowledged: UInt64 = 0
    private var isCancelled = false

    /// `wake` is a descriptor that ends a `take` early by being readable; it is left unread. A `take` also ends where
    /// `isStopping` is true, which is asked before each wait.
    package init(
        from queue: QueueName, at url: RabbitURL, prefetch: UInt16 = 1000, wake: Int32 = -1,
        isStopping: @escaping @Sendable () -> Bool = { false }
    ) throws(Failure) {
        let link = try RabbitLink(to: url, "consuming \(queue)")
        let channel = try link.openChannel()
        let epoch = Epoch.next()
        let tag = "guichet-\(epoch)"
        try link.call { rabbit_limit($0, channel, max(1, prefetch), $1) }
        try link.call { rabbit_consume($0, channel, queue.name, tag, false, $1) }
        self.link = link
        self.channel = channel
        self.epoch = epoch
        self.tag = tag
        self.wake = wake
        self.isStopping = isStopping
        reader = DeliveryReader(epoch: epoch)
    }

    package var descriptor: Int32 { link.descriptor }

    package func take(upTo limit: Int, within patience: Pause) throws(Failure) -> [Delivery] {
        try pump(upTo: limit)
        if arrived.isEmpty && patience > .zero { try waitForFirst(limit, until: Ticks.now() + Ticks.from(patience)) }
        return arrived.take(limit)
    }

    private func waitForFirst(_ limit: Int, until deadline: Int64) throws(Failure) {
        while arrived.isEmpty && !isCancelled && !isStopping() && Ticks.now() < deadline {
            let isWoken = link.wait(until: deadline, or: wake)
            try pump(upTo: limit)
            if isWoken { return }
        }
    }

    package func check() throws(Failure) { try pump(upTo: .max) }

    package func attend() {
        // What is lost is thrown by the next call of substance.
        do { try pump(upTo: .max) } catch { link.lose(error) }
    }

    /// Reads until `limit` deliveries wait here, or nothing more has arrived.
    private func pump(upTo limit: Int) throws(Failure) {
        link.touch()
        while arrived.count < limit, try link.step(&event) {
            switch event.kind {
            case rabbit_delivered where !isCancelled: arrived.append(reader.delivery(event))
            case rabbit_cancelled:
                throw link.lose(.transient("the broker cancelled \(tag): its queue was deleted or moved"))
            default: break
            }
        }
    }

    package func acknowledge(through token: DeliveryToken) throws(Failure) {
        guard token.epoch == epoch, token.tag > acknowledged else { return }
        let channel = channel
        try link.write { rabbit_acknowledge($0, channel, token.tag, true) }
        acknowledged = token.tag
    }

    package func cancel() throws(Failure) {
        guard !isCancelled else { return }
        let (channel, tag) = (channel, tag)
        try link.write { rabbit_cancel($0, channel, tag) }
        isCancelled = true
        arrived = DeliveryBuffer()
        let deadline = Ticks.now() + Ticks.from(.seconds(5))
        while Ticks.now() < deadline {
            link.touch()
            while try link.step(&event) { if event.kind == rabbit_cancel_ok { return } }
            _ = link.wait(until: deadline)
        }
    }

    package func close() {
        arrived = DeliveryBuffer()
        link.close()
    }

    /// As if the network had failed: for tests.
    func cut() { link.cut() }
}
