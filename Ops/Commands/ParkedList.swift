import ArgumentParser
import Core
import Queues

struct ParkedList: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Lists what waits, since when and why; the longest waiting first.")

    @Option(help: "Of this queue alone.")
    var queue: String?

    @Option(help: "At most this many.")
    var limit = 100

    @OptionGroup var reply: Reply

    func run() throws {
        let queue: QueueName? = try KnownQueue.named(queue)
        let desk = try OperatorDesk.opened()
        defer { desk.close() }
        let messages = try desk.waiting(on: queue, limit: limit)
        let now = WallClock.now()
        reply.give(.array(messages.map(\.value)), Self.text(messages, now: now))
    }

    static func text(_ messages: [WaitingMessage], now: Moment) -> String {
        if messages.isEmpty { return "nothing waits" }
        var table = Table(("EVENT", .left), ("TYPE", .left), ("QUEUE", .left), ("SINCE", .right), ("WAITS FOR", .left))
        for message in messages {
            table.rows.append([
                .init(message.id), .init(message.type.name), .init(message.queue.shortName),
                .init(Span.text(since: message.parkedAt, until: now)), .init(message.waitsFor(at: now)),
            ])
        }
        return table.text(.standardOutput)
    }
}

extension WaitingMessage {
    /// What has to happen before it is tried again, and why it was not done at once.
    func waitsFor(at now: Moment) -> String {
        guard let due else {
            let next = lastSeen + 1
            let missing =
                sequence.map { next < $0 - 1 ? "sequences \(next) to \($0 - 1)" : "sequence \($0 - 1)" } ?? "a predecessor"
            return "\(missing) of \(subject ?? "?") from \(source)"
        }
        let tries = attempt > 0 ? ", after \(attempt) tries" : ""
        let when = due > now ? "in \(Span.text(since: now, until: due))" : "now"
        return "\(due) (\(when)\(tries)): \(reason)"
    }

    var value: Value {
        [
            "id": .string(id), "source": .string(source), "type": .string(type.name), "queue": .string(queue.name),
            "subject": .text(subject), "sequence": sequence.map(Value.integer) ?? .null,
            "lastSeen": subject == nil ? .null : .integer(lastSeen), "parkedAt": .moment(parkedAt), "due": .moment(due),
            "attempt": .integer(attempt), "reason": .string(reason),
        ]
    }
}
