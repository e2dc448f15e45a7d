import Core

/// A length of time as a person says it: two units at most.
enum Span {
    static func text(_ pause: Pause) -> String {
        let seconds = max(0, pause.microseconds / 1_000_000)
        return switch seconds {
        case ..<60: "\(seconds) s"
        case ..<3600: "\(seconds / 60) min \(seconds % 60) s"
        case ..<86_400: "\(seconds / 3600) h \(seconds / 60 % 60) min"
        default: "\(seconds / 86_400) d \(seconds / 3600 % 24) h"
        }
    }

    static func text(since earlier: Moment, until now: Moment) -> String {
        text(Pause(microseconds: now.microseconds - earlier.microseconds))
    }
}
