import Core
import Foundation
import Support
import Synchronization
import Testing

@testable import Queues

@Suite(.serialized) struct `A topology` {
    private func withTopology(_ body: (Topology, RabbitTopology) throws -> Void) throws {
        let name = RabbitBroker.newName()
        let queue = QueueName(name)
        let wanted = Topology(
            exchanges: [
                .init(name: "\(name).lost", kind: "fanout"),
                .init(name: name, kind: "topic", alternate: "\(name).lost"),
            ],
            queues: [
                .init(
                    name: queue,
                    arguments: [
                        "x-queue-type": "quorum", "x-delivery-limit": 50, "x-overflow": "reject-publish",
                        "x-dead-letter-exchange": "", "x-dead-letter-routing-key": "dead",
                        "x-dead-letter-strategy": "at-least-once",
                    ])
            ],
            bindings: [
                .init(exchange: name, queue: queue, key: "account.#"), .init(exchange: "\(name).lost", queue: queue, key: ""),
            ])
        let broker = try RabbitTopology(at: try RabbitBroker.url())
        defer {
            for exchange in wanted.exchanges { try? broker.delete(exchange: exchange.name) }
            try? broker.delete(queue: queue)
            broker.close()
        }
        try broker.declare(wanted)
        try body(wanted, broker)
    }

    @Test func `is declared again without a change, by many nodes at once`() async throws {
        try withTopology { wanted, broker in
            let url = try RabbitBroker.url()
            let failures = FailureBox()
            DispatchQueue.concurrentPerform(iterations: 6) { _ in
                do {
                    let other = try RabbitTopology(at: url)
                    defer { other.close() }
                    try other.declare(wanted)
                } catch { failures.note("\(error)") }
            }
            #expect(failures.all.isEmpty)
            #expect(try broker.depth(of: wanted.queues[0].name) == (0, 0))
        }
    }

    @Test func `routes by its bindings, and what no binding wants to the alternate`() throws {
        try withTopology { wanted, broker in
            let url = try RabbitBroker.url()
            let outlet = try RabbitOutlet(to: url)
            defer { outlet.close() }
            let parcels = ["account.signup.requested", "unheard.of"].enumerated().map { id, key in
                Parcel(id: Int64(id), exchange: wanted.exchanges[1].name, routingKey: key, properties: Properties(), body: [1])
            }
            #expect(Set(try RabbitBroker.send(parcels, over: outlet)) == [.confirmed(0), .confirmed(1)])
            let queue = wanted.queues[0].name
            #expect(try eventually { try broker.depth(of: queue).ready == 2 })
            let inlet = try RabbitInlet(from: queue, at: url)
            defer { inlet.close() }
            #expect(
                try RabbitBroker.take(2, from: inlet).map(\.routingKey).sorted() == ["account.signup.requested", "unheard.of"])
            #expect(try broker.depth(of: queue) == (0, 1))
        }
    }

    @Test(arguments: [
        ("x-delivery-limit", Value.integer(20)), ("x-overflow", "drop-head"), ("x-dead-letter-strategy", "at-most-once"),
        ("x-dead-letter-routing-key", "elsewhere"), ("x-max-length", 5), ("x-delivery-limit", .null),
    ])
    func `is refused where a queue stands there otherwise`(argument: String, value: Value) throws {
        try withTopology { wanted, broker in
            var changed = wanted.queues[0].arguments
            let before = changed[argument]?.integer.map { "\($0)" } ?? changed[argument]?.string ?? "none"
            changed[argument] = value.isNull ? nil : value
            let after = value.integer.map { "\($0)" } ?? value.string ?? "none"
            let other = Topology(
                exchanges: [], queues: [.init(name: wanted.queues[0].name, arguments: changed)], bindings: [])
            let failure = try #require(RabbitBroker.failure { try broker.declare(other) }.failure)
            #expect(failure.isFatal)
            for part in [wanted.queues[0].name.name, argument, before, after, "rabbitmqctl delete_queue"] {
                #expect(failure.message.contains(part), "\(failure.message)")
            }
            try broker.declare(wanted)
        }
    }

    @Test func `tells all its mistakes at once`() throws {
        try withTopology { wanted, broker in
            let other = Topology(
                exchanges: [.init(name: wanted.exchanges[1].name, kind: "fanout")],
                queues: [.init(name: wanted.queues[0].name, arguments: ["x-queue-type": "quorum"])],
                bindings: [.init(exchange: "no-such", queue: wanted.queues[0].name, key: "")])
            let failure = try #require(RabbitBroker.failure { try broker.declare(other) }.failure)
            #expect(failure.isFatal && failure.message.split(separator: "\n").count == 3, "\(failure.message)")
        }
    }

    @Test func `says fatal of a queue that is missing`() throws {
        let broker = try RabbitTopology(at: try RabbitBroker.url())
        defer { broker.close() }
        #expect(RabbitBroker.failure { _ = try broker.depth(of: "never-declared") }.failure?.isFatal == true)
        #expect(RabbitBroker.failure { _ = try broker.depth(of: "never-declared") }.failure?.isFatal == true)
    }
}

private final class FailureBox: Sendable {
    private let texts = Mutex<[String]>([])

    func note(_ text: String) { texts.withLock { $0.append(text) } }
    var all: [String] { texts.withLock { $0 } }
}
