package import Core
import Synchronization

/// A clock that only moves when it is told to.
package final class SimulatedClock: Sendable {
    private let microseconds: Atomic<Int64>

    /// 2026-11-21T12:00:00Z, unless told otherwise.
    package init(at start: Moment = Moment(seconds: 1_795_262_400)) {
        microseconds = Atomic(start.microseconds)
    }

    package var now: Moment { Moment(microseconds: microseconds.load(ordering: .relaxed)) }

    package func advance(by pause: Pause) {
        microseconds.wrappingAdd(pause.microseconds, ordering: .relaxed)
    }
}
