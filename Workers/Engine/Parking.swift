import Core

/// Makes the row of a message that waits: what will be published when the waiting is over, to its queue alone.
struct Parking {
    let queue: QueueName
    let codec: any Codec

    func entry(
        for opened: Opened, _ duty: Duty, due: Moment?, reason: String, attempt: Int
    ) throws(Failure) -> ParkedEntry {
        let envelope = opened.event.envelope
        var message = codec.entry(
            for: opened.event, exchange: Topology.requeue, routingKey: "\(queue).\(envelope.type)")
        message.properties.headers["guichet-attempt"] = .integer(Int64(attempt))
        if let actor = envelope.actor { message.properties.headers["guichet-actor"] = .string(actor) }
        if let replyTo = envelope.replyTo { message.properties.headers["guichet-reply-to"] = .string(replyTo) }
        if duty.carriesSecrets {
            message.body = try codec.seal(message.body)
            message.isSealed = true
        }
        return ParkedEntry(
            claim: opened.claim, queue: queue, envelope: envelope, message: message, due: due, reason: reason,
            attempt: attempt)
    }
}
