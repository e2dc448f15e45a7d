import Core
import Glibc

/// A point on the clock that never jumps, in microseconds.
struct PostgresDeadline {
    let at: Int64

    init(after pause: Pause) {
        at = Self.now().addingReportingOverflow(pause.microseconds).partialValue
    }

    var hasPassed: Bool { Self.now() >= at }

    /// Rounded up, for `poll`, and no longer than `limit`.
    func milliseconds(atMost limit: Int32) -> Int32 {
        let left = (at - Self.now() + 999) / 1000
        return Int32(max(0, min(left, Int64(limit))))
    }

    static func now() -> Int64 {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1000
    }
}
