package import Core

extension WireCodec {
    package func open(_ delivery: Delivery, from queue: QueueName) throws(Failure) -> Opened {
        let attributes = try attributes(of: delivery)
        try attributes.checkForm()
        let isOurs = delivery.exchange == Topology.requeue
        let type = try Attributes.required(attributes.type, "type")
        try check(type: type, against: delivery, isOurs ? queue : nil)
        let id = try Attributes.required(attributes.id, "id")
        if let messageId = delivery.properties.messageId, messageId != id {
            throw .malformed(field: "message-id", message: "not the event's id")
        }
        let circumstances = try isOurs ? Round(delivery.properties) : Round(first: delivery.properties)
        let envelope = Envelope(
            id: id, source: try Attributes.required(attributes.source, "source"), type: EventType(type),
            subject: try Attributes.text(attributes.subject, "subject"), time: try attributes.checkedTime(),
            sequence: try attributes.checkedSequence(), traceparent: TraceParent.wellFormed(attributes.traceparent),
            actor: circumstances.actor, replyTo: circumstances.replyTo)
        let data = try attributes.checkedData()
        return Opened(
            event: Event(envelope: envelope, data: data), claim: try claim(for: envelope, on: queue),
            attempt: circumstances.attempt)
    }

    /// The event, its data, and in that what few rules look into.
    private static let detailsDepth = 3

    private func attributes(of delivery: Delivery) throws(Failure) -> Attributes {
        switch try ContentType(delivery.properties.contentType) {
        case .structured:
            if let attributes = JSONText.plainEvent(
                delivery.body, routingKey: delivery.routingKey, keepingDepth: Self.detailsDepth)
            {
                return attributes
            }
            let value = try JSONText.parse(delivery.body, keepingDepth: Self.detailsDepth)
            guard case .object(let event) = value else {
                throw .malformed(field: "data", message: "the event is \(value.kindName), not an object")
            }
            return try Attributes(event: event)
        case .binary:
            let data = delivery.body.isEmpty ? nil : try JSONText.parse(delivery.body, keepingDepth: Self.detailsDepth - 1)
            return try Attributes(headers: delivery.properties.headers, data: data)
        }
    }

    /// The broker checks who may publish under a routing key, so the type must be the routing key. A message sent to one
    /// queue alone has the queue's name before it.
    private func check(type: String, against delivery: Delivery, _ addressee: QueueName?) throws(Failure) {
        if let addressee {
            guard delivery.routingKey == "\(addressee).\(type)" else {
                throw .malformed(field: "type", message: "not the routing key after this queue's name")
            }
        } else if delivery.routingKey != type {
            throw .malformed(field: "type", message: "not the routing key")
        }
        if let property = delivery.properties.type, property != type {
            throw .malformed(field: "type", message: "not the AMQP property of that name")
        }
    }
}

/// What the message is on: its first round, or one that the pipeline itself sent it on, with what the first one said.
private struct Round {
    var attempt = 0
    var actor: String?
    var replyTo: String?

    init(first properties: Properties) throws(Failure) {
        actor = properties.userId
        replyTo = try Self.outside(properties.replyTo)
    }

    init(_ properties: Properties) throws(Failure) {
        actor = try Attributes.text(properties.headers[WireHeader.actor], WireHeader.actor) ?? properties.userId
        let before = try Attributes.text(properties.headers[WireHeader.replyTo], WireHeader.replyTo)
        replyTo = try Self.outside(before ?? properties.replyTo)
        switch properties.headers[WireHeader.attempt] {
        case nil, .null: break
        case .integer(let count) where count >= 0: attempt = Int(count)
        default: throw .malformed(field: WireHeader.attempt, message: "not a number of tries")
        }
    }

    /// An outcome may not be sent to the pipeline's own queues: it would be read there as an event.
    private static func outside(_ queue: String?) throws(Failure) -> String? {
        guard let queue, !queue.isEmpty else { return nil }
        guard !queue.utf8.starts(with: "guichet.".utf8) else {
            throw .malformed(field: "reply-to", message: "a queue of the pipeline itself")
        }
        return try Attributes.checked(queue, "reply-to")
    }
}

/// What a message keeps of its first delivery when the pipeline sends it round again.
enum WireHeader {
    static let attempt = "guichet-attempt"
    static let actor = "guichet-actor"
    static let replyTo = "guichet-reply-to"
}
