import Core
import Queues
import Workers

/// Decides a dead letter for real, with the engine and the state of now, and takes all of it back.
final class DeadRehearsal {
    private let store: PostgresStore
    private let codec: any Codec
    private let policies: Policies
    private let clock: @Sendable () -> Moment

    convenience init(_ settings: Settings) throws {
        self.init(
            PostgresSettings(url: settings.databaseURL.revealed, applicationName: "guichet desk"),
            codec: try WireCodec(secret: Array(settings.secret.revealed.utf8), now: { WallClock.now() }),
            policies: try PolicyFiles.policies(in: settings.policies), clock: { WallClock.now() })
    }

    init(_ database: PostgresSettings, codec: any Codec, policies: Policies = .cautious, clock: @escaping @Sendable () -> Moment)
    {
        store = PostgresStore(database)
        self.codec = codec
        self.policies = policies
        self.clock = clock
    }

    func close() { store.close() }

    func foresee(_ letter: DeadLetter) throws(Failure) -> DeadForesight {
        guard let queue = letter.addressee else { return .published(letter.requeued.routingKey) }
        let body = letter.isSealed ? try codec.unseal(letter.body) : letter.body
        let delivery = letter.delivery(of: body)
        switch Roster.queues.first(where: { $0.name == queue })?.kind {
        case .decider: return try decide(delivery, on: queue)
        case .effector, .collective: return try check(delivery, on: queue)
        case .drain, nil: return .published(letter.requeued.routingKey)
        }
    }

    private func decide(_ delivery: Delivery, on queue: QueueName) throws(Failure) -> DeadForesight {
        let stage = RehearsalStore(store)
        let meter = Meter()
        let context = Context(
            process: "rehearsal", codec: codec, policies: policies, clock: clock, meter: meter,
            handover: Handover(bell: SilentBell()))
        var runner = BatchRunner(
            queue: queue, duties: Roster.duties(), inlet: RehearsalInlet(delivery), store: stage, context: context,
            dice: Dice(seed: 1), limit: 1)
        repeat { _ = try runner.step(patience: .zero) } while !runner.isIdle
        return .decided(stage.changes, isDuplicate: meter[.duplicates] > 0)
    }

    /// An effect cannot be taken back, so it is not performed: only what is known before that is told.
    private func check(_ delivery: Delivery, on queue: QueueName) throws(Failure) -> DeadForesight {
        do throws(Failure) {
            let opened = try codec.open(delivery, from: queue)
            let type = opened.event.envelope.type
            guard let duty = Roster.duties().first(where: { $0.type == type && $0.queue == queue }) else {
                return .dead("no worker of \(queue) knows \(type)")
            }
            let problems = duty.problems(in: opened.event.data)
            return problems.isEmpty ? .performed(type) : .refused(problems.map(\.value))
        } catch {
            guard case .malformed = error else { throw error }
            return .dead(error.message)
        }
    }
}

/// The one delivery of a rehearsal.
final class RehearsalInlet: Inlet {
    private var delivery: Delivery?

    init(_ delivery: Delivery) { self.delivery = delivery }

    let descriptor: Int32 = -1
    func attend() {}
    func check() {}
    func acknowledge(through token: DeliveryToken) {}
    func cancel() {}
    func close() {}

    func take(upTo limit: Int, within patience: Pause) -> [Delivery] {
        defer { delivery = nil }
        return delivery.map { [$0] } ?? []
    }
}

/// A store that keeps nothing of what is committed to it, but the changes themselves.
final class RehearsalStore: Store {
    private let store: PostgresStore
    private(set) var changes = Changes()

    init(_ store: PostgresStore) { self.store = store }

    func open(_ question: Question) throws(Failure) -> Answer { try store.open(question) }

    func commit(_ changes: Changes) throws(Failure) -> [Int64] {
        let ids = try store.rehearse(changes)
        self.changes = changes
        return ids
    }

    func rollback() { store.rollback() }
    func noteStart(of mark: UInt128, queue: QueueName, by process: String) -> Int { 1 }

    func lease(_ claim: Claim, queue: QueueName, owner: String, until: Moment, now: Moment) throws(Failure) -> Lease {
        throw .fatal("an effect is not rehearsed")
    }

    func renew(_ fence: Fence, until: Moment) {}

    func close() {}
}

private struct SilentBell: Bell {
    func ring() {}
}
