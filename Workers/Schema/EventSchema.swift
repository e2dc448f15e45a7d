package import Core

/// JSON Schemas of events, made of the same declarations that the workers read events by.
package enum EventSchema {
    /// The schema of one event kind's data, as a document of its own (JSON Schema 2020-12).
    package static func document(of duty: Duty) -> Value {
        let head: Object = [
            "$schema": "https://json-schema.org/draft/2020-12/schema", "$id": .string("urn:guichet:event:\(duty.type)"),
        ]
        return .object(head.merging(data(of: duty)))
    }

    /// The schema of one event kind's data, to be part of another document. Unknown fields are allowed, and ignored.
    static func data(of duty: Duty) -> Object {
        data(of: duty.fields, title: duty.type.name, description: duty.meaning)
    }

    package static func data(of fields: [Field], title: String, description: String) -> Object {
        let head: Object = ["title": .string(title), "description": .string(description)]
        return head.merging(members(of: fields)).merging(["examples": [.object(example(of: fields))]])
    }

    static func members(of fields: [Field]) -> Object {
        var properties = Object()
        for field in fields { properties[field.name] = FieldSchema.value(of: field) }
        let required = fields.filter(\.isRequired).map { Value.string($0.name) }
        return ["type": "object", "properties": .object(properties), "required": .array(required)]
    }

    /// Data that the workers accept as far as its form goes: every required field.
    package static func example(of fields: [Field]) -> Object {
        var example = Object()
        for field in fields where field.isRequired {
            example[field.name] = field.example.map(Value.string) ?? FieldSchema.example(of: field.kind)
        }
        return example
    }
}

extension Object {
    /// Members of both, those of `other` last; where both have a name, `other` has the say.
    func merging(_ other: Object) -> Object {
        var merged = self
        for member in other.members { merged[member.name] = member.value }
        return merged
    }
}
