import Core
import Queues
import Workers

/// One look at the queues, and what has changed since the look before.
struct QueuesReport {
    struct Line {
        let queue: QueueName
        /// Nil where the broker cannot be asked.
        let ready: Int64?
        let consumers: Int64?
        let wanted: Int64
        let running: Int64
        let isPaused: Bool
        let parked: QueueFigures.Waiting?
        let outbox: QueueFigures.Waiting?
        let dead: Int64
        /// Messages a second, from two looks.
        let rateIn: Double?
        let rateOut: Double?

        /// Nil where it is not known, or would never be empty.
        var drain: Pause? {
            guard let ready, ready > 0, let rateIn, let rateOut, rateOut > rateIn else { return nil }
            return Pause(microseconds: Int64(Double(ready) / (rateOut - rateIn) * 1_000_000))
        }
    }

    typealias Depth = (ready: Int, consumers: Int)

    let at: Moment
    let nodes: [String]
    let lines: [Line]

    init(_ figures: QueueFigures, depths: [QueueName: Depth], before: QueuesReport? = nil) {
        at = figures.now
        nodes = figures.nodes
        let destinations = Self.destinations(of: figures.outbox)
        let past = Dictionary((before?.lines ?? []).map { ($0.queue, $0) }, uniquingKeysWith: { first, _ in first })
        let seconds = before.map { figures.now.seconds(since: $0.at) } ?? 0
        lines = Roster.queues.map { queue, kind in
            let depth = depths[queue]
            let setting = figures.settings[queue]
            // What is only moved to the dead letters is not decided, so it is not counted.
            let out = seconds > 0 && kind != .drain ? Double(figures.handled[queue] ?? 0) / seconds : nil
            let ready = depth.map { Int64($0.ready) }
            var growth: Double?
            if let now = ready, let then = past[queue]?.ready, seconds > 0 { growth = Double(now - then) / seconds }
            return Line(
                queue: queue, ready: ready, consumers: depth.map { Int64($0.consumers) }, wanted: setting?.workers ?? 1,
                running: figures.running[queue] ?? 0, isPaused: setting?.isPaused ?? false, parked: figures.parked[queue],
                outbox: destinations[queue], dead: figures.dead[queue]?.count ?? 0,
                rateIn: out.flatMap { out in growth.map { max(0, out + $0) } }, rateOut: out)
        }
    }

    /// Which queue a message of the outbox is on its way to, by its routing key.
    private static func destinations(of outbox: [String: QueueFigures.Waiting]) -> [QueueName: QueueFigures.Waiting] {
        let queues = Dictionary(Roster.duties().map { ($0.type.name, $0.queue) }, uniquingKeysWith: { first, _ in first })
        var waiting: [QueueName: QueueFigures.Waiting] = [:]
        for (key, more) in outbox {
            let direct = Roster.queues.map(\.name).first { key.hasPrefix($0.name + ".") }
            guard let queue = direct ?? queues[key] else { continue }
            waiting[queue] =
                waiting[queue].map { QueueFigures.Waiting(count: $0.count + more.count, oldest: min($0.oldest, more.oldest)) }
                ?? more
        }
        return waiting
    }
}
