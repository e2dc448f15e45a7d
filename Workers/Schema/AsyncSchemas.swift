import Core

/// The schemas the document's messages refer to: the data of each kind, the event around it, and the outcomes.
enum AsyncSchemas {
    /// What every event says about itself.
    static let required = ["specversion", "id", "source", "type"]

    static func all(of duties: [Duty]) -> Object {
        var schemas = Object()
        for duty in duties {
            schemas[duty.type.name] = .object(EventSchema.data(of: duty))
            schemas["\(duty.type).event"] = event(
                duty.type.name, data: duty.type.name, isDataRequired: duty.fields.contains(where: \.isRequired))
        }
        schemas["accepted"] = accepted
        schemas["accepted.event"] = event("accepted", data: "accepted")
        schemas["refused"] = refused
        schemas["refused.event"] = event(nil, data: "refused")
        schemas["reason"] = reason
        return schemas
    }

    /// The attributes of CloudEvents; without a type, those of a refusal.
    static func attributes(type: String?) -> Object {
        [
            "specversion": ["const": "1.0"],
            "id": text("with the source, what the event is known by; a UUIDv7 is best"),
            "source": text("who says so: a URI reference, the same for every event of one producer"),
            "type": type.map { ["const": .string($0)] } ?? [
                "type": "string", "pattern": "^refused([.].+)?$",
                "description": "on guichet.events refused. and the event's type, to reply-to refused alone",
            ],
            "subject": text("whom it is about: needed for an order"),
            "time": .object(FieldSchema.instant("when it happened")),
            "sequence": [
                "type": ["integer", "string"], "minimum": 1, "pattern": "^[0-9]+$",
                "description": "place among the events of the same source and subject, from 1; a gap is waited for",
            ],
            "traceparent": text("W3C trace context"),
            "datacontenttype": ["const": "application/json"],
        ]
    }

    private static func event(_ type: String?, data: String, isDataRequired: Bool = true) -> Value {
        var properties = attributes(type: type)
        properties["data"] = AsyncAPI.reference("components", "schemas", data)
        return [
            "type": "object", "properties": .object(properties),
            "required": .array((required + (isDataRequired ? ["data"] : [])).map(Value.string)),
        ]
    }

    private static func text(_ meaning: String) -> Value {
        ["type": "string", "minLength": 1, "maxLength": 255, "description": .string(meaning)]
    }

    private static let reason: Value = [
        "type": "object", "required": ["rule", "message", "remedy"],
        "properties": [
            "rule": ["type": "string", "description": "the rule's id, or schema"],
            "field": ["type": "string", "description": "the field at fault, where one is"],
            "message": ["type": "string"],
            "remedy": ["type": "string", "description": "what to do about it"],
        ],
    ]

    private static let refused: Value = [
        "type": "object", "required": ["id", "source", "type", "reasons"],
        "properties": [
            "id": ["type": "string"], "source": ["type": "string"], "type": ["type": "string"],
            "reasons": [
                "type": "array", "minItems": 1, "items": AsyncAPI.reference("components", "schemas", "reason"),
            ],
        ],
    ]

    private static let accepted: Value = [
        "type": "object", "required": ["outcome"],
        "properties": [
            "outcome": ["type": "string", "enum": ["recorded", "ignored"]],
            "subject": ["type": "string", "description": "the entity, where something was recorded"],
            "version": ["type": "integer", "description": "how many facts the entity's history has now"],
            "facts": ["type": "array", "items": ["type": "string"]],
            "reason": ["type": "string", "description": "why nothing was to be done"],
        ],
    ]
}
