import Core
import Foundation
import Synchronization
import Testing

@testable import Queues

/// The broker under test, and things of its own for each test.
enum RabbitBroker {
    struct Missing: Error, CustomStringConvertible {
        let description: String
    }

    /// An administrator's URL.
    static func url(_ change: (inout RabbitURL) -> Void = { _ in }) throws -> RabbitURL {
        guard let text = ProcessInfo.processInfo.environment["GUICHET_TEST_AMQP_URL"] else {
            throw Missing(description: "set GUICHET_TEST_AMQP_URL to an administrator's URL of a RabbitMQ on loopback")
        }
        var url = try RabbitURL(text)
        change(&url)
        return url
    }

    private static let counter = Atomic(0)

    static func newName() -> String {
        let number = counter.wrappingAdd(1, ordering: .relaxed).newValue
        return "test-\(ProcessInfo.processInfo.processIdentifier)-\(number)"
    }

    /// A quorum queue of its own, deleted at the end.
    static func withQueue<R>(
        _ arguments: Object = [:], _ body: (QueueName, RabbitURL) throws -> R
    ) throws -> R {
        let url = try url()
        let queue = QueueName(newName())
        var all = arguments
        all["x-queue-type"] = "quorum"
        let topology = try RabbitTopology(at: url)
        defer { topology.close() }
        try topology.declare(Topology(exchanges: [], queues: [.init(name: queue, arguments: all)], bindings: []))
        defer { try? topology.delete(queue: queue) }
        return try body(queue, url)
    }

    /// Publishes to the queue and waits until the broker has all.
    static func fill(_ queue: QueueName, at url: RabbitURL, _ bodies: [[UInt8]]) throws {
        let outlet = try RabbitOutlet(to: url)
        defer { outlet.close() }
        let parcels = bodies.enumerated().map { parcel(Int64($0), to: queue, $1) }
        let settled = try send(parcels, over: outlet)
        #expect(settled.count == bodies.count)
    }

    static func parcel(_ id: Int64, to queue: QueueName, _ body: [UInt8] = Array("{}".utf8)) -> Parcel {
        Parcel(
            id: id, exchange: "", routingKey: queue.name,
            properties: Properties(contentType: "application/json", messageId: "m\(id)", type: "t"), body: body)
    }

    static func send(_ parcels: [Parcel], over outlet: RabbitOutlet) throws -> [Settlement] {
        var settled: [Settlement] = []
        for parcel in parcels {
            while outlet.room == 0 { settled += try outlet.settle(within: .seconds(5)) }
            try outlet.send(parcel)
        }
        let deadline = Ticks.now() + Ticks.from(.seconds(20))
        while settled.count < parcels.count && Ticks.now() < deadline {
            settled += try outlet.settle(within: .seconds(1))
        }
        return settled
    }

    static func take(_ count: Int, from inlet: RabbitInlet, within patience: Pause = .seconds(10)) throws -> [Delivery] {
        var taken: [Delivery] = []
        let deadline = Ticks.now() + Ticks.from(patience)
        while taken.count < count && Ticks.now() < deadline {
            taken += try inlet.take(upTo: count - taken.count, within: .milliseconds(200))
        }
        return taken
    }

    static func depth(of queue: QueueName, at url: RabbitURL) throws -> Int {
        let topology = try RabbitTopology(at: url)
        defer { topology.close() }
        return try topology.depth(of: queue).ready
    }

    /// What `body` throws, and how many seconds it took.
    static func failure(of body: () throws -> Void) -> (failure: Failure?, seconds: Double) {
        let start = Ticks.now()
        var caught: Failure?
        do { try body() } catch { caught = error as? Failure }
        return (caught, Double(Ticks.now() - start) / 1e9)
    }
}

extension Failure {
    var isTransient: Bool { if case .transient = self { true } else { false } }
    var isFatal: Bool { if case .fatal = self { true } else { false } }
}
