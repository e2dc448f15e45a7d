package import Core

extension OperatorDesk {
    /// Makes parked messages of this event due now. Where one waits for its predecessor, its stream goes on without it.
    /// Returns those that were released, as they waited.
    package func release(event id: String, on queue: QueueName?, _ operation: Operation) throws(Failure) -> [WaitingMessage] {
        try transaction { () throws(Failure) in
            let messages = try waiting(ofEvent: id).filter { queue == nil || $0.queue == queue }
            for message in messages {
                if message.due != nil {
                    try ask(.makeDue) {
                        $0.value(message.queue.name)
                        $0.value(message.key)
                        $0.value(message.scope)
                    }
                    try note(operation.with(message.summary), outcome: "due now")
                } else if let subject = message.subject, let sequence = message.sequence {
                    let stream = Stream(source: message.source, subject: subject)
                    let block = try block(stream, at: sequence - 1)
                    let freed = try advance(stream, to: sequence - 1)
                    let outcome = block.map { "sequences \($0.last + 1) to \(sequence - 1) given up" } ?? "nothing was missing"
                    try note(operation.with(message.summary), outcome: "\(outcome), \(freed) freed")
                }
            }
            return messages
        }
    }
}

extension WaitingMessage {
    fileprivate var summary: Object {
        [
            "event": .string(id), "queue": .string(queue.name), "source": .string(source), "subject": .text(subject),
            "sequence": sequence.map(Value.integer) ?? .null,
        ]
    }
}

extension Statement {
    fileprivate static let makeDue = Statement(
        "parked:make due", "UPDATE parked SET due_at = now() WHERE queue = $1 AND key = $2 AND scope = $3")
}
