package import Core

extension WireCodec {
    package func entry(for event: Event, exchange: String, routingKey: String) -> OutboxEntry {
        let envelope = event.envelope
        var body: [UInt8] = []
        body.reserveCapacity(1000)
        JSONText.append("{\"specversion\":\"1.0\",\"id\":" as StaticString, to: &body)
        JSONText.append(envelope.id, to: &body)
        JSONText.append(",\"source\":" as StaticString, to: &body)
        JSONText.append(envelope.source, to: &body)
        JSONText.append(",\"type\":" as StaticString, to: &body)
        JSONText.append(envelope.type.name, to: &body)
        if let subject = envelope.subject {
            JSONText.append(",\"subject\":" as StaticString, to: &body)
            JSONText.append(subject, to: &body)
        }
        if let time = envelope.time {
            JSONText.append(",\"time\":" as StaticString, to: &body)
            JSONText.append(time.description, to: &body)
        }
        if let sequence = envelope.sequence {
            JSONText.append(",\"sequence\":" as StaticString, to: &body)
            JSONText.append(.integer(sequence), to: &body)
        }
        if let traceparent = envelope.traceparent {
            JSONText.append(",\"traceparent\":" as StaticString, to: &body)
            JSONText.append(traceparent, to: &body)
        }
        JSONText.append(",\"datacontenttype\":\"application/json\",\"data\":" as StaticString, to: &body)
        JSONText.append(event.data, to: &body)
        body.append(UInt8(ascii: "}"))
        return OutboxEntry(
            exchange: exchange, routingKey: routingKey,
            properties: Properties(
                contentType: ContentType.event, messageId: envelope.id, type: envelope.type.name,
                headers: exchange == Topology.requeue ? headers(for: envelope) : Object()),
            body: body)
    }

    /// The AMQP properties cannot say these twice: `user-id` would have to be ours, and `reply-to` is for outcomes.
    private func headers(for envelope: Envelope) -> Object {
        var headers = Object()
        if let actor = envelope.actor { headers[WireHeader.actor] = .string(actor) }
        if let replyTo = envelope.replyTo { headers[WireHeader.replyTo] = .string(replyTo) }
        return headers
    }
}
