import Core

/// A channel for each event kind (an exchange and a routing key), for each queue, for each exchange, and for the answers.
enum AsyncChannels {
    static let refused = "refused"
    static let answers = "answers"

    static func all(of duties: [Duty], topology: Topology) -> Object {
        var channels = Object()
        for duty in duties { channels[duty.type.name] = event(duty, topology) }
        channels[refused] = [
            "address": "refused.{type}", "title": "Refused events",
            "description": "What a rule or the schema forbids, with every reason.",
            "parameters": ["type": ["description": "the type of the refused event"]],
            "messages": ["refused": AsyncAPI.reference("components", "messages", "refused")],
            "bindings": exchangeBinding(topology.exchanges.first { $0.name == Topology.events }),
        ]
        channels[answers] = [
            "address": .null, "title": "Outcomes",
            "description": "The queue that an event's reply-to names: amq.rabbitmq.reply-to, or a queue of the producer's own.",
            "messages": [
                "accepted": AsyncAPI.reference("components", "messages", "accepted"),
                "refused": AsyncAPI.reference("components", "messages", "refused"),
            ],
        ]
        for queue in topology.queues { channels["queue.\(queue.name)"] = self.queue(queue, topology, duties) }
        for exchange in topology.exchanges { channels["exchange.\(exchange.name)"] = self.exchange(exchange) }
        return channels
    }

    private static func event(_ duty: Duty, _ topology: Topology) -> Value {
        [
            "address": .string(duty.type.name), "title": .string(duty.type.name), "description": .string(duty.meaning),
            "messages": [
                "structured": AsyncAPI.reference("components", "messages", duty.type.name),
                "binary": AsyncAPI.reference("components", "messages", "\(duty.type).binary"),
            ],
            "bindings": exchangeBinding(topology.exchanges.first { $0.name == Topology.events }),
        ]
    }

    private static func exchange(_ exchange: Topology.Exchange) -> Value {
        var channel: Object = [
            "address": .null, "title": .string("Exchange \(exchange.name)"), "bindings": exchangeBinding(exchange),
        ]
        if let alternate = exchange.alternate { channel["x-alternate-exchange"] = .string(alternate) }
        return .object(channel)
    }

    private static func exchangeBinding(_ exchange: Topology.Exchange?) -> Value {
        guard let exchange else { return [:] }
        return [
            "amqp": [
                "is": "routingKey",
                "exchange": [
                    "name": .string(exchange.name), "type": .string(exchange.kind), "durable": true, "autoDelete": false,
                    "vhost": "/",
                ],
                "bindingVersion": "0.3.0",
            ]
        ]
    }

    private static func queue(_ queue: Topology.Queue, _ topology: Topology, _ duties: [Duty]) -> Value {
        var messages = Object()
        for duty in duties where duty.queue == queue.name {
            messages[duty.type.name] = AsyncAPI.reference("components", "messages", duty.type.name)
            messages["\(duty.type).binary"] = AsyncAPI.reference("components", "messages", "\(duty.type).binary")
        }
        return [
            "address": .string(queue.name.name), "title": .string("Queue \(queue.name)"), "messages": .object(messages),
            "bindings": [
                "amqp": [
                    "is": "queue",
                    "queue": [
                        "name": .string(queue.name.name), "durable": true, "exclusive": false, "autoDelete": false,
                        "vhost": "/",
                    ],
                    "bindingVersion": "0.3.0",
                ]
            ],
            "x-arguments": .object(queue.arguments),
            "x-bindings": .array(
                topology.bindings.filter { $0.queue == queue.name }.map {
                    ["exchange": .string($0.exchange), "routingKey": .string($0.key)]
                }),
        ]
    }
}
