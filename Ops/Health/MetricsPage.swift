import Core
import Workers

/// What the node knows of itself, as Prometheus text (format 0.0.4).
struct MetricsPage {
    private var text = ""

    init(_ state: HealthState, meters: [(name: String, meter: Meter)]) {
        for count in Meter.Count.allCases {
            head("guichet_\(count.metric)_total", "counter", "Since the start of the process, by queue.")
            for (name, meter) in meters { line("guichet_\(count.metric)_total", name, "\(meter[count])") }
        }
        histogram("tx_commit_seconds", "From the opening of a transaction to its commit.", meters, \.commitSeconds)
        histogram("tx_batch_size", "Messages per transaction.", meters, \.batchSize)
        histogram("schedule_to_start_seconds", "From an event's own time to its decision.", meters, \.scheduleToStart)
        histogram("ack_lag_seconds", "From the taking of a batch to its acknowledgement.", meters, \.ackLag)
        histogram("effect_seconds", "Time of one try of an effect.", meters, \.effectSeconds)
        for gauge in Meter.Gauge.allCases {
            let values = meters.compactMap { name, meter in meter[gauge].map { (name, $0) } }
            if values.isEmpty { continue }
            head("guichet_\(gauge.metric)", "gauge", gauge.help)
            for (name, value) in values { line("guichet_\(gauge.metric)", name, "\(value)") }
        }
        gauge("workers_wanted", "Workers this node should run.", state.wanted)
        gauge("workers_running", "Workers this node runs.", state.running)
        permits(state)
        ages(state, meters)
        gauge("queue_ready", "Messages ready on the broker.", state.ready)
        gauge("queue_paused", "1 where the queue is paused.", state.paused)
        single("outbox_rows", "Messages committed and not yet confirmed by the broker.", state.outboxRows)
        single("outbox_oldest_unconfirmed_seconds", "Age of the oldest of them.", state.outboxAge)
        single("parked_rows", "Messages that wait for a time or a predecessor.", state.parkedRows)
        single("timer_lag_seconds", "How late the oldest due timer or parked message is.", state.timerLag)
        single("dead_letters_open", "Dead letters nobody has dealt with.", state.deadLetters)
        single("blocked_seconds", "How long the broker has blocked publishing, in all.", state.blockedSeconds)
        single("broker_blocked", "1 while the broker blocks publishing.", state.isBlocked ? 1 : 0)
        single("ready", "1 where every wanted worker runs and the servers answer.", state.isReady ? 1 : 0)
    }

    var body: String { text }

    private mutating func head(_ name: String, _ kind: String, _ help: String) {
        text += "# HELP \(name) \(help)\n# TYPE \(name) \(kind)\n"
    }

    private mutating func line(_ name: String, _ queue: String, _ value: String) {
        text += "\(name){queue=\"\(queue)\"} \(value)\n"
    }

    private mutating func permits(_ state: HealthState) {
        head("guichet_permits", "gauge", "Workers of a queue that may run here, and that do.")
        for (kind, values) in [("limit", state.wanted), ("used", state.running)] {
            for (queue, value) in values.sorted(by: { $0.key.name < $1.key.name }) {
                text += "guichet_permits{queue=\"\(queue)\",kind=\"\(kind)\"} \(value)\n"
            }
        }
    }

    /// AMQP does not tell the age of a queue's head. What waits is hardly older than what was decided last.
    private mutating func ages(_ state: HealthState, _ meters: [(name: String, meter: Meter)]) {
        head("guichet_queue_age_oldest_seconds", "gauge", "Age of the event decided last, while others wait; else 0.")
        for (name, meter) in meters {
            guard let ready = state.ready[QueueName(name)] else { continue }
            let age = ready == 0 ? 0 : meter.lastEvent.map { state.lastLook.seconds(since: $0) } ?? 0
            line("guichet_queue_age_oldest_seconds", name, "\(max(0, age))")
        }
    }

    private mutating func gauge(_ name: String, _ help: String, _ values: [QueueName: Int]) {
        head("guichet_\(name)", "gauge", help)
        for (queue, value) in values.sorted(by: { $0.key.name < $1.key.name }) {
            line("guichet_\(name)", queue.name, "\(value)")
        }
    }

    private mutating func single(_ name: String, _ help: String, _ value: Double?) {
        guard let value else { return }
        head("guichet_\(name)", "gauge", help)
        text += "guichet_\(name) \(value)\n"
    }

    private mutating func histogram(
        _ name: String, _ help: String, _ meters: [(name: String, meter: Meter)], _ path: KeyPath<Meter, Histogram>
    ) {
        let name = "guichet_\(name)"
        head(name, "histogram", help)
        for (queue, meter) in meters {
            let histogram = meter[keyPath: path]
            let counts = histogram.cumulative
            for (bound, count) in zip(histogram.bounds.map { "\($0)" } + ["+Inf"], counts) {
                text += "\(name)_bucket{queue=\"\(queue)\",le=\"\(bound)\"} \(count)\n"
            }
            text += "\(name)_sum{queue=\"\(queue)\"} \(histogram.total)\n"
            text += "\(name)_count{queue=\"\(queue)\"} \(counts.last ?? 0)\n"
        }
    }
}
