/// The numbered steps of the engine. After each, a test may kill the process; nothing may be lost or doubled.
package enum Step: String, CaseIterable, Sendable {
    // The batch runner.
    case taken, marked, opened, decided, committed, handedOver, acknowledged
    // The effect runner.
    case leased, performed, reported
    // The relay.
    case swept, sent, confirmed, forgotten
    // The clock and the drain.
    case fired, drained
}

/// Told after each step. Killing the process in it is how the kill matrix works.
package typealias StepHook = (Step) -> Void
