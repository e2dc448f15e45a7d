import Core

/// The decisions of one batch as they are made: subjects in hand, sequences seen, changes to write.
struct Desk {
    private let batch: Batch
    private let answer: Answer
    private let now: Moment
    private var subjects: [SubjectKey: Subject] = [:]
    private var byColumn: [Reference: [Subject]] = [:]
    private var last: [Stream: Int64]
    /// Claims that are new and not yet handled: the second of two alike in one batch is a duplicate.
    private var fresh: Set<Claim>
    private(set) var dice: Dice
    var changes = Changes()

    init(_ batch: Batch, answer: Answer, at now: Moment, dice: Dice) {
        self.batch = batch
        self.answer = answer
        self.now = now
        self.dice = dice
        last = answer.last
        fresh = answer.fresh
        subjects.reserveCapacity(answer.rows.count)
        for place in answer.rows.indices {
            guard let entity = batch.entities[answer.rows[place].table] else { continue }
            let key = SubjectKey(table: entity.table, id: answer.rows[place].id)
            if subjects[key] == nil { hold(Subject(answer.rows[place], kind: entity.kind), under: key, entity) }
        }
    }

    mutating func handle(
        _ event: EventInHand, _ work: Work?, conflict: String?
    ) throws(Failure) {
        guard fresh.remove(event.opened.claim) != nil else {
            count(.duplicates)
            return
        }
        // An envelope has many parts: it is looked at in place, and copied only where an event is refused or sent on.
        let sequence = event.opened.event.envelope.sequence
        let stream = sequence == nil ? nil : event.opened.event.envelope.stream
        if let stream, let sequence, sequence > (last[stream] ?? 0) + 1, !event.reading.isEffect {
            let reason = "waits for sequence \((last[stream] ?? 0) + 1) of \(stream.subject) from \(stream.source)"
            try park(event, due: nil, reason: reason)
            return
        }
        if case .problems(let reasons) = event.reading {
            refuse(event, reasons)
        } else if let work {
            if let time = event.opened.event.envelope.time { batch.context.meter.noteStart(of: time, at: now) }
            let subject = subject(of: work.reference, event.duty.entity)
            let outcome = try work.decide(subject, circumstances(of: event, work, conflict: conflict))
            switch outcome {
            case .recorded(let facts, let consequences):
                try record(facts, consequences, on: subject, event)
            case .ignored(let reason):
                changes.verdicts.append(
                    VerdictEntry(claim: event.opened.claim, verdict: .ignored, note: .string(reason)))
                count(.ignored)
                if batch.context.tellsEach { tell(.debug, "ignored: \(reason)", event) }
                answerProducer(of: event, type: "accepted") { ["outcome": "ignored", "reason": .string(reason)] }
            case .postponed(let until, let reason):
                try park(event, due: until, reason: reason)
                return
            case .rejected(let reasons):
                refuse(event, reasons)
            }
        }
        if let stream, let sequence { last[stream] = max(last[stream] ?? 0, sequence) }
    }

    mutating func finished() -> Changes {
        for (stream, sequence) in last where sequence != answer.last[stream] { changes.streams[stream] = sequence }
        changes.rows = subjects.values.filter(\.isChanged).sorted { ($0.table, $0.id) < ($1.table, $1.id) }.map(\.row)
        return changes
    }

    // MARK: Outcomes

    private mutating func record(
        _ facts: [(name: String, data: Object)], _ consequences: Consequences, on subject: Subject?, _ event: EventInHand
    ) throws(Failure) {
        guard let subject else { throw .fatal("\(event.opened.event.envelope.type) recorded on nobody") }
        let first = subject.version - Int64(facts.count) + 1
        for (index, fact) in facts.enumerated() {
            changes.history.append(
                HistoryEntry(
                    subject: subject.name, version: first + Int64(index), name: fact.name, data: fact.data, at: now,
                    source: event.opened.event.envelope.source, cause: event.opened.event.envelope.id,
                    claim: event.opened.claim, actor: event.opened.event.envelope.actor))
        }
        register(subject, event.duty.entity)
        for outgoing in consequences.send {
            changes.outbox.append(try entry(for: outgoing, about: subject, causedBy: event))
        }
        for timer in consequences.schedule {
            changes.timers.append(
                TimerEntry(
                    key: timer.key, due: timer.due,
                    message: try entry(for: timer.event, about: subject, causedBy: event, isSequenced: false)))
        }
        changes.cancelledTimers += consequences.cancel
        changes.credentials += consequences.credentials
        changes.documents += consequences.documents
        changes.erasures += consequences.erase
        count(.recorded)
        if batch.context.tellsEach {
            tell(.debug, "recorded \(facts.map(\.name).joined(separator: ", "))", event, ["entity": subject.name])
        }
        answerProducer(of: event, type: "accepted") {
            [
                "outcome": "recorded", "subject": .string(subject.name), "version": .integer(subject.version),
                "facts": .array(facts.map { .string($0.name) }),
            ]
        }
    }

    private mutating func refuse(_ refused: EventInHand, _ reasons: [Reason]) {
        let envelope = refused.opened.event.envelope
        let list = Value.array(reasons.map(\.value))
        changes.verdicts.append(VerdictEntry(claim: refused.opened.claim, verdict: .refused, note: list))
        count(.refused)
        tell(.info, "refused", refused, ["rules": reasons.map { "\($0.rule) \($0.field ?? "")" }.joined(separator: ", ")])
        let refusal: Object = [
            "id": .string(envelope.id), "source": .string(envelope.source), "type": .string(envelope.type.name),
            "reasons": list,
        ]
        let event = Event(
            envelope: Envelope(
                id: newId(), source: "/guichet", type: EventType("refused.\(envelope.type)"), subject: envelope.subject,
                time: now, traceparent: envelope.traceparent),
            data: refusal)
        var entry = batch.context.codec.entry(
            for: event, exchange: Topology.events, routingKey: event.envelope.type.name)
        entry.properties.correlationId = envelope.id
        entry.cause = envelope.id
        changes.outbox.append(entry)
        answerProducer(of: refused, type: "refused") { refusal }
    }

