import Core
import Workers

/// A queue of the roster as a person names it: `guichet.account`, or `account`.
enum KnownQueue {
    static func named(_ text: String) throws(Complaint) -> QueueName {
        if let queue = Roster.queues.map(\.name).first(where: { $0.name == text || $0.shortName == text }) { return queue }
        // A gateway's own queue, of which only its node knows.
        let gateway = "\(FirewallSet.queue)."
        if text.hasPrefix(gateway), text.utf8.count > gateway.utf8.count { return QueueName(text) }
        throw Complaint(
            .usage, "no queue “\(text)”", remedy: "choose one of \(Roster.queues.map(\.name.name).joined(separator: ", "))")
    }

    static func named(_ text: String?) throws(Complaint) -> QueueName? {
        guard let text else { return nil }
        let queue: QueueName = try named(text)
        return queue
    }

    /// False where workers hold nothing back for a predecessor.
    static func isOrdered(_ queue: QueueName) -> Bool {
        Roster.queues.first { $0.name == queue }?.kind == .decider
    }
}
