import Core
import Support
import Testing

@testable import Queues

@Suite(.serialized) struct `A rabbit inlet` {
    @Test func `delivers bytes and properties as they were sent, in order`() throws {
        try RabbitBroker.withQueue { queue, url in
            let headers: Object = [
                "text": "é", "number": 7, "flag": true, "list": [1, "two", .null], "table": ["a": ["b": .number(0.5)]],
            ]
            let properties = Properties(
                contentType: "application/cloudevents+json", messageId: "id-1", type: "account.signup.requested",
                correlationId: "c", replyTo: "r", userId: url.user, headers: headers)
            let parcel = Parcel(id: 1, exchange: "", routingKey: queue.name, properties: properties, body: [0, 255, 10])
            let outlet = try RabbitOutlet(to: url)
            defer { outlet.close() }
            #expect(try RabbitBroker.send([parcel], over: outlet) == [.confirmed(1)])

            let inlet = try RabbitInlet(from: queue, at: url)
            defer { inlet.close() }
            let delivery = try #require(try RabbitBroker.take(1, from: inlet).first)
            #expect(delivery.properties == properties)
            #expect(delivery.body == [0, 255, 10])
            #expect(delivery.exchange == "" && delivery.routingKey == queue.name)
            #expect(!delivery.redelivered && delivery.token.tag == 1)
        }
    }

    @Test func `keeps the order, and never takes more than it is asked for`() throws {
        try RabbitBroker.withQueue { queue, url in
            try RabbitBroker.fill(queue, at: url, (0..<100).map { [UInt8($0)] })
            let inlet = try RabbitInlet(from: queue, at: url, prefetch: 50)
            defer { inlet.close() }
            var seen: [UInt8] = []
            let isComplete = try eventually {
                let some = try inlet.take(upTo: 7, within: .seconds(1))
                #expect(some.count <= 7)
                seen += some.flatMap(\.body)
                if let last = some.last { try inlet.acknowledge(through: last.token) }
                return seen.count >= 100
            }
            #expect(isComplete && seen == Array(0..<100))
        }
    }

    @Test func `does not wait for company`() throws {
        try RabbitBroker.withQueue { queue, url in
            try RabbitBroker.fill(queue, at: url, [[1]])
            let inlet = try RabbitInlet(from: queue, at: url)
            defer { inlet.close() }
            let (failure, seconds) = RabbitBroker.failure {
                try #require(try inlet.take(upTo: 250, within: .seconds(20)).count == 1)
            }
            #expect(failure == nil && seconds < 25)
        }
    }

