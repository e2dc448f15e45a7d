import Core
import Support
import Workers

/// One process of a simulation: what its workers share, its relay and its clock loop.
final class SimulatedNode {
    let name: String
    private let world: SimulatedWorld
    private var births = 0
    private(set) var context: Context
    private(set) var relay: Relay
    private(set) var timerClock: TimerClock

    init(_ name: String, in world: SimulatedWorld) {
        self.name = name
        self.world = world
        context = SimulatedNode.context(of: "\(name).0", in: world)
        relay = Relay(
            outlet: world.broker.outlet(window: world.window),
            answering: { [broker = world.broker] in broker.outlet(window: 10) },
            outbox: world.database.relayOutbox(), context: context)
        timerClock = TimerClock(agenda: world.database.agenda(), context: context)
    }

    /// The process dies and starts again: what it had in memory is gone.
    func restart() {
        births += 1
        context = SimulatedNode.context(of: "\(name).\(births)", in: world)
        reopenRelay()
        timerClock = TimerClock(agenda: world.database.agenda(), context: context)
    }

    func reopenRelay() {
        relay = Relay(
            outlet: world.broker.outlet(window: world.window),
            answering: { [broker = world.broker] in broker.outlet(window: 10) },
            outbox: world.database.relayOutbox(), context: context)
    }

    func turnRelay() throws(Failure) {
        do throws(Failure) {
            try relay.turn(patience: .zero)
        } catch {
            guard case .transient = error else { throw error }
            reopenRelay()
        }
    }

    func turnClock() throws(Failure) {
        do throws(Failure) {
            _ = try timerClock.turn()
        } catch {
            guard case .transient = error else { throw error }
        }
    }

    private static func context(of process: String, in world: SimulatedWorld) -> Context {
        let clock = world.clock
        return Context(
            process: process, codec: world.codec, clock: { clock.now }, meter: world.meter,
            handover: Handover(bell: SilentBell(), limit: 20))
    }
}

/// What all nodes share.
final class SimulatedWorld {
    let clock = SimulatedClock()
    let codec = PlainCodec()
    let meter = Meter()
    let post = MemoryPost()
    let duties: [Duty]
    let database: MemoryDatabase
    let broker: MemoryBroker
    let window: Int

    static let answers: QueueName = "sim.answers"
    static let refusals: QueueName = "sim.refusals"

    init(window: Int = 10) {
        self.window = window
        let clock = clock
        duties = Roster.duties(Roster.Effects(mail: post)) + [Duty(CountTick.self), Duty(RingTally.self)]
        database = MemoryDatabase(clock: { clock.now })
        var topology = Roster.topology(of: duties)
        for name in [SimulatedWorld.answers, SimulatedWorld.refusals] {
            topology.queues.append(Topology.Queue(name: name, arguments: [:]))
        }
        topology.bindings.append(
            Topology.Binding(exchange: Topology.events, queue: SimulatedWorld.refusals, key: "refused.#"))
        broker = MemoryBroker(topology)
    }

    /// Publishes as a producer does.
    func publish(_ event: Event, actor: String? = nil) {
        var entry = codec.entry(for: event, exchange: Topology.events, routingKey: event.envelope.type.name)
        entry.properties.userId = actor
        broker.publish(
            exchange: entry.exchange, routingKey: entry.routingKey, properties: entry.properties, body: entry.body)
    }
}
