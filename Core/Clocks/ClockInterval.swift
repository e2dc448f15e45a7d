package enum ClockState: String, CaseIterable, Hashable, Sendable {
    case running, paused, stopped
}

/// A part of a clock's life in which nothing changed.
package struct ClockInterval: Hashable, Sendable {
    package let from: Moment
    package let until: Moment
    package let state: ClockState
    /// By what it was measured.
    package let target: ClockTarget
    /// Working time that counted: none unless it ran.
    package let counted: Pause
    /// Why it did not run.
    package let reason: String?
    /// For whom it waited.
    package let awaiting: String?
}
