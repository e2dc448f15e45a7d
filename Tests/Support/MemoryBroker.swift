package import Core

/// RabbitMQ as the ports see it: in memory, for one thread. Deliveries of a lost consumer go back to the head of their
/// queue, marked as redelivered; publishing is confirmed, returned or refused.
package final class MemoryBroker {
    package final class Message {
        package let exchange: String
        package let routingKey: String
        package let properties: Properties
        package let body: [UInt8]
        package var isRedelivered = false
        /// Consumers that were lost while they had it.
        package var interruptions = 0

        init(exchange: String, routingKey: String, properties: Properties, body: [UInt8]) {
            self.exchange = exchange
            self.routingKey = routingKey
            self.properties = properties
            self.body = body
        }
    }

    /// What happens to a parcel or its confirm.
    package enum Trouble: Sendable {
        /// The connection is lost before the broker has it.
        case lostBefore
        /// The broker has it, but the connection is lost before the confirm.
        case lostAfter
        /// The broker refuses it.
        case refused
        /// The confirm comes with a later look.
        case late
    }

    package private(set) var ready: [QueueName: [Message]] = [:]
    /// Asked for each parcel; nil lets it pass.
    package var trouble: () -> Trouble? = { nil }
    /// Which of so many waiting messages is delivered next.
    package var pick: (_ count: Int) -> Int = { _ in 0 }
    /// Told of each message that goes back to its queue.
    package var interrupted: (Message) -> Void = { _ in }
    package var isBlocking = false

    private var unacked: [QueueName: Int] = [:]
    private let alternates: [String: String]
    private let bindings: [String: [Topology.Binding]]
    private var routes: [String: [String: [QueueName]]] = [:]
    private var lastEpoch: UInt64 = 0

    package init(_ topology: Topology) {
        alternates = topology.exchanges.reduce(into: [:]) { $0[$1.name] = $1.alternate ?? "" }
        bindings = Dictionary(grouping: topology.bindings, by: \.exchange)
        for queue in topology.queues { ready[queue.name] = [] }
    }

    package func inlet(_ queue: QueueName, prefetch: Int) -> MemoryInlet {
        lastEpoch += 1
        return MemoryInlet(self, queue, prefetch: prefetch, epoch: lastEpoch)
    }

    package func outlet(window: Int) -> MemoryOutlet { MemoryOutlet(self, window: window) }

    /// Deliveries that nobody acknowledged yet.
    package func unacked(in queue: QueueName) -> Int { unacked[queue] ?? 0 }

    package func isEmpty(_ queue: QueueName) -> Bool {
        ready[queue, default: []].isEmpty && unacked(in: queue) == 0
    }

    /// Puts a message into every queue that wants it; false where none does.
    @discardableResult
    package func publish(
        exchange: String, routingKey: String, properties: Properties, body: [UInt8]
    ) -> Bool {
        let queues = route(exchange, routingKey)
        for queue in queues {
            ready[queue, default: []].append(
                Message(exchange: exchange, routingKey: routingKey, properties: properties, body: body))
        }
        return !queues.isEmpty
    }

    // MARK: For inlets

    func next(of queue: QueueName) -> Message? {
        guard let count = ready[queue]?.count, count > 0 else { return nil }
        let message = ready[queue]?.remove(at: pick(count))
        unacked[queue, default: 0] += 1
        return message
    }

    func settled(_ count: Int, of queue: QueueName) { unacked[queue, default: 0] -= count }

    func giveBack(_ messages: [Message], to queue: QueueName) {
        for message in messages {
            message.isRedelivered = true
            message.interruptions += 1
            interrupted(message)
        }
        unacked[queue, default: 0] -= messages.count
        ready[queue, default: []].insert(contentsOf: messages, at: 0)
    }

    // MARK: Routing

    private func route(_ exchange: String, _ key: String) -> [QueueName] {
        if let known = routes[exchange]?[key] { return known }
        let queues = freshRoute(exchange, key)
        routes[exchange, default: [:]][key] = queues
        return queues
    }

    private func freshRoute(_ exchange: String, _ key: String) -> [QueueName] {
        if exchange.isEmpty { return ready[QueueName(key)] == nil ? [] : [QueueName(key)] }
        var queues: [QueueName] = []
        for binding in bindings[exchange] ?? [] where MemoryBroker.matches(binding.key, key) {
            if !queues.contains(binding.queue) { queues.append(binding.queue) }
        }
        if queues.isEmpty, let alternate = alternates[exchange], !alternate.isEmpty { return freshRoute(alternate, key) }
        return queues
    }

    /// Topic patterns: `*` is one word, `#` any number of them. The empty key is a fanout's.
    static func matches(_ pattern: String, _ key: String) -> Bool {
        if pattern.isEmpty || pattern == key { return true }
        let words = key.split(separator: ".", omittingEmptySubsequences: false)
        return matches(pattern.split(separator: ".", omittingEmptySubsequences: false)[...], words[...])
    }

    private static func matches(_ pattern: ArraySlice<Substring>, _ words: ArraySlice<Substring>) -> Bool {
        guard let first = pattern.first else { return words.isEmpty }
        if first == "#" {
            return matches(pattern.dropFirst(), words) || (!words.isEmpty && matches(pattern, words.dropFirst()))
        }
        guard let word = words.first, first == "*" || first == word else { return false }
        return matches(pattern.dropFirst(), words.dropFirst())
    }
}
