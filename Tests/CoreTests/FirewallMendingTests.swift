import Core
import Testing

@Suite struct `A look at the wall` {
    private let now = FirewallSamples.now
    private func target(_ number: Int) -> BlockTarget {
        BlockTarget(IPPrefix(IPAddress(.v4, bits: 0xC000_0200 + UInt128(number))), .smtp)
    }

    @Test func `finds what is missing, foreign or mistimed, and nothing else`() {
        let hour = now.adding(.hours(1))
        let mending = Mending(
            observed: [
                target(1): hour, target(2): hour.adding(.seconds(1)), target(3): hour.adding(.seconds(3)), target(4): hour,
                target(5): Moment(microseconds: .max), target(6): now.adding(.seconds(1)),
            ],
            desired: [
                target(1): hour, target(2): hour, target(3): hour, target(5): hour, target(7): hour, target(8): now,
            ], now: now)
        #expect(mending.missing == [target(7): hour])
        #expect(mending.foreign == [target(4)], "what ends within two seconds is left to end")
        #expect(mending.mistimed == [target(3): hour, target(5): hour])
        #expect(mending.drift == 4 && mending.changes.count == 4)
        #expect(mending.changes[target(4)] == .some(nil))
    }

    @Test func `takes another scope or length for another target`() {
        let hour = now.adding(.hours(1))
        let all = BlockTarget(target(1).prefix, .all)
        #expect(Mending(observed: [all: hour], desired: [target(1): hour], now: now).drift == 2)
    }
}
