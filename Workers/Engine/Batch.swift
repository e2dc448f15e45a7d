import Core

/// One transaction's worth of messages: what to ask the store, and what to write once it has answered. Computes only.
struct Batch {
    let queue: QueueName
    let entities: [String: EntityDeclaration]
    let context: Context
    /// Where each event kind goes, for the sequences of what is sent, and the source it is sent under.
    let destinations: [EventType: (queue: QueueName, source: String)]
    let producers: [EventType: [Producer]]

    /// What to begin, claim, lock and load for these items.
    func question(for items: [Item], works: [Work?], fences: [Fence] = []) -> Question {
        var question = Question(queue: queue)
        question.fences = fences
        var claimed = Set<Claim>(minimumCapacity: items.count)
        var streams = Set<Stream>()
        var values = Lookups(room: items.count)
        var asked = Set<Ask>()
        question.claims.reserveCapacity(items.count)
        for (item, work) in zip(items, works) {
            guard let event = item.event else { continue }
            if claimed.insert(event.opened.claim).inserted {
                question.claims.append(
                    NewClaim(
                        claim: event.opened.claim, source: event.opened.event.envelope.source,
                        id: event.opened.event.envelope.id, type: event.opened.event.envelope.type))
            }
            if event.opened.event.envelope.sequence != nil, let stream = event.opened.event.envelope.stream {
                streams.insert(stream)
            }
            switch work?.reference {
            case .id(let id): values.add(event.duty.entity.table, "id", id)
            case .column(let column, let value): values.add(event.duty.entity.table, column, value)
            case .columnElse(let column, let value, let id):
                values.add(event.duty.entity.table, column, value)
                values.add(event.duty.entity.table, "id", id)
            case nil: break
            }
            for ask in work?.asks ?? [] where asked.insert(ask).inserted { question.asks.append(ask) }
        }
        question.streams = streams.sorted()
        question.lookups = values.lookups
        return question
    }

    /// Decides each item in order, with the state folded in memory.
    ///
    /// - Parameter conflict: the constraint that refused the first decision of the only item.
    func decide(
        _ items: [Item], works: [Work?], answer: Answer, conflict: String?, at now: Moment, dice: inout Dice
    ) throws(Failure) -> Changes {
        var desk = Desk(self, answer: answer, at: now, dice: dice)
        for index in Batch.order(of: items) {
            switch items[index].content {
            case .dead(let letter):
                desk.changes.dead.append(letter)
                context.meter.add(.deadLetters)
                context.note(
                    Notice(
                        .warning, "dead letter: \(letter.reason)",
                        ["queue": queue.name, "kind": letter.kind.rawValue, "event": letter.eventId ?? "unknown"]))
            case .event(let event):
                try desk.handle(event, works[index], conflict: conflict)
            }
        }
        dice = desk.dice
        return desk.finished()
    }

    /// Order of arrival, but events of one stream by their sequence: what arrived shuffled together need not wait.
    static func order(of items: [Item]) -> [Int] {
        var slots: [Stream: [Int]] = [:]
        for (index, item) in items.enumerated() {
            if let stream = item.event?.opened.event.envelope.stream { slots[stream, default: []].append(index) }
        }
        var order = Array(items.indices)
        for places in slots.values where places.count > 1 {
            let sorted = places.sorted { left, right in
                let a = items[left].event?.opened.event.envelope.sequence ?? 0
                let b = items[right].event?.opened.event.envelope.sequence ?? 0
                return (a, left) < (b, right)
            }
            for (place, index) in zip(places, sorted) { order[place] = index }
        }
        return order
    }
}

/// What to look up, by table and column. A batch has few of these, so they are compared and not hashed.
private struct Lookups {
    private var groups: [(table: String, column: String, values: Set<String>)] = []
    private let room: Int

    init(room: Int) { self.room = room }

    mutating func add(_ table: String, _ column: String, _ value: String) {
        for place in groups.indices where groups[place].column == column && groups[place].table == table {
            groups[place].values.insert(value)
            return
        }
        var values = Set<String>(minimumCapacity: room)
        values.insert(value)
        groups.append((table, column, values))
    }

    var lookups: [Lookup] {
        groups.sorted { ($0.table, $0.column) < ($1.table, $1.column) }.map { group in
            Lookup(table: group.table, column: group.column, values: group.values.sorted())
        }
    }
}
