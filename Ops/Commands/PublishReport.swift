import Core

/// What `guichet publish` says of one event.
struct PublishReport {
    let envelope: Envelope
    let fate: Publication.Fate
    /// Seconds that the outcome was waited for.
    let timeout: Int64

    var state: String {
        switch fate {
        case .confirmed: "confirmed"
        case .accepted: "accepted"
        case .refused: "refused"
        case .silent: "silent"
        case .returned: "returned"
        case .rejected: "rejected"
        }
    }

    var value: Value {
        let outcome: Value =
            switch fate {
            case .accepted(let data), .refused(_, let data): .object(data)
            default: .null
            }
        return [
            "id": .string(envelope.id), "source": .string(envelope.source), "type": .string(envelope.type.name),
            "state": .string(state), "outcome": outcome,
        ]
    }

    /// The id, and where there is one the outcome.
    var text: String {
        guard case .accepted(let data) = fate else { return envelope.id }
        let facts = (data["facts"]?.array ?? []).compactMap(\.string).joined(separator: ", ")
        let subject = data["subject"]?.string ?? ""
        let said =
            data["outcome"]?.string == "ignored"
            ? "ignored: \(data["reason"]?.string ?? "")"
            : "recorded: \(facts) (\(subject), version \(data["version"]?.integer ?? 0))"
        return "\(envelope.id)\naccepted, \(said)"
    }

    /// Nil where all is well.
    var complaint: Complaint? {
        switch fate {
        case .confirmed, .accepted: nil
        case .refused(let reasons, _):
            Complaint(.refused, reasons.map { .init("\($0.rule): \($0.message)", remedy: $0.remedy) })
        case .silent:
            Complaint(
                .unavailable, "no outcome within \(timeout) s; the broker has the event, and it will be decided",
                remedy: "see where it waits: guichet trace \(envelope.id), guichet queues")
        case .returned(let reason):
            Complaint(.unavailable, "no queue takes it: \(reason)", remedy: "declare the queues: guichet doctor --mend")
        case .rejected:
            Complaint(.unavailable, "the broker does not take it now: a queue is full or failing", remedy: "guichet doctor")
        }
    }
}
