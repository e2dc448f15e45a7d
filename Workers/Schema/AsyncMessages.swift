import Core

/// Each event kind in both CloudEvents modes, and the two outcomes.
enum AsyncMessages {
    static func all(of duties: [Duty]) -> Object {
        var messages = Object()
        for duty in duties {
            messages[duty.type.name] = structured(duty.type.name, duty.meaning, payload: "\(duty.type).event")
            messages["\(duty.type).binary"] = binary(duty)
        }
        messages["accepted"] = structured(
            "accepted", "The event was decided: recorded, or ignored as a duplicate in meaning.", payload: "accepted.event")
        messages["refused"] = structured(
            "refused", "A rule or the schema forbids the event: every reason, with its remedy.", payload: "refused.event")
        return messages
    }

    private static func structured(_ name: String, _ meaning: String, payload: String) -> Value {
        var binding: Object = ["bindingVersion": "0.3.0"]
        if name != "refused" { binding["messageType"] = .string(name) }
        return [
            "name": .string(name), "title": .string(name), "summary": .string(meaning),
            "contentType": "application/cloudevents+json",
            "headers": ["type": "object", "description": "None is needed: the whole event is the body."],
            "payload": AsyncAPI.reference("components", "schemas", payload),
            "correlationId": correlation,
            "bindings": ["amqp": .object(binding)],
        ]
    }

    private static func binary(_ duty: Duty) -> Value {
        var properties = Object()
        for member in AsyncSchemas.attributes(type: duty.type.name).members {
            properties["cloudEvents_\(member.name)"] = member.value
        }
        return [
            "name": .string(duty.type.name), "title": .string("\(duty.type), binary mode"), "summary": .string(duty.meaning),
            "description": "The data is the body, the attributes are headers. The prefix may also be cloudEvents: or ce-.",
            "contentType": "application/json",
            "headers": [
                "type": "object", "properties": .object(properties),
                "required": .array(AsyncSchemas.required.map { .string("cloudEvents_\($0)") }),
            ],
            "payload": AsyncAPI.reference("components", "schemas", duty.type.name),
            "correlationId": correlation,
            "bindings": ["amqp": ["messageType": .string(duty.type.name), "bindingVersion": "0.3.0"]],
        ]
    }

    private static let correlation: Value = [
        "description": "the AMQP property correlation-id", "location": "$message.header#/correlation_id",
    ]
}
