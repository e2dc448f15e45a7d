import Core
import Foundation
import Support
import Testing

@testable import Queues

@Suite(.serialized) struct `A rabbit outlet` {
    @Test func `confirms every parcel exactly once, beyond its window`() throws {
        try RabbitBroker.withQueue { queue, url in
            let outlet = try RabbitOutlet(to: url, window: 64)
            defer { outlet.close() }
            #expect(outlet.room == 64)
            let settled = try RabbitBroker.send((0..<1000).map { RabbitBroker.parcel($0, to: queue) }, over: outlet)
            #expect(Set(settled) == Set((0..<1000).map { Settlement.confirmed($0) }) && settled.count == 1000)
            #expect(outlet.room == 64)
            #expect(try eventually { try RabbitBroker.depth(of: queue, at: url) == 1000 })
        }
    }

    /// A classic queue has a message when the broker has read it; a quorum queue may forget what was never confirmed.
    @Test func `sends what is under way before it closes`() throws {
        let url = try RabbitBroker.url()
        let queue = QueueName(RabbitBroker.newName())
        let topology = try RabbitTopology(at: url)
        defer { topology.close() }
        try topology.declare(
            Topology(exchanges: [], queues: [.init(name: queue, arguments: ["x-queue-type": "classic"])], bindings: []))
        let outlet = try RabbitOutlet(to: url)
        for id in 0..<100 { try outlet.send(RabbitBroker.parcel(Int64(id), to: queue)) }
        outlet.close()
        #expect(try eventually { try RabbitBroker.depth(of: queue, at: url) == 100 })
        try topology.delete(queue: queue)
    }

    @Test func `gives back what no queue wants, and only that`() throws {
        try RabbitBroker.withQueue { queue, url in
            let outlet = try RabbitOutlet(to: url)
            defer { outlet.close() }
            // The same keys and ids on purpose: the parcels are told apart by nothing the sender wrote.
            let parcels = (0..<40).map { id in
                var parcel = RabbitBroker.parcel(Int64(id), to: id % 2 == 0 ? queue : "nobody")
                parcel.properties.messageId = nil
                return parcel
            }
            let settled = try RabbitBroker.send(parcels, over: outlet)
            var returned: Set<Int64> = []
            for case .returned(let id, let reason) in settled {
                returned.insert(id)
                #expect(reason.contains("NO_ROUTE") && reason.contains("nobody"))
            }
            #expect(returned == Set((0..<40).filter { $0 % 2 == 1 }))
            #expect(settled.count == 40)
        }
    }

    @Test func `says what a full queue refuses`() throws {
        try RabbitBroker.withQueue(["x-max-length": 1, "x-overflow": "reject-publish"]) { queue, url in
            let outlet = try RabbitOutlet(to: url)
            defer { outlet.close() }
            var settled: [Settlement] = []
            for id in 0..<20 { settled += try RabbitBroker.send([RabbitBroker.parcel(Int64(id), to: queue)], over: outlet) }
            #expect(settled.first == .confirmed(0) && settled.last == .refused(19))
        }
    }

    @Test func `does not survive an exchange that is missing, and says which`() throws {
        let outlet = try RabbitOutlet(to: try RabbitBroker.url())
        defer { outlet.close() }
        var parcel = RabbitBroker.parcel(1, to: "q")
        parcel.exchange = "no-such-exchange"
        try outlet.send(parcel)
        let (failure, _) = RabbitBroker.failure { _ = try outlet.settle(within: .seconds(10)) }
        #expect(failure?.isFatal == true && failure?.message.contains("no-such-exchange") == true)
        #expect(outlet.room == 0)
    }

    @Test func `gives back what the broker would close the channel for`() throws {
        try RabbitBroker.withQueue { queue, url in
            let outlet = try RabbitOutlet(to: url)
            defer { outlet.close() }
            var parcels = (0..<4).map { RabbitBroker.parcel($0, to: queue) }
            parcels[0].routingKey = String(repeating: "k", count: 256)
            parcels[1].properties.headers[String(repeating: "h", count: 256)] = 1
            parcels[2].properties.headers["large"] = .string(String(repeating: "h", count: 140_000))
            parcels[3].properties.userId = "somebody-else"
            let settled = try RabbitBroker.send(parcels, over: outlet)
            #expect(settled.count == 4 && settled.contains(.confirmed(3)))
            #expect(settled.filter { if case .returned = $0 { true } else { false } }.count == 3)
        }
    }

    /// With `x-death` the broker would take a republished message for a cycle and drop it; `CC` would send copies.
    @Test func `drops the headers that the broker reads`() throws {
        try RabbitBroker.withQueue { queue, url in
            let outlet = try RabbitOutlet(to: url)
            defer { outlet.close() }
            var parcel = RabbitBroker.parcel(1, to: queue)
            parcel.properties.headers = ["x-death": [["queue": "q"]], "CC": [.string(queue.name)], "BCC": "x", "kept": 1]
            #expect(try RabbitBroker.send([parcel], over: outlet) == [.confirmed(1)])
            let inlet = try RabbitInlet(from: queue, at: url)
            defer { inlet.close() }
            #expect(try RabbitBroker.take(1, from: inlet).map(\.properties.headers) == [["kept": 1]])
            #expect(try inlet.take(upTo: 1, within: .milliseconds(200)).isEmpty)
        }
    }

    @Test func `says transient when the connection is cut with parcels under way`() throws {
        try RabbitBroker.withQueue { queue, url in
            let outlet = try RabbitOutlet(to: url)
            defer { outlet.close() }
            for id in 0..<50 { try outlet.send(RabbitBroker.parcel(Int64(id), to: queue)) }
            outlet.cut()
            let (failure, seconds) = RabbitBroker.failure {
                while true { _ = try outlet.settle(within: .seconds(5)) }
            }
            #expect(failure?.isTransient == true && seconds < 25)
            #expect(throws: Failure.self) { try outlet.send(RabbitBroker.parcel(99, to: queue)) }
        }
    }

    @Test func `wakes when its bell rings`() throws {
        let bell = try EventBell()
        let outlet = try RabbitOutlet(to: try RabbitBroker.url(), bell: bell)
        defer { outlet.close() }
        Thread.detachNewThread { bell.ring() }
        let rung = RabbitBroker.failure { try #require(try outlet.settle(within: .seconds(30)).isEmpty) }
        #expect(rung.failure == nil && rung.seconds < 25)
        let quiet = RabbitBroker.failure { try #require(try outlet.settle(within: .milliseconds(300)).isEmpty) }
        #expect(quiet.seconds >= 0.3, "a ring wakes once")
    }

    @Test func `has no room while the broker blocks it`() throws {
        let proxy = try RabbitProxy(to: try RabbitBroker.url())
        let outlet = try RabbitOutlet(to: try RabbitProxy.url(through: proxy), window: 8)
        defer { outlet.close() }
        try proxy.inject(channel: 0, 10, 60, [10] + Array("low on RAM".utf8))
        #expect(try outlet.settle(within: .seconds(10)).isEmpty)
        #expect(outlet.isBlocked && outlet.room == 0)
        try proxy.inject(channel: 0, 10, 61, [])
        let (_, seconds) = RabbitBroker.failure { try #require(try outlet.settle(within: .seconds(30)).isEmpty) }
        #expect(!outlet.isBlocked && outlet.room == 8 && seconds < 25)
    }
}
