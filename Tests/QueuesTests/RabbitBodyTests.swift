import Core
import Foundation
import Testing

@testable import Queues

@Suite(.serialized) struct `Bodies and headers` {
    /// 131,064 is what one frame holds: the library leaves a body of exactly so many frames in the kernel for 200 ms.
    @Test func `of every size arrive whole`() throws {
        let sizes = [0, 1, 600, 65_000, 65_536, 131_063, 131_064, 131_065, 262_128, 393_192, 20_000_000]
        try RabbitBroker.withQueue { queue, url in
            let bodies = sizes.map { size in (0..<size).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ size) } }
            try RabbitBroker.fill(queue, at: url, bodies)
            let inlet = try RabbitInlet(from: queue, at: url)
            defer { inlet.close() }
            let taken = try RabbitBroker.take(sizes.count, from: inlet, within: .seconds(30))
            #expect(taken.map(\.body.count) == sizes)
            #expect(taken.map(\.body) == bodies)
            #expect(taken.allSatisfy { $0.routingKey == queue.name && $0.properties.contentType == "application/json" })
            try inlet.acknowledge(through: try #require(taken.last).token)
        }
    }

    /// Small frames, since a body of several segments is pushed out by the acknowledgement of the first.
    @Test(arguments: [1, 2, 7]) func `of exactly full frames are not held back`(frames: Int) throws {
        try RabbitBroker.withQueue { queue, url in
            var url = url
            url.frameMax = 4096
            let outlet = try RabbitOutlet(to: url)
            defer { outlet.close() }
            let body = [UInt8](repeating: 32, count: frames * 4088)
            var times: [Double] = []
            for id in 0..<5 {
                let (failure, seconds) = RabbitBroker.failure {
                    _ = try RabbitBroker.send([RabbitBroker.parcel(Int64(id), to: queue, body)], over: outlet)
                }
                #expect(failure == nil)
                times.append(seconds)
            }
            #expect(times.sorted()[2] < 0.15, "a body that is held back takes 0.2 s: \(times)")
        }
    }

    @Test(arguments: ["table", "array"]) func `nested 12,000 deep crash nobody`(kind: String) async throws {
        let arrived = try await onWorkerThread {
            try RabbitBroker.withQueue { queue, url -> [Object] in
                let raw = try RawPublisher(at: url)
                try raw.publish(to: queue.name, headers: RawPublisher.nested(12_000, kind), body: [1])
                try raw.publish(to: queue.name, headers: RawPublisher.nested(3, kind), body: [2])
                let inlet = try RabbitInlet(from: queue, at: url)
                defer { inlet.close() }
                return try RabbitBroker.take(2, from: inlet).map(\.properties.headers)
            }
        }
        #expect(arrived.count == 2)
        #expect(depth(of: arrived.first.map(Value.object) ?? .null) == FieldTable.depthLimit)
        #expect(depth(of: arrived.last.map(Value.object) ?? .null) == 4)
    }

    private func depth(of value: Value) -> Int {
        switch value {
        case .object(let object): 1 + (object.members.map { depth(of: $0.value) }.max() ?? 0)
        case .array(let values): 1 + (values.map { depth(of: $0) }.max() ?? 0)
        default: 0
        }
    }

    /// Like the engine's threads: a stack of 8 MiB.
    private func onWorkerThread<R: Sendable>(_ body: @escaping @Sendable () throws -> R) async throws -> R {
        try await withCheckedThrowingContinuation { continuation in
            let thread = Thread { continuation.resume(with: Result { try body() }) }
            thread.stackSize = 8 << 20
            thread.start()
        }
    }
}
