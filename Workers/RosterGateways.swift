package import Core

/// Several gateways: each has a queue of its own, so that each gets each command, and what a gateway that is down has not had
/// yet waits for it. A gateway without a name of its own works on `guichet.firewall`; where all have names, that queue is
/// answered by whoever runs it, and enforces nothing.
extension Roster {
    package static func firewallQueue(of gateway: String?) -> QueueName {
        gateway.map { QueueName("\(FirewallSet.queue).\($0)") } ?? FirewallSet.queue
    }

    /// The queues of a node that is this gateway.
    package static func queues(of gateway: String?) -> [(name: QueueName, kind: Kind)] {
        gateway == nil ? queues : queues + [(firewallQueue(of: gateway), .collective)]
    }

    package static func topology(for gateway: String?) -> Topology {
        var topology = topology()
        guard gateway != nil, let model = topology.queues.first(where: { $0.name == FirewallSet.queue }) else { return topology }
        let queue = firewallQueue(of: gateway)
        topology.queues.append(Topology.Queue(name: queue, arguments: model.arguments))
        topology.bindings += [
            Topology.Binding(exchange: Topology.events, queue: queue, key: FirewallSet.type.name),
            Topology.Binding(exchange: Topology.requeue, queue: queue, key: "\(queue).#"),
        ]
        return topology
    }
}
