package import Core

/// An event kind as the roster lists it, with its decider's types erased. Shared and not copied: every event in hand has one.
package final class Duty {
    package let type: EventType
    package let queue: QueueName
    package let producers: [Producer]
    package let meaning: String
    package let fields: [Field]
    package let entity: EntityDeclaration
    package let carriesSecrets: Bool
    /// For commands that are performed a batch at a time.
    var collective: Collective?
    let open: (Object, _ digest: @escaping @Sendable (String) -> String, @escaping ReportReader) -> Reading

    package convenience init<D: Decider>(_ decider: D.Type) {
        self.init(D.Input.self, D.State.self) { input in
            .work(
                Work(reference: D.reference(of: input), asks: D.asks(of: input)) { (subject, circumstances) throws(Failure) in
                    try Outcome(of: D.State.self, subject, at: circumstances.now) { state in
                        D.decide(input, given: state, in: circumstances)
                    }
                })
        }
    }

    /// The same, for the messages that come through another queue.
    package func on(_ queue: QueueName) -> Duty { Duty(self, on: queue) }

    private init(_ duty: Duty, on queue: QueueName) {
        self.queue = queue
        type = duty.type
        producers = duty.producers
        meaning = duty.meaning
        fields = duty.fields
        entity = duty.entity
        carriesSecrets = duty.carriesSecrets
        collective = duty.collective
        open = duty.open
    }

    init<Input: Message, State: Entity>(
        _ input: Input.Type, _ state: State.Type, _ work: @escaping (Input) -> Reading
    ) {
        type = Input.type
        queue = Input.queue
        producers = Input.producers
        meaning = Input.meaning
        fields = Form.fields(of: Input.self)
        carriesSecrets = Input.carriesSecrets
        entity = EntityDeclaration(State.self)
        open = { data, digest, reader in
            var form = Form(data, conceals: Input.carriesSecrets, digest: digest, reader: reader)
            let input = Input(from: &form)
            return form.problems.isEmpty ? work(input) : .problems(form.problems)
        }
    }
}

/// An entity as the store and the audit know it.
package struct EntityDeclaration: Sendable {
    package let kind: String
    package let table: String
    package let references: [String]
    /// Folds a history into the row it must have; nil names the first fact that cannot be read.
    package let replay:
        @Sendable (_ id: String, _ history: [(name: String, data: Object, at: Moment)]) -> Result<Object, UnreadableFact>

    package init<State: Entity>(_ entity: State.Type) {
        kind = State.kind
        table = State.table
        references = State.references
        replay = { id, history in
            var state = State(id: id)
            for (index, entry) in history.enumerated() {
                guard let fact = State.Happening(name: entry.name, data: entry.data) else {
                    return .failure(UnreadableFact(version: Int64(index + 1), name: entry.name))
                }
                state.apply(fact, at: entry.at)
            }
            return .success(state.row)
        }
    }
}

package struct UnreadableFact: Error, Hashable, Sendable {
    package let version: Int64
    package let name: String
}

/// An event's data, read: work for a decider, or all that is wrong with it.
enum Reading {
    case work(Work)
    case effect(EffectWork)
    /// A command that is performed together with its neighbours.
    case collective(any Message)
    case problems([Reason])

    /// What was performed is not held back for a predecessor: one slow mail delays no other.
    var isEffect: Bool {
        switch self {
        case .effect, .collective: true
        case .work, .problems: false
        }
    }
}

final class Work {
    let reference: Reference
    let asks: [Ask]
    let decide: (Subject?, Circumstances) throws(Failure) -> Outcome

    init(
        reference: Reference, asks: [Ask], decide: @escaping (Subject?, Circumstances) throws(Failure) -> Outcome
    ) {
        self.reference = reference
        self.asks = asks
        self.decide = decide
    }
}

/// A decision with its facts already applied to the subject.
enum Outcome {
    case recorded([(name: String, data: Object)], Consequences)
    case ignored(String)
    case postponed(until: Moment, String)
    case rejected([Reason])

    init<State: Entity>(
        of type: State.Type, _ subject: Subject?, at now: Moment, _ decide: (State?) -> Decision<State.Happening>
    ) throws(Failure) {
        let state = try subject?.state(as: State.self)
        switch decide(state) {
        case .record(let facts, let consequences):
            guard let subject else { throw .fatal("a decider recorded \(facts.map(\.name)) on nobody") }
            subject.record(facts, on: state, at: now)
            self = .recorded(facts.map { ($0.name, $0.data) }, consequences)
        case .ignore(let reason): self = .ignored(reason)
        case .postpone(let moment, let reason): self = .postponed(until: moment, reason)
        case .reject(let reasons): self = .rejected(reasons)
        }
    }
}
