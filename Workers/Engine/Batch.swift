import Core

/// One transaction's worth of messages: what to ask the store, and what to write once it has answered. Computes only.
struct Batch {
    let queue: QueueName
    let entities: [String: EntityDeclaration]
    let context: Context
    /// Where each event kind goes, for the sequences of what is sent.
    let destinations: [EventType: QueueName]
    let producers: [EventType: [Producer]]

    /// What to begin, claim, lock and load for these items.
    func question(for items: [Item], works: [Work?], fences: [Fence] = []) -> Question {
        var question = Question(queue: queue)
        question.fences = fences
        var claimed = Set<Claim>()
        var streams = Set<Stream>()
        var values: [LookupKey: Set<String>] = [:]
        var asked = Set<Ask>()
        for (item, work) in zip(items, works) {
            guard let event = item.event else { continue }
            let opened = event.opened
            if claimed.insert(opened.claim).inserted {
                question.claims.append(
                    NewClaim(
                        claim: opened.claim, source: opened.event.envelope.source, id: opened.event.envelope.id,
                        type: opened.event.envelope.type))
            }
            if let stream = opened.event.envelope.stream { streams.insert(stream) }
            switch work?.reference {
            case .id(let id): values[LookupKey(table: event.duty.entity.table, column: "id"), default: []].insert(id)
            case .column(let column, let value):
                values[LookupKey(table: event.duty.entity.table, column: column), default: []].insert(value)
            case .columnElse(let column, let value, let id):
                values[LookupKey(table: event.duty.entity.table, column: column), default: []].insert(value)
                values[LookupKey(table: event.duty.entity.table, column: "id"), default: []].insert(id)
            case nil: break
            }
            for ask in work?.asks ?? [] where asked.insert(ask).inserted { question.asks.append(ask) }
        }
        question.streams = streams.sorted()
        question.lookups = values.keys.sorted().map { key in
            Lookup(table: key.table, column: key.column, values: (values[key] ?? []).sorted())
        }
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

private struct LookupKey: Hashable, Comparable {
    let table: String
    let column: String

    static func < (left: LookupKey, right: LookupKey) -> Bool { (left.table, left.column) < (right.table, right.column) }
}
