/// How often a failing message or effect is tried, and how long it waits in between.
package struct RetryPolicy: Hashable, Sendable {
    /// Tries in all, the first included.
    package let attempts: Int
    package let first: Pause
    package let longest: Pause

    package init(attempts: Int, first: Pause, longest: Pause) {
        self.attempts = attempts
        self.first = first
        self.longest = longest
    }

    package static let standard = RetryPolicy(attempts: 12, first: .seconds(1), longest: .hours(1))

    /// The pause after failed try number `attempt` (from 1), or nil when there is none left.
    /// It doubles each time; `jitter` in 0..<1 takes away up to half of it, so that a crowd does not come back at once.
    package func pause(after attempt: Int, jitter: Double) -> Pause? {
        guard attempt < attempts else { return nil }
        return backoff(after: attempt, jitter: jitter)
    }

    /// The pause without a limit of tries: for connections, which are tried for ever.
    package func backoff(after attempt: Int, jitter: Double) -> Pause {
        let doublings = min(max(attempt - 1, 0), 40)
        let full = min(Double(first.microseconds) * Double(UInt64(1) << UInt64(doublings)), Double(longest.microseconds))
        return Pause(microseconds: Int64(full * (1 - jitter / 2)))
    }
}
