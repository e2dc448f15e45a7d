import Glibc
import Synchronization

/// Frees threads that are stuck inside librabbitmq, whose sends and receives may wait for ever: a connection that was not
/// pumped for twice its heartbeat gets its socket shut down from outside. The broker would give it up as well.
///
/// One thread per process, started with the first connection. A pump pays one atomic store for it.
package final class RabbitWatchdog: Sendable {
    package static let shared = RabbitWatchdog()

    private struct State {
        var watches: [Watch] = []
        var isRunning = false
    }

    private let state = Mutex(State())

    private init() {}

    /// `limit` in nanoseconds.
    func watch(_ descriptor: Int32, limit: Int64) -> Watch {
        let watch = Watch(descriptor: descriptor, limit: limit)
        let starts = state.withLock { state in
            state.watches.append(watch)
            defer { state.isRunning = true }
            return !state.isRunning
        }
        if starts { start() }
        return watch
    }

    func leave(_ watch: Watch) {
        state.withLock { state in
            state.watches.removeAll { $0 === watch }
            watch.closeOwn()
        }
    }

    private func start() {
        var thread = pthread_t()
        let result = pthread_create(&thread, nil, { _ in RabbitWatchdog.shared.run() }, nil)
        if result == 0 {
            pthread_detach(thread)
        } else {
            state.withLock { $0.isRunning = false }
        }
    }

    private func run() -> Never {
        var pause = timespec(tv_sec: 0, tv_nsec: 500_000_000)
        while true {
            nanosleep(&pause, nil)
            let now = Ticks.now()
            state.withLock { state in
                for watch in state.watches { watch.cutWhereStale(now) }
            }
        }
    }
}

/// One watched connection. It holds a descriptor of its own for the same socket, so that it never shuts down another
/// connection's, whenever the library closes the first.
final class Watch: Sendable {
    private let descriptor: Int32
    private let limit: Int64
    private let tick: Atomic<Int64>
    private let cut = Atomic(false)

    fileprivate init(descriptor: Int32, limit: Int64) {
        self.descriptor = dup(descriptor)
        self.limit = limit
        tick = Atomic(Ticks.now())
    }

    var wasCut: Bool { cut.load(ordering: .relaxed) }

    func stamp(_ now: Int64) { tick.store(now, ordering: .relaxed) }

    /// Shuts the socket down, in both directions, from any thread.
    func shutDown() {
        cut.store(true, ordering: .relaxed)
        shutdown(descriptor, Int32(SHUT_RDWR))
    }

    fileprivate func cutWhereStale(_ now: Int64) {
        if now - tick.load(ordering: .relaxed) > limit && !wasCut { shutDown() }
    }

    fileprivate func closeOwn() { Glibc.close(descriptor) }
}
