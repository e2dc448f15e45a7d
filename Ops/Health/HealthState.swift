import Core

/// What the supervisor last saw.
struct HealthState: Sendable {
    var lastLook = Moment(microseconds: 0)
    var wanted: [QueueName: Int] = [:]
    var running: [QueueName: Int] = [:]
    var ready: [QueueName: Int] = [:]
    var paused: [QueueName: Int] = [:]
    var failures: [QueueName: String] = [:]
    /// Nil where the database could not be asked.
    var outboxRows: Double?
    var outboxAge: Double?
    var parkedRows: Double?
    var timerLag: Double?
    var deadLetters: Double?
    var isBlocked = false
    var blockedSeconds = 0.0
    var isRelayConnected = false
    var isDatabaseThere = false
    var isStopping = false

    var isReady: Bool {
        isDatabaseThere && isRelayConnected && !isStopping && failures.isEmpty
            && wanted.allSatisfy { queue, count in (running[queue] ?? 0) >= count }
    }

    /// Why it is not ready, one line each.
    var complaints: [String] {
        var lines: [String] = []
        if !isDatabaseThere { lines.append("the database does not answer") }
        if !isRelayConnected { lines.append("the relay has no connection to the broker") }
        if isStopping { lines.append("draining") }
        for (queue, count) in wanted.sorted(by: { $0.key.name < $1.key.name }) where (running[queue] ?? 0) < count {
            lines.append("\(queue): \(running[queue] ?? 0) of \(count) workers run")
        }
        lines += failures.sorted { $0.key.name < $1.key.name }.map { "\($0.key): \($0.value)" }
        return lines
    }
}