    @Test func `returns empty after its patience, when woken, or when it is to stop`() throws {
        try RabbitBroker.withQueue { queue, url in
            let bell = try EventBell()
            let inlet = try RabbitInlet(from: queue, at: url, wake: bell.descriptor)
            defer { inlet.close() }
            let idle = RabbitBroker.failure { try #require(try inlet.take(upTo: 9, within: .milliseconds(300)).isEmpty) }
            #expect(idle.seconds >= 0.3 && idle.seconds < 20)
            bell.ring()
            let woken = RabbitBroker.failure { try #require(try inlet.take(upTo: 9, within: .seconds(30)).isEmpty) }
            #expect(woken.seconds < 25)

            let stopping = try RabbitInlet(from: queue, at: url, isStopping: { true })
            defer { stopping.close() }
            let stopped = RabbitBroker.failure { try #require(try stopping.take(upTo: 9, within: .seconds(30)).isEmpty) }
            #expect(stopped.seconds < 25)
        }
    }

    @Test func `acknowledges through a token, and what was not acknowledged comes again after close`() throws {
        try RabbitBroker.withQueue { queue, url in
            try RabbitBroker.fill(queue, at: url, (0..<5).map { [UInt8($0)] })
            let inlet = try RabbitInlet(from: queue, at: url)
            let taken = try RabbitBroker.take(5, from: inlet)
            try inlet.acknowledge(through: taken[2].token)
            try inlet.acknowledge(through: taken[2].token)
            try inlet.acknowledge(through: taken[0].token)
            inlet.close()

            let next = try RabbitInlet(from: queue, at: url)
            defer { next.close() }
            let again = try RabbitBroker.take(2, from: next)
            #expect(again.map(\.body) == [[3], [4]])
            #expect(again.map(\.redelivered) == [true, true])
        }
    }

    @Test func `takes no notice of a token of another channel`() throws {
        try RabbitBroker.withQueue { queue, url in
            try RabbitBroker.fill(queue, at: url, [[1], [2]])
            let old = try RabbitInlet(from: queue, at: url)
            let stale = try #require(try RabbitBroker.take(2, from: old).last)
            old.close()

            let inlet = try RabbitInlet(from: queue, at: url)
            let fresh = try RabbitBroker.take(2, from: inlet)
            #expect(fresh.map(\.token.tag) == [1, 2], "the same tags as before, so the epoch alone tells them apart")
            try inlet.acknowledge(through: stale.token)
            inlet.close()
            #expect(try eventually { try RabbitBroker.depth(of: queue, at: url) == 2 })
        }
    }

    @Test func `gives up consuming, and can still acknowledge what was taken`() throws {
        try RabbitBroker.withQueue { queue, url in
            try RabbitBroker.fill(queue, at: url, (0..<20).map { [UInt8($0)] })
            let inlet = try RabbitInlet(from: queue, at: url)
            let taken = try RabbitBroker.take(5, from: inlet)
            try inlet.cancel()
            try inlet.cancel()
            #expect(try inlet.take(upTo: 100, within: .milliseconds(300)).isEmpty)
            try inlet.acknowledge(through: try #require(taken.last).token)
            inlet.close()
            #expect(try eventually { try RabbitBroker.depth(of: queue, at: url) == 15 })
        }
    }

    @Test func `survives being opened, cancelled and closed over and over with deliveries in flight`() throws {
        try RabbitBroker.withQueue { queue, url in
            try RabbitBroker.fill(queue, at: url, (0..<200).map { [UInt8($0)] })
            for _ in 0..<15 {
                let inlet = try RabbitInlet(from: queue, at: url, prefetch: 100)
                #expect(try !inlet.take(upTo: 10, within: .seconds(10)).isEmpty)
                try inlet.cancel()
                inlet.close()
            }
            #expect(try eventually { try RabbitBroker.depth(of: queue, at: url) == 200 })
        }
    }

    @Test func `keeps deliveries that arrive while its thread attends to something else`() throws {
        try RabbitBroker.withQueue { queue, url in
            let inlet = try RabbitInlet(from: queue, at: url)
            defer { inlet.close() }
            try RabbitBroker.fill(queue, at: url, (0..<30).map { [UInt8($0)] })
            inlet.attend()
            #expect(try RabbitBroker.take(30, from: inlet).map(\.body) == (0..<30).map { [UInt8($0)] })
        }
    }

    @Test func `says transient when its queue is deleted`() throws {
        try RabbitBroker.withQueue { queue, url in
            let inlet = try RabbitInlet(from: queue, at: url)
            defer { inlet.close() }
            let topology = try RabbitTopology(at: url)
            defer { topology.close() }
            try topology.delete(queue: queue)
            let (failure, _) = RabbitBroker.failure { _ = try inlet.take(upTo: 1, within: .seconds(10)) }
            let loss = try #require(failure)
            #expect(loss.isTransient)
            #expect(throws: loss) { try inlet.take(upTo: 1, within: .zero) }
        }
    }

    @Test func `says fatal, and what to do, without its queue, its vhost or the right password`() throws {
        let url = try RabbitBroker.url()
        let noQueue = RabbitBroker.failure { _ = try RabbitInlet(from: "never-declared", at: url) }.failure
        #expect(noQueue?.isFatal == true && noQueue?.message.contains("never-declared") == true)

        let noVhost = RabbitBroker.failure {
            _ = try RabbitInlet(from: "q", at: try RabbitBroker.url { $0.vhost = "nowhere" })
        }.failure
        #expect(noVhost?.isFatal == true && noVhost?.message.contains("add_vhost") == true)

        let noEntry = RabbitBroker.failure {
            _ = try RabbitInlet(from: "q", at: try RabbitBroker.url { $0.password = "sesame-\($0.password)" })
        }.failure
        #expect(noEntry?.isFatal == true && noEntry?.message.contains("password") == true)
        #expect(noEntry?.message.contains("sesame") == false)
    }

    @Test func `says transient where nobody listens`() throws {
        let port = try RabbitProxy.freePort()
        let (failure, seconds) = RabbitBroker.failure {
            _ = try RabbitInlet(from: "q", at: try RabbitBroker.url { ($0.host, $0.port) = ("127.0.0.1", port) })
        }
        #expect(failure?.isTransient == true && seconds < 25)
    }
}
