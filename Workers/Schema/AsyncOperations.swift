import Core

/// What the pipeline receives of each kind, and what it sends.
enum AsyncOperations {
    static func all(of duties: [Duty]) -> Object {
        var operations = Object()
        for duty in duties {
            operations["receive.\(duty.type)"] = receive(duty)
            if duty.producers.contains(.guichet) { operations["send.\(duty.type)"] = send(duty) }
        }
        operations["send.refused"] = [
            "action": "send", "channel": AsyncAPI.reference("channels", AsyncChannels.refused),
            "summary": "Tells everybody who binds a queue to it why an event was refused.",
            "messages": [AsyncAPI.reference("channels", AsyncChannels.refused, "messages", "refused")],
            "bindings": sending,
        ]
        return operations
    }

    private static func receive(_ duty: Duty) -> Value {
        [
            "action": "receive", "channel": AsyncAPI.reference("channels", duty.type.name),
            "summary": .string(duty.meaning),
            "messages": .array(
                ["structured", "binary"].map { AsyncAPI.reference("channels", duty.type.name, "messages", $0) }),
            "bindings": ["amqp": ["ack": true, "bindingVersion": "0.3.0"]],
            "reply": [
                "address": ["location": "$message.header#/reply_to", "description": "the AMQP property reply-to"],
                "channel": AsyncAPI.reference("channels", AsyncChannels.answers),
                "messages": .array(
                    ["accepted", "refused"].map {
                        AsyncAPI.reference("channels", AsyncChannels.answers, "messages", $0)
                    }),
            ],
            "x-producers": .array(duty.producers.map { .string($0.rawValue) }),
            "x-queue": .string(duty.queue.name),
        ]
    }

    private static func send(_ duty: Duty) -> Value {
        [
            "action": "send", "channel": AsyncAPI.reference("channels", duty.type.name), "summary": .string(duty.meaning),
            "messages": [AsyncAPI.reference("channels", duty.type.name, "messages", "structured")],
            "bindings": sending,
        ]
    }

    private static let sending: Value = ["amqp": ["deliveryMode": 2, "mandatory": true, "bindingVersion": "0.3.0"]]
}
