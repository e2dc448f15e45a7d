import Core
import Support
import Synchronization
import Testing
import Workers

/// A broker, a database and one process, with nothing in them yet.
final class Bench {
    let world = SimulatedWorld()
    let log = StepLog()
    private(set) var contexts: [String: Context] = [:]
    private var count = 0

    static let account: QueueName = "guichet.account"
    static let notification: QueueName = "guichet.notification"

    var database: MemoryDatabase { world.database }
    var broker: MemoryBroker { world.broker }

    func context(_ process: String = "one") -> Context {
        if let known = contexts[process] { return known }
        let (clock, log) = (world.clock, log)
        let context = Context(
            process: process, codec: world.codec, clock: { clock.now }, meter: world.meter,
            handover: Handover(bell: SilentBell()), step: { log.add($0) })
        contexts[process] = context
        return context
    }

    func decider(_ process: String = "one", limit: Int = 100) -> Worker<BatchRunner> {
        let (inlet, store) = (broker.inlet(Bench.account, prefetch: 100), database.store())
        return Worker(
            inlet: inlet, store: store,
            runner: BatchRunner(
                queue: Bench.account, duties: world.duties, inlet: inlet, store: store, context: context(process),
                dice: Dice(seed: 1), limit: limit))
    }

    func effector(_ process: String = "one") -> Worker<EffectRunner> {
        let (inlet, store) = (broker.inlet(Bench.notification, prefetch: 8), database.store())
        return Worker(
            inlet: inlet, store: store,
            runner: EffectRunner(
                queue: Bench.notification, duties: world.duties, inlet: inlet, store: store, context: context(process),
                dice: Dice(seed: 1)))
    }

    func relay(_ process: String = "one", window: Int = 100) -> (relay: Relay, outlet: MemoryOutlet) {
        let outlet = broker.outlet(window: window)
        return (
            Relay(
                outlet: outlet, answering: { [broker] in broker.outlet(window: 10) }, outbox: database.relayOutbox(),
                context: context(process)), outlet
        )
    }

    /// Publishes what waits in the outbox, and what is due.
    func publishAll() throws {
        world.clock.advance(by: .seconds(31))
        let clock = TimerClock(agenda: database.agenda(), context: context())
        _ = try clock.turn()
        var relay = relay().relay
        for _ in 0..<10 { try relay.turn(patience: .zero) }
        #expect(database.outbox.isEmpty)
    }

    @discardableResult
    func publish(
        _ type: EventType, _ data: Object, subject: String? = nil, sequence: Int64? = nil, replyTo: String? = nil
    ) -> Envelope {
        count += 1
        let envelope = Envelope(
            id: "event \(count)", source: "/portal", type: type, subject: subject, time: world.clock.now, sequence: sequence,
            replyTo: replyTo)
        world.publish(Event(envelope: envelope, data: data))
        return envelope
    }

    func publish(mail id: String) {
        publish(
            NotificationSend.type,
            NotificationSend.outgoing(
                id: id, template: "verify-address", locale: .french, recipient: "ada@example.org", at: world.clock.now
            ).data)
    }

    func claim(of envelope: Envelope) -> Claim { PlainCodec.claim(of: envelope, in: Bench.account) }

    func counted(_ tally: String) -> [Int64] {
        (database.history["tally/\(tally)"] ?? []).compactMap { $0.data["number"]?.integer }
    }

    /// A UUID for this number.
    static func id(_ number: UInt128) -> String { UUIDText.text(number) }
}

/// A runner with its connections.
struct Worker<R: Runner> {
    let inlet: MemoryInlet
    let store: MemoryStore
    var runner: R

    mutating func step() throws -> Step? { try runner.step(patience: .zero) }

    /// Steps until nothing is left to take.
    @discardableResult
    mutating func run() throws -> [Step] {
        var steps: [Step] = []
        while let step = try step() {
            steps.append(step)
            if steps.count > 1000 { throw Failure.fatal("it never comes to rest") }
        }
        return steps
    }

    /// Steps until this one is done.
    mutating func run(to last: Step) throws {
        while let step = try step() { if step == last { return } }
        throw Failure.fatal("\(last) was not reached")
    }

    /// The process dies: its connections close.
    func die() {
        inlet.close()
        store.close()
    }
}

final class StepLog: Sendable {
    private let log = Mutex<[Step]>([])

    func add(_ step: Step) { log.withLock { $0.append(step) } }
    var steps: [Step] { log.withLock { $0 } }
}
