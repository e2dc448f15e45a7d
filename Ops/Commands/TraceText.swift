import Core
import Queues

extension TraceStory {
    /// For a person: the fate first, then what is behind it, one step a line.
    func text(now: Moment) -> String {
        if fate == .unknown { return Self.nothing(of: id) }
        var lines = ["event \(id): \(fate.rawValue)"]
        for decided in decided { lines += decided.text }
        for message in waiting {
            lines.append("  waits on \(message.queue) since \(message.parkedAt) for \(message.waitsFor(at: now))")
        }
        lines += outgoing.map { message in
            message.due.map { "  becomes due at \($0)" }
                ?? "  committed at \(message.madeAt), not published yet (to \(message.routingKey))"
        }
        lines += letters.map(\.line)
        lines += caused.map { message in
            let what = "  caused \(message.type ?? message.routingKey) \(message.id ?? "")"
            return message.due.map { "\(what), due at \($0)" } ?? "\(what), committed at \(message.madeAt), not published yet"
        }
        return lines.joined(separator: "\n")
    }

    private static func nothing(of id: String) -> String {
        """
        event \(id): unknown
          Nothing was decided, parked, scheduled or given up under this id. It was never published, waits in a queue of the
          broker (guichet queues), or is older than the inbox remembers.
        """
    }
}

extension TraceStory.Decided {
    fileprivate var text: [String] {
        var lines = [
            "  \(claim.type) from \(claim.source)",
            "  \(claim.verdict) by \(claim.queue) at \(claim.handledAt), in transaction \(claim.transaction)",
        ]
        lines += Self.reasons(claim.note)
        for line in self.lines {
            lines.append("  changed \(line.subject) to version \(line.version): \(line.name)" + Self.actor(line))
        }
        if let mail { lines += mail.text }
        return lines
    }

    private static func actor(_ line: LedgerLine) -> String { line.actor.map { " (by \($0))" } ?? "" }

    /// Why it was ignored, or every reason of a refusal.
    private static func reasons(_ note: Value?) -> [String] {
        switch note {
        case .string(let reason): ["    because: \(reason)"]
        case .array(let reasons): reasons.compactMap(\.object).map(reason)
        default: []
        }
    }

    private static func reason(_ object: Object) -> String {
        let field = object["field"]?.string.map { " (\($0))" } ?? ""
        return "    \(object["rule"]?.string ?? "rule")\(field): \(object["message"]?.string ?? ""); "
            + (object["remedy"]?.string ?? "")
    }
}

extension TraceStory.Mail {
    fileprivate var text: [String] {
        var text = lines.map { line in
            let reply = (line.data["reply"] ?? line.data["reason"])?.string ?? ""
            return "  caused notification/\(notification): \(line.name) at \(line.at): \(reply)"
        }
        if let claim { text.append("    by \(claim.queue), event \(claim.id), in transaction \(claim.transaction)") }
        text += waiting.map { "  caused notification/\(notification): waits until \($0.due?.description ?? "?"): \($0.reason)" }
        text += letters.map { "  caused notification/\(notification):\($0.line)" }
        return text
    }
}

extension DeadLetterRecord {
    var line: String {
        let field = letter.field.map { " (\($0))" } ?? ""
        return "  dead letter \(id), \(state): \(letter.kind.rawValue)\(field) on \(letter.queue): \(letter.reason)"
    }
}