    private mutating func park(_ event: EventInHand, due: Moment?, reason: String) throws(Failure) {
        changes.unclaimed.append(event.opened.claim)
        changes.parked.append(
            try Parking(queue: batch.queue, codec: batch.context.codec).entry(
                for: event.opened, event.duty, due: due, reason: reason, attempt: event.opened.attempt))
        count(.postponed)
    }

    // MARK: Sending

    /// An event about a subject. Each queue gets its own gapless sequence of them.
    private mutating func entry(
        for outgoing: Outgoing, about subject: Subject, causedBy cause: EventInHand, isSequenced: Bool = true
    ) throws(Failure) -> OutboxEntry {
        guard let (queue, source) = batch.destinations[outgoing.type] else {
            throw .fatal("\(outgoing.type) is sent, but no queue of the roster works on it")
        }
        let event = Event(
            envelope: Envelope(
                id: newId(), source: source, type: outgoing.type, subject: subject.name,
                time: now, sequence: isSequenced && subject.version > 0 ? subject.nextSequence(to: queue) : nil,
                traceparent: cause.opened.event.envelope.traceparent),
            data: outgoing.data)
        var entry = batch.context.codec.entry(
            for: event, exchange: Topology.events, routingKey: outgoing.type.name)
        entry.cause = cause.opened.event.envelope.id
        return entry
    }

    /// `reply.<user>.…` belongs to that user: nobody has an answer put into another producer's queue.
    private func isOwn(_ queue: String, of envelope: Envelope) -> Bool {
        guard queue.hasPrefix("reply.") else { return true }
        let owner = queue.dropFirst("reply.".count).prefix { $0 != "." }
        if let actor = envelope.actor { return owner == actor }
        return batch.producers[envelope.type]?.contains { $0.rawValue == owner } ?? false
    }

    private mutating func answerProducer(of asked: EventInHand, type: String, _ data: () -> Object) {
        guard let queue = asked.opened.event.envelope.replyTo else { return }
        let envelope = asked.opened.event.envelope
        guard isOwn(queue, of: envelope) else { return }
        let event = Event(
            envelope: Envelope(
                id: newId(), source: "/guichet", type: EventType(type), subject: envelope.subject, time: now,
                traceparent: envelope.traceparent),
            data: data())
        var entry = batch.context.codec.entry(for: event, exchange: "", routingKey: queue)
        entry.properties.correlationId = envelope.id
        entry.cause = envelope.id
        changes.outbox.append(entry)
    }

    // MARK: Subjects

    private mutating func subject(of reference: Reference, _ entity: EntityDeclaration) -> Subject? {
        switch reference {
        case .id(let id): return subject(id, entity)
        case .column(let column, let value): return subject(where: column, value, entity)
        case .columnElse(let column, let value, let id):
            return subject(where: column, value, entity) ?? subject(id, entity)
        }
    }

    private mutating func subject(_ id: String, _ entity: EntityDeclaration) -> Subject {
        let key = SubjectKey(table: entity.table, id: id)
        if let subject = subjects[key] { return subject }
        let subject = Subject(new: id, kind: entity.kind, table: entity.table)
        subjects[key] = subject
        return subject
    }

    private func subject(where column: String, _ value: String, _ entity: EntityDeclaration) -> Subject? {
        byColumn[.column(entity.table + "." + column, value)]?.last { $0.has(column, value) }
    }

    private mutating func hold(_ subject: Subject, under key: SubjectKey, _ entity: EntityDeclaration) {
        subjects[key] = subject
        register(subject, entity)
    }

    /// Makes a subject found by its other columns, as they are now.
    private mutating func register(_ subject: Subject, _ entity: EntityDeclaration) {
        if entity.references.isEmpty { return }
        let columns = subject.row.columns
        for column in entity.references {
            guard let value = columns[column]?.string else { continue }
            byColumn[.column(entity.table + "." + column, value), default: []].append(subject)
        }
    }

    private func circumstances(of event: EventInHand, _ work: Work, conflict: String?) -> Circumstances {
        var answers: [Ask: [Object]] = [:]
        for ask in work.asks { answers[ask] = answer.answers[ask] }
        return Circumstances(
            now: now, cause: event.opened.event.envelope.source + " " + event.opened.event.envelope.id,
            actor: event.opened.event.envelope.actor, conflict: conflict,
            answers: answers, policies: batch.context.policies, digest: batch.context.digest,
            verify: batch.context.verify, tokenHash: batch.context.tokenHash)
    }

    private mutating func newId() -> String {
        UUIDText.text(UUIDText.version7(at: now, random: dice.bits128()))
    }

    /// Ids, names and rules; never a value of a field.
    private func tell(
        _ level: Notice.Level, _ message: String, _ event: EventInHand, _ more: [String: String] = [:]
    ) {
        batch.context.note(Notice(level, message, event.opened.event.envelope.details.merging(more) { own, _ in own }))
    }

    private func count(_ count: Meter.Count) { batch.context.meter.add(count) }
}

private struct SubjectKey: Hashable {
    let table: String
    let id: String

    /// The id tells nearly all apart.
    func hash(into hasher: inout Hasher) { hasher.combine(id) }
}
