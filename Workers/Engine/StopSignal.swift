import Synchronization

/// Asks a thread to finish what it has in hand and leave.
package final class StopSignal: Sendable {
    private let flag = Atomic<Bool>(false)

    package init() {}

    package func raise() { flag.store(true, ordering: .releasing) }
    package var isRaised: Bool { flag.load(ordering: .acquiring) }
}
