package import Core

/// How a dead letter goes back: the same message, with the same identity, so that it still has its effect once.
extension DeadLetter {
    /// A message no queue wanted is published again as its producer did: a queue may want it now. Every other goes to its
    /// queue alone, with all its tries before it.
    package var requeued: OutboxEntry {
        var properties = properties
        properties.headers[WireHeader.attempt] = nil
        let addressee = addressee
        // What came through the requeue exchange says its actor itself; what did not has it from the broker.
        if addressee != nil, exchange != Topology.requeue, let user = properties.userId,
            properties.headers[WireHeader.actor] == nil
        {
            properties.headers[WireHeader.actor] = .string(user)
        }
        return OutboxEntry(
            exchange: addressee == nil ? Topology.events : Topology.requeue,
            routingKey: addressee.map { "\($0).\(typeName)" } ?? typeName, properties: properties, body: body,
            isSealed: isSealed, cause: eventId)
    }

    /// The message as its queue will get it. A sealed body must be unsealed first.
    package func delivery(of body: [UInt8]) -> Delivery {
        let entry = requeued
        return Delivery(
            token: DeliveryToken(epoch: 0, tag: 1), exchange: entry.exchange, routingKey: entry.routingKey,
            redelivered: false, properties: entry.properties, body: body)
    }

    /// The queue that is to work on it; nil where only the exchange can tell.
    package var addressee: QueueName? {
        if kind == .unroutable { return nil }
        guard kind == .undelivered else { return queue }
        // The broker writes where it was before it gave it up.
        return properties.headers["x-first-death-queue"]?.string.map { QueueName($0) }
    }

    /// The event's type, from the key it was published under.
    var typeName: String {
        guard exchange == Topology.requeue else { return routingKey }
        // `guichet.account.account.signup.requested`: two words of the queue come first.
        let words = routingKey.split(separator: ".", maxSplits: 2, omittingEmptySubsequences: false)
        return words.count == 3 ? String(words[2]) : routingKey
    }
}
