import CRabbitMQ
package import Core

/// Declares exchanges, queues and bindings, and finds out whether what stands there is what was asked for. Declaring twice,
/// or from many nodes at once, changes nothing. Who keeps it open attends to it, or finds it lost.
package final class RabbitTopology: Attendant {
    private let link: RabbitLink
    private var channel: UInt16

    package init(at url: RabbitURL) throws(Failure) {
        link = try RabbitLink(to: url, "declaring the topology")
        channel = try link.openChannel()
    }

    /// Throws `fatal`, naming all that stands there otherwise and the command that mends each.
    package func declare(_ topology: Topology) throws(Failure) {
        var mistakes: [String] = []
        for exchange in topology.exchanges { try note(&mistakes) { () throws(Failure) in try declare(exchange) } }
        for queue in topology.queues { try note(&mistakes) { () throws(Failure) in try declare(queue) } }
        for binding in topology.bindings { try note(&mistakes) { () throws(Failure) in try bind(binding) } }
        if !mistakes.isEmpty { throw .fatal(mistakes.joined(separator: "\n")) }
    }

    /// Messages ready (not those a consumer holds), and consumers.
    package func depth(of queue: QueueName) throws(Failure) -> (ready: Int, consumers: Int) {
        var (ready, consumers): (UInt32, UInt32) = (0, 0)
        try call("looking at queue \(queue)") { pointer, channel, fault in
            rabbit_declare_queue(pointer, channel, queue.name, true, rabbit_bytes(), &ready, &consumers, fault)
        }
        return (Int(ready), Int(consumers))
    }

    package func delete(queue: QueueName) throws(Failure) {
        try call("deleting queue \(queue)") { rabbit_delete_queue($0, $1, queue.name, $2) }
    }

    package func delete(exchange: String) throws(Failure) {
        try call("deleting exchange \(exchange)") { rabbit_delete_exchange($0, $1, exchange, $2) }
    }

    package var descriptor: Int32 { link.descriptor }

    package func attend() {
        var event = rabbit_event()
        link.touch()
        // What is lost is thrown by the next call of substance.
        do { while try link.step(&event) {} } catch { link.lose(error) }
    }

    package func close() { link.close() }

    private func declare(_ exchange: Topology.Exchange) throws(Failure) {
        var arguments = Object()
        if let alternate = exchange.alternate { arguments["alternate-exchange"] = .string(alternate) }
        try withTable(arguments) { table throws(Failure) in
            try call("exchange \(exchange.name)") {
                rabbit_declare_exchange($0, $1, exchange.name, exchange.kind, table, $2)
            }
        }
    }

    private func declare(_ queue: Topology.Queue) throws(Failure) {
        var (ready, consumers): (UInt32, UInt32) = (0, 0)
        try withTable(queue.arguments) { table throws(Failure) in
            try call("queue \(queue.name)") {
                rabbit_declare_queue($0, $1, queue.name.name, false, table, &ready, &consumers, $2)
            }
        }
    }

    private func bind(_ binding: Topology.Binding) throws(Failure) {
        try call("binding queue \(binding.queue) to \(binding.exchange)") {
            rabbit_bind($0, $1, binding.queue.name, binding.exchange, binding.key, $2)
        }
    }

    private func note(_ mistakes: inout [String], _ body: () throws(Failure) -> Void) throws(Failure) {
        do {
            try body()
        } catch {
            guard case .fatal(let message) = error, link.loss == nil else { throw error }
            mistakes.append(TopologyMismatch.explain(message))
        }
    }

    /// A refusal closes the channel; the next call gets a new one.
    private func call(
        _ task: String, _ body: (OpaquePointer, UInt16, UnsafeMutablePointer<rabbit_fault>) -> Bool
    ) throws(Failure) {
        let channel = channel
        do {
            link.touch()
            try link.call(task) { body($0, channel, $1) }
        } catch {
            if link.loss == nil { self.channel = try link.openChannel() }
            throw error
        }
    }

    private func withTable(_ object: Object, _ body: (rabbit_bytes) throws(Failure) -> Void) throws(Failure) {
        guard let table = FieldTable.encode(object) else { throw .fatal("the name of an argument is longer than 255 bytes") }
        let copy = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: max(1, table.count))
        defer { copy.deallocate() }
        _ = copy.initialize(from: table)
        try body(rabbit_bytes(start: copy.baseAddress, count: table.count))
    }
}
