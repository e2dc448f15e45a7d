/// The years that calendars know. No work is counted outside of them, so that every search ends.
package enum Horizon {
    package static let years = 1900...2299

    /// A Monday.
    static let first = Day(number: -25_567)
    /// The day after the last one.
    static let end = Day(number: 120_530)
}
