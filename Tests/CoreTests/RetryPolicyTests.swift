import Core
import Testing

@Suite struct `A retry policy` {
    let policy = RetryPolicy(attempts: 6, first: .seconds(1), longest: .seconds(10))

    @Test func `doubles its pause up to the longest, and then gives up`() {
        let pauses = (1...6).map { policy.pause(after: $0, jitter: 0) }
        #expect(pauses == [.seconds(1), .seconds(2), .seconds(4), .seconds(8), .seconds(10), nil])
        #expect(policy.pause(after: 7, jitter: 0) == nil)
    }

    @Test func `takes away up to half, so that a crowd does not come back at once`() {
        var dice = CoreDice(seed: 4)
        for _ in 0..<1000 {
            let attempt = 1 + Int(dice.next() % 5)
            let jitter = Double(dice.next() % 1000) / 1000
            let full = policy.pause(after: attempt, jitter: 0) ?? .zero
            let pause = policy.pause(after: attempt, jitter: jitter) ?? .zero
            #expect(pause <= full && pause.seconds > full.seconds / 2)
        }
        #expect(policy.pause(after: 1, jitter: 0.5) == .milliseconds(750))
    }

    @Test func `without a limit stays at the longest for ever`() {
        for attempt in [5, 41, 63, 64, 1000, Int.max] {
            #expect(policy.backoff(after: attempt, jitter: 0) == .seconds(10))
        }
        #expect(policy.backoff(after: 0, jitter: 0) == .seconds(1))
        let wide = RetryPolicy(attempts: 2, first: .hours(1), longest: Pause(microseconds: .max / 2))
        #expect(wide.backoff(after: 1000, jitter: 0) > .days(365))
    }
}
