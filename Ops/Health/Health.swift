import Core
import Synchronization
import Workers

/// The health of this node, as its page tells it.
final class Health: Sendable {
    private let state = Mutex(HealthState())
    /// A supervisor that has not looked for so long is stuck.
    private static let stuckAfter = Pause.seconds(60)

    func change(_ body: (inout sending HealthState) -> Void) {
        state.withLock { body(&$0) }
    }

    func respond(to path: String, meters: [(name: String, meter: Meter)]) -> (status: Int, body: String) {
        let now = state.withLock { $0 }
        switch path {
        case "/metrics": return (200, MetricsPage(now, meters: meters).body)
        case "/healthz":
            let isStuck = now.lastLook.microseconds > 0 && WallClock.now() > now.lastLook.adding(Health.stuckAfter)
            return isStuck ? (503, "the supervisor is stuck\n") : (200, "alive\n")
        case "/readyz":
            return now.isReady ? (200, "ready\n") : (503, now.complaints.map { $0 + "\n" }.joined())
        default: return (404, "there are /metrics, /healthz and /readyz\n")
        }
    }
}
