/// An event kind: its name, who may publish it, the queue that works on it, and its fields.
package protocol Message: Sendable {
    static var type: EventType { get }
    static var producers: [Producer] { get }
    static var queue: QueueName { get }
    /// One sentence for the schema.
    static var meaning: String { get }
    /// Reads every field, in any case: what is missing or unfit is noted in the form and replaced by a placeholder.
    init(from form: inout Form)
}

extension Message {
    /// True where a field's value must not be stored or logged.
    package static var carriesSecrets: Bool { Form.fields(of: self).contains { $0.kind.isSecret } }
}
