import Core
import Glibc

/// The monotonic clock, in nanoseconds: for waiting, never for dates.
enum Ticks {
    static func now() -> Int64 {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
    }

    static func from(_ pause: Pause) -> Int64 {
        let (product, overflow) = max(0, pause.microseconds).multipliedReportingOverflow(by: 1000)
        return overflow ? .max / 2 : min(product, .max / 2)
    }
}
