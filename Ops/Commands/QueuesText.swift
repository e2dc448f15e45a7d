import Core
import Queues

extension QueuesReport {
    /// Messages in the hands of workers are missing: the broker tells their number by its management API alone.
    func text(_ paint: Paint = .none) -> String {
        var table = Table(
            ("QUEUE", .left), ("READY", .right), ("WORKERS", .right), ("IN/S", .right), ("OUT/S", .right), ("EMPTY IN", .right),
            ("PARKED", .right), ("OLDEST", .right), ("UNSENT", .right), ("DEAD", .right))
        for line in lines {
            table.rows.append([
                .init(line.queue.name), .init(line.ready.map { "\($0)" } ?? "?"), line.workers,
                .init(Self.rate(line.rateIn)), .init(Self.rate(line.rateOut)), .init(line.drain.map(Span.text) ?? "-"),
                .init("\(line.parked?.count ?? 0)"), .init(line.oldest.map { Span.text(since: $0, until: at) } ?? "-"),
                .init("\(line.outbox?.count ?? 0)"), .init("\(line.dead)", line.dead > 0 ? .red : nil),
            ])
        }
        let alive = nodes.isEmpty ? "no node is alive: guichet run" : "nodes alive: \(nodes.joined(separator: ", "))"
        return "\(table.text(paint))\n\(alive)"
    }

    private static func rate(_ rate: Double?) -> String {
        guard let rate else { return "-" }
        return rate < 10 ? "\((rate * 10).rounded() / 10)" : "\(Int(rate.rounded()))"
    }

    /// The stable JSON of `guichet queues --json`.
    var value: Value {
        [
            "at": .moment(at), "nodes": .array(nodes.map { .string($0) }), "queues": .array(lines.map(\.value)),
        ]
    }
}

extension QueuesReport.Line {
    /// The oldest message that the database knows: parked, or not published yet.
    fileprivate var oldest: Moment? { [parked?.oldest, outbox?.oldest].compactMap(\.self).min() }

    fileprivate var workers: Table.Cell {
        isPaused ? Table.Cell("paused", .yellow) : Table.Cell("\(running)/\(wanted)", running < wanted ? .yellow : nil)
    }

    fileprivate var value: Value {
        [
            "queue": .string(queue.name), "ready": ready.map(Value.integer) ?? .null, "unacknowledged": .null,
            "consumers": consumers.map(Value.integer) ?? .null,
            "workers": ["wanted": .integer(wanted), "running": .integer(running)], "paused": .bool(isPaused),
            "parked": .integer(parked?.count ?? 0), "unpublished": .integer(outbox?.count ?? 0), "dead": .integer(dead),
            "oldest": .moment(oldest), "ratePerSecond": ["in": rate(rateIn), "out": rate(rateOut)],
            "secondsToDrain": drain.map { .number($0.seconds) } ?? .null,
        ]
    }

    private func rate(_ rate: Double?) -> Value { rate.map(Value.number) ?? .null }
}
