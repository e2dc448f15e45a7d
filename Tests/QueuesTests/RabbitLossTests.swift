import Core
import Foundation
import Support
import Testing

@testable import Queues

@Suite(.serialized) struct `A broker that fails` {
    @Test func `by a cut connection is transient, and nothing is lost`() throws {
        try RabbitBroker.withQueue { queue, url in
            try RabbitBroker.fill(queue, at: url, [[1], [2]])
            let proxy = try RabbitProxy(to: url)
            let inlet = try RabbitInlet(from: queue, at: try RabbitProxy.url(through: proxy))
            let taken = try RabbitBroker.take(2, from: inlet)
            proxy.cut()
            let (failure, seconds) = RabbitBroker.failure {
                while true { _ = try inlet.take(upTo: 1, within: .seconds(5)) }
            }
            #expect(failure?.isTransient == true && seconds < 25)
            #expect(throws: Failure.self) { try inlet.acknowledge(through: taken[1].token) }
            inlet.close()
            #expect(try eventually { try RabbitBroker.depth(of: queue, at: url) == 2 })
        }
    }

    @Test func `by freezing is noticed after two heartbeats by who waits`() throws {
        try RabbitBroker.withQueue { queue, url in
            let proxy = try RabbitProxy(to: url)
            let inlet = try RabbitInlet(from: queue, at: try RabbitProxy.url(through: proxy) { $0.heartbeat = 1 })
            proxy.freeze()
            let (failure, seconds) = RabbitBroker.failure {
                while true { _ = try inlet.take(upTo: 1, within: .seconds(60)) }
            }
            #expect(failure?.isTransient == true && seconds < 25)
        }
    }

    /// Large bodies fill the kernel's buffers, so that the library is stuck in a send of its own, which has no deadline.
    @Test func `by freezing frees a thread that is stuck in a send`() throws {
        try RabbitBroker.withQueue { queue, url in
            let proxy = try RabbitProxy(to: url)
            let outlet = try RabbitOutlet(to: try RabbitProxy.url(through: proxy) { $0.heartbeat = 1 })
            proxy.freeze()
            let body = [UInt8](repeating: 32, count: 30_000_000)
            let (failure, seconds) = RabbitBroker.failure {
                for id in 0..<8 { try outlet.send(RabbitBroker.parcel(Int64(id), to: queue, body)) }
            }
            #expect(failure?.isTransient == true && seconds < 20)
        }
    }

    /// The watchdog's part: here the thread is stuck elsewhere, and the proxy keeps the broker from closing the connection.
    @Test func `by freezing is cut from outside while its thread does not look`() throws {
        let proxy = try RabbitProxy(to: try RabbitBroker.url())
        let outlet = try RabbitOutlet(to: try RabbitProxy.url(through: proxy) { $0.heartbeat = 1 })
        proxy.freeze()
        var descriptor = pollfd(fd: outlet.descriptor, events: Int16(POLLIN), revents: 0)
        #expect(poll(&descriptor, 1, 15_000) == 1, "shut down from outside, the socket becomes readable")
        let (failure, seconds) = RabbitBroker.failure { _ = try outlet.settle(within: .seconds(5)) }
        #expect(failure?.isTransient == true && failure?.message.contains("from outside") == true)
        #expect(seconds < 25)
    }

    @Test func `to confirm in time is transient`() throws {
        try RabbitBroker.withQueue { queue, url in
            let proxy = try RabbitProxy(to: url)
            let outlet = try RabbitOutlet(to: try RabbitProxy.url(through: proxy), patience: .milliseconds(500))
            proxy.freeze()
            try outlet.send(RabbitBroker.parcel(1, to: queue))
            let (failure, seconds) = RabbitBroker.failure { _ = try outlet.settle(within: .seconds(30)) }
            #expect(failure?.isTransient == true && failure?.message.contains("confirmed nothing") == true)
            #expect(seconds < 25)
        }
    }

    @Test func `by closing the channel for a slow acknowledgement is transient`() throws {
        try RabbitBroker.withQueue { queue, url in
            let proxy = try RabbitProxy(to: url)
            let inlet = try RabbitInlet(from: queue, at: try RabbitProxy.url(through: proxy))
            let text = Array("PRECONDITION_FAILED - delivery acknowledgement on channel 1 timed out".utf8)
            try proxy.inject(channel: 1, 20, 40, [0x01, 0x96, UInt8(text.count)] + text + [0, 0, 0, 0])
            let (failure, _) = RabbitBroker.failure { _ = try inlet.take(upTo: 1, within: .seconds(10)) }
            #expect(failure?.isTransient == true && failure?.message.contains("timed out") == true)
        }
    }

    @Test func `not at all, but says nothing, is kept by heartbeats`() throws {
        try RabbitBroker.withQueue { queue, url in
            var short = url
            short.heartbeat = 1
            let inlet = try RabbitInlet(from: queue, at: short)
            defer { inlet.close() }
            #expect(try inlet.take(upTo: 1, within: .seconds(6)).isEmpty)
            try RabbitBroker.fill(queue, at: url, [[7]])
            #expect(try RabbitBroker.take(1, from: inlet).map(\.body) == [[7]])
        }
    }
}
