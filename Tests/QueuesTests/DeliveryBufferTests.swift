import Core
import Testing

@testable import Queues

@Suite struct `Deliveries that wait` {
    /// Beside a plain list, whatever is appended and taken in whatever portions.
    @Test(arguments: 0..<8) func `are taken in order, as many as are asked for`(_ seed: UInt64) {
        var dice = WireDice(seed: seed)
        var (buffer, list) = (DeliveryBuffer(), [UInt64]())
        var tag: UInt64 = 0
        for _ in 0..<2000 {
            for _ in 0..<Int.random(in: 0...400, using: &dice) where list.count < 1000 {
                tag += 1
                list.append(tag)
                var delivery = WireSample.delivery("")
                delivery.token = DeliveryToken(epoch: 1, tag: tag)
                buffer.append(delivery)
            }
            let limit = [0, 1, 8, 100, 250, 251, 1000].randomElement(using: &dice) ?? 0
            let wanted = Array(list.prefix(limit))
            #expect(buffer.take(limit).map(\.token.tag) == wanted)
            list.removeFirst(wanted.count)
            #expect(buffer.count == list.count && buffer.isEmpty == list.isEmpty)
        }
        #expect(tag > 10_000)
    }
}
