import CRabbitMQ
package import Core

/// Looks at a broker without changing it: its version, and whether what stands there is what a topology asks for. Bindings
/// cannot be seen over AMQP.
package final class RabbitInspection {
    package enum Finding: Hashable, Sendable {
        case sound
        case missing
        /// It stands there with other properties, or may not be looked at; with what mends it.
        case different(String)
    }

    private let link: RabbitLink
    private let topology: RabbitTopology
    private var channel: UInt16

    package init(at url: RabbitURL) throws(Failure) {
        link = try RabbitLink(to: url, "inspecting")
        channel = try link.openChannel()
        topology = try RabbitTopology(at: url)
    }

    /// `3.10.8`
    package func version() throws(Failure) -> String {
        var version = ""
        try link.call { pointer, _ in
            version = rabbit_server_version(pointer).text ?? ""
            return true
        }
        return version
    }

    /// Declaring what stands there compares it and changes nothing; so it is declared only where it was found.
    package func find(_ exchange: Topology.Exchange) throws(Failure) -> Finding {
        let isThere = try isFound("looking at exchange \(exchange.name)") {
            rabbit_find_exchange($0, $1, exchange.name, $2)
        }
        return isThere ? try compare(Topology(exchanges: [exchange], queues: [], bindings: [])) : .missing
    }

    package func find(_ queue: Topology.Queue) throws(Failure) -> Finding {
        var (ready, consumers): (UInt32, UInt32) = (0, 0)
        let isThere = try isFound("looking at queue \(queue.name)") { pointer, channel, fault in
            rabbit_declare_queue(pointer, channel, queue.name.name, true, rabbit_bytes(), &ready, &consumers, fault)
        }
        return isThere ? try compare(Topology(exchanges: [], queues: [queue], bindings: [])) : .missing
    }

    package func close() {
        link.close()
        topology.close()
    }

    private func compare(_ topology: Topology) throws(Failure) -> Finding {
        do throws(Failure) {
            try self.topology.declare(topology)
            return .sound
        } catch {
            guard case .fatal(let message) = error else { throw error }
            return .different(message)
        }
    }

    /// False where there is no such thing. A refusal closes the channel; the next question gets a new one.
    private func isFound(
        _ task: String, _ body: (OpaquePointer, UInt16, UnsafeMutablePointer<rabbit_fault>) -> Bool
    ) throws(Failure) -> Bool {
        let channel = channel
        var isMissing = false
        do throws(Failure) {
            link.touch()
            try link.call(task) { pointer, fault in
                let isFound = body(pointer, channel, fault)
                isMissing = !isFound && fault.pointee.kind == rabbit_channel_fault && fault.pointee.code == 404
                return isFound
            }
            return true
        } catch {
            if link.loss == nil { self.channel = try link.openChannel() }
            guard isMissing else { throw error }
            return false
        }
    }
}
