package import Core

/// The list of event kinds: what `guichet schema events` prints.
package enum EventCatalogue {
    /// One object for each kind, sorted by type.
    package static func value(of duties: [Duty]) -> Value {
        .array(
            duties.sorted { $0.type.name < $1.type.name }.map { duty in
                [
                    "type": .string(duty.type.name),
                    "producers": .array(duty.producers.map { .string($0.rawValue) }),
                    "queue": .string(duty.queue.name),
                    "meaning": .string(duty.meaning),
                    "secret": .bool(duty.carriesSecrets),
                    "fields": .array(
                        duty.fields.map { field in
                            [
                                "name": .string(field.name), "required": .bool(field.isRequired),
                                "rule": .string(field.kind.rule), "meaning": .string(field.meaning),
                            ]
                        }),
                ]
            })
    }
}
