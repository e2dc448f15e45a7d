import Foundation
import Synchronization

/// SIGTERM and SIGINT ask for a drain; a second one ends the process at once.
enum Signals {
    private static let received = Atomic<Int>(0)

    static func install() {
        for number in [SIGTERM, SIGINT] {
            signal(number) { _ in
                if Signals.received.wrappingAdd(1, ordering: .relaxed).newValue > 1 { _exit(130) }
            }
        }
        ignoreBrokenPipes()
    }

    /// Who writes to a pipe or socket that nobody reads learns it by the call.
    static func ignoreBrokenPipes() { signal(SIGPIPE, SIG_IGN) }

    static var isStopping: Bool { received.load(ordering: .relaxed) > 0 }
}
