import Core

/// What would come of a dead letter that is tried again now.
enum DeadForesight {
    case decided(Changes, isDuplicate: Bool)
    /// An effect, which is not rehearsed.
    case performed(EventType)
    case refused([Value])
    case dead(String)
    /// Published again under this routing key: who works on it is for the broker to say.
    case published(String)

    /// One word, stable.
    var outcome: String {
        switch self {
        case .performed: "performed"
        case .refused: "refused"
        case .dead: "dead"
        case .published: "published"
        case .decided(let changes, let isDuplicate):
            if isDuplicate {
                "duplicate"
            } else if !changes.dead.isEmpty {
                "dead"
            } else if !changes.parked.isEmpty {
                "parked"
            } else {
                changes.verdicts.first?.verdict.rawValue ?? "recorded"
            }
        }
    }

    private var details: [(name: String, value: Value)] {
        switch self {
        case .performed(let type): return [("effect", .string(type.name))]
        case .refused(let reasons): return [("reasons", .array(reasons))]
        case .dead(let reason): return [("reason", .string(reason))]
        case .published(let key): return [("routingKey", .string(key))]
        case .decided(let changes, _):
            return changes.history.map { line in
                ("change", .string("\(line.subject) to version \(line.version): \(line.name)"))
            }
                + changes.outbox.map { ("send", .string($0.properties.type ?? $0.routingKey)) }
                + changes.timers.map { ("schedule", .string("\($0.message.routingKey) at \($0.due)")) }
                + changes.credentials.map { ("credential", .string("\($0.kind) of \($0.subject)")) }
                + changes.erasures.map { ("erase", .string($0.subject)) }
                + changes.verdicts.filter { !$0.note.isNull }.map { ("because", $0.note) }
                + changes.parked.map { ("wait", .string($0.reason)) }
                + changes.dead.map { ("reason", .string($0.reason)) }
        }
    }

    func value(of id: Int64) -> Value {
        [
            "letter": .integer(id), "outcome": .string(outcome),
            "would": .array(details.map { .object([$0.name: $0.value]) }),
        ]
    }

    func text(of id: Int64) -> String {
        let lines = details.map { "  \($0.name): \(Table.Cell($0.value.plain).text)" }
        return (["dead letter \(id) would be \(outcome)"] + lines).joined(separator: "\n")
    }
}
