package import Core
import Synchronization

/// What the engine counts and measures, for the metrics page: one per queue. Any thread may add.
package final class Meter: Sendable {
    package enum Count: Int, CaseIterable, Sendable {
        case taken, recorded, ignored, refused, postponed, duplicates, deadLetters, redelivered, batches, replays
        case published, returned, refusedByBroker, swept, timersFired, effectsPerformed, effectsRetried, fenced
        case brokerLost, databaseLost, drained, firewallRepairs

        /// `guichet_<name>_total`
        package var metric: String {
            switch self {
            case .taken: "messages_taken"
            case .recorded: "events_recorded"
            case .ignored: "events_ignored"
            case .refused: "events_refused"
            case .postponed: "events_postponed"
            case .duplicates: "inbox_duplicates"
            case .deadLetters: "dead_letters"
            case .redelivered: "redelivered"
            case .batches: "batches"
            case .replays: "batch_replays"
            case .published: "messages_published"
            case .returned: "messages_returned"
            case .refusedByBroker: "messages_refused_by_broker"
            case .swept: "outbox_swept"
            case .timersFired: "timers_fired"
            case .effectsPerformed: "effects_performed"
            case .effectsRetried: "effects_retried"
            case .fenced: "fenced_completions"
            case .brokerLost: "broker_connections_lost"
            case .databaseLost: "database_connections_lost"
            case .drained: "dead_letters_drained"
            case .firewallRepairs: "firewall_repairs"
            }
        }
    }

    /// What is so at this moment.
    package enum Gauge: Int, CaseIterable, Sendable {
        case firewallDrift, firewallDesired

        /// `guichet_<name>`
        package var metric: String {
            switch self {
            case .firewallDrift: "firewall_drift"
            case .firewallDesired: "firewall_desired"
            }
        }

        package var help: String {
            switch self {
            case .firewallDrift: "Differences between blocks and this gateway, found by its last look."
            case .firewallDesired: "Blocks this gateway should have."
            }
        }
    }

    private let counts: [Counter]
    private let gauges = Mutex<[Gauge: Int64]>([:])
    /// Seconds from open to committed.
    package let commitSeconds = Histogram(bounds: Histogram.secondsBounds)
    package let batchSize = Histogram(bounds: Histogram.sizeBounds)
    /// Seconds from the event's own `time` to its decision.
    package let scheduleToStart = Histogram(bounds: Histogram.secondsBounds)
    /// Seconds from the taking of a batch to its acknowledgement.
    package let ackLag = Histogram(bounds: Histogram.secondsBounds)
    private let lastEventTime = Atomic<Int64>(0)
    package let effectSeconds = Histogram(bounds: Histogram.secondsBounds)

    package init() {
        counts = Count.allCases.map { _ in Counter() }
    }

    package func add(_ count: Count, _ amount: Int = 1) {
        if amount != 0 { counts[count.rawValue].value.wrappingAdd(amount, ordering: .relaxed) }
    }

    /// An event made at `time` is decided now.
    package func noteStart(of time: Moment, at now: Moment) {
        scheduleToStart.observe(now.seconds(since: time))
        lastEventTime.store(time.microseconds, ordering: .relaxed)
    }

    /// When the event decided last was made: what waits behind it is hardly older. Nil before the first.
    package var lastEvent: Moment? {
        let time = lastEventTime.load(ordering: .relaxed)
        return time == 0 ? nil : Moment(microseconds: time)
    }

    package func set(_ gauge: Gauge, _ value: Int64) { gauges.withLock { $0[gauge] = value } }

    /// Nil where nobody has looked.
    package subscript(gauge: Gauge) -> Int64? { gauges.withLock { $0[gauge] } }

    package subscript(count: Count) -> Int { counts[count.rawValue].value.load(ordering: .relaxed) }
}

private final class Counter: Sendable {
    let value = Atomic<Int>(0)
}
