import Core
import Queues

/// The stable JSON of `guichet trace --json`.
extension TraceStory {
    var value: Value {
        [
            "id": .string(id), "fate": .string(fate.rawValue), "decided": .array(decided.map(\.value)),
            "waiting": .array(waiting.map(\.value)), "unpublished": .array(outgoing.map(\.value)),
            "deadLetters": .array(letters.map(\.value)), "caused": .array(caused.map(\.value)),
        ]
    }
}

extension TraceStory.Decided {
    fileprivate var value: Value {
        [
            "queue": .string(claim.queue.name), "source": .string(claim.source), "type": .string(claim.type.name),
            "verdict": .string(claim.verdict), "note": claim.note ?? .null, "at": .moment(claim.handledAt),
            "transaction": .string(claim.transaction), "changed": .array(lines.map(\.value)), "mail": mail?.value ?? .null,
        ]
    }
}

extension TraceStory.Mail {
    fileprivate var value: Value {
        [
            "notification": .string(notification), "facts": .array(lines.map(\.value)),
            "event": .text(claim?.id), "transaction": .text(claim?.transaction),
            "waiting": .array(waiting.map(\.value)), "deadLetters": .array(letters.map(\.value)),
        ]
    }
}

extension LedgerLine {
    var value: Value {
        [
            "subject": .string(subject), "version": .integer(version), "fact": .string(name), "data": .object(data),
            "at": .moment(at), "source": .string(source), "cause": .string(cause), "actor": .text(actor),
            "transaction": .string(transaction),
        ]
    }
}

extension OutgoingMessage {
    fileprivate var value: Value {
        [
            "id": .text(id), "type": .text(type), "exchange": .string(exchange), "routingKey": .string(routingKey),
            "cause": .text(cause), "madeAt": .moment(madeAt), "due": .moment(due),
        ]
    }
}

extension DeadLetterRecord {
    /// Without its body.
    var value: Value {
        [
            "id": .integer(id), "state": .string(state), "kind": .string(letter.kind.rawValue), "field": .text(letter.field),
            "reason": .string(letter.reason), "queue": .string(letter.queue.name), "type": .string(type.name),
            "event": .text(letter.eventId), "source": .text(letter.source), "subject": .text(letter.subject),
            "sequence": letter.sequence.map(Value.integer) ?? .null, "exchange": .string(letter.exchange),
            "routingKey": .string(letter.routingKey), "size": .integer(size), "sealed": .bool(letter.isSealed),
            "attempts": .integer(Int64(letter.attempts)), "timesSeen": .integer(timesSeen),
            "firstSeen": .moment(firstSeen), "lastSeen": .moment(lastSeen), "stateBy": .text(stateBy),
            "stateAt": .moment(stateAt),
        ]
    }
}
