import CRabbitMQ
package import Core

/// Publishes one message and waits for its answer on the broker's direct reply-to: no queue is declared, so no permission to
/// configure is needed. One connection, one question at a time.
package final class RabbitAnswers {
    package enum Answer: Hashable, Sendable {
        case answered(Delivery)
        /// It was accepted, and nobody answered in time.
        case silent
        /// No queue wanted it.
        case returned(reason: String)
        /// The broker refused it: try again later.
        case refused
    }

    private static let pseudoQueue = "amq.rabbitmq.reply-to"

    private let link: RabbitLink
    private let channel: UInt16
    private var writer: ParcelWriter
    private var window = ConfirmWindow(capacity: 1)
    private var reader: DeliveryReader
    private var event = rabbit_event()

    package init(at url: RabbitURL) throws(Failure) {
        let link = try RabbitLink(to: url, "asking")
        let channel = try link.openChannel()
        let epoch = Epoch.next()
        try link.call { rabbit_consume($0, channel, Self.pseudoQueue, "guichet-\(epoch)", true, $1) }
        try link.call { rabbit_select_confirms($0, channel, $1) }
        self.link = link
        self.channel = channel
        writer = ParcelWriter(for: link)
        reader = DeliveryReader(epoch: epoch)
    }

    /// An answer belongs to the question where its correlation id is the question's, or where one of the two has none.
    package func ask(_ parcel: Parcel, within patience: Pause) throws(Failure) -> Answer {
        link.touch()
        while try link.step(&event) {}
        if let reason = writer.fault(layingOut: parcel, mark: window.next, replyTo: Self.pseudoQueue) {
            return .returned(reason: reason)
        }
        let deadline = Ticks.now() + Ticks.from(patience)
        window.add(parcel.id, deadline: deadline)
        try writer.send(parcel, over: link, on: channel)
        repeat {
            link.touch()
            while try link.step(&event) {
                if let answer = read(for: parcel.properties.correlationId) { return answer }
            }
            _ = link.wait(until: deadline)
        } while Ticks.now() < deadline
        if window.unsettled > 0 { throw link.lose(.transient("asking: the broker confirmed nothing in time")) }
        return .silent
    }

    package func close() { link.close() }

    private func read(for correlation: String?) -> Answer? {
        var settled: [Settlement] = []
        switch event.kind {
        case rabbit_delivered:
            let delivery = reader.delivery(event)
            let theirs = delivery.properties.correlationId
            return theirs == nil || correlation == nil || theirs == correlation ? .answered(delivery) : nil
        case rabbit_returned:
            window.markReturned(window.next - 1, reason: "\(event.code) \(event.text.text ?? "")")
        case rabbit_acked, rabbit_nacked:
            window.settle(event.tag, multiple: event.multiple, accepted: event.kind == rabbit_acked, into: &settled)
        default: break
        }
        switch settled.first {
        case .returned(_, let reason): return .returned(reason: reason)
        case .refused: return .refused
        case .confirmed, nil: return nil
        }
    }
}
