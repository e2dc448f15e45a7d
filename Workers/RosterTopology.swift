package import Core

extension Roster {
    /// Deliveries after which the broker gives a message up to `guichet.dead`. A backstop only: attempts are counted in the
    /// database, and the broker's count also grows for the neighbours of a crash.
    private static let deliveryLimit: Int64 = 50

    /// What the roster asks of a broker: a pure function of the duties.
    package static func topology(of duties: [Duty] = Roster.duties()) -> Topology {
        Topology(
            exchanges: [
                Topology.Exchange(name: Topology.unroutable, kind: "fanout"),
                Topology.Exchange(name: Topology.dead, kind: "fanout"),
                Topology.Exchange(name: Topology.events, kind: "topic", alternate: Topology.unroutable),
                Topology.Exchange(name: Topology.requeue, kind: "topic", alternate: Topology.unroutable),
            ],
            queues: queues.map { queue in
                Topology.Queue(name: queue.name, arguments: queue.kind == .drain ? drained : worked)
            },
            bindings: duties.map {
                Topology.Binding(exchange: Topology.events, queue: $0.queue, key: $0.type.name)
            }
                + queues.filter { $0.kind != .drain }.map {
                    Topology.Binding(exchange: Topology.requeue, queue: $0.name, key: "\($0.name).#")
                }
                + [Topology.unroutable, Topology.dead].map {
                    Topology.Binding(exchange: $0, queue: QueueName($0), key: "")
                })
    }

    /// At-least-once dead-lettering needs `reject-publish`; without it the broker falls back to at most once, silently.
    private static let worked: Object = [
        "x-queue-type": "quorum",
        "x-delivery-limit": .integer(deliveryLimit),
        "x-dead-letter-exchange": .string(Topology.dead),
        "x-dead-letter-strategy": "at-least-once",
        "x-overflow": "reject-publish",
    ]

    private static let drained: Object = ["x-queue-type": "quorum"]
}
