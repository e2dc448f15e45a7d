/// Exchanges, queues and bindings as values: what the roster asks of a broker.
package struct Topology: Hashable, Sendable {
    package struct Exchange: Hashable, Sendable {
        package let name: String
        /// `topic` or `fanout`.
        package let kind: String
        /// Where a message goes that no binding wants.
        package let alternate: String?

        package init(name: String, kind: String, alternate: String? = nil) {
            self.name = name
            self.kind = kind
            self.alternate = alternate
        }
    }

    package struct Queue: Hashable, Sendable {
        package let name: QueueName
        /// `x-…` arguments: texts and integers.
        package let arguments: Object

        package init(name: QueueName, arguments: Object) {
            self.name = name
            self.arguments = arguments
        }
    }

    package struct Binding: Hashable, Sendable {
        package let exchange: String
        package let queue: QueueName
        package let key: String

        package init(exchange: String, queue: QueueName, key: String) {
            self.exchange = exchange
            self.queue = queue
            self.key = key
        }
    }

    package var exchanges: [Exchange]
    package var queues: [Queue]
    package var bindings: [Binding]

    package init(exchanges: [Exchange], queues: [Queue], bindings: [Binding]) {
        self.exchanges = exchanges
        self.queues = queues
        self.bindings = bindings
    }

    /// Where producers publish.
    package static let events = "guichet.events"
    /// Where the pipeline sends a message to one queue alone: the routing key is the queue's name, a dot, and the type.
    /// Only the workers' own user may write to it, so what comes through it was checked before.
    package static let requeue = "guichet.requeue"
    package static let unroutable = "guichet.unroutable"
    package static let dead = "guichet.dead"
}
