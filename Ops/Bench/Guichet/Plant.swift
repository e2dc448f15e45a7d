import Core
import Foundation
import Queues
import Workers

/// The engine put together as `guichet run` puts it together, for one queue, over the benchmark's roster and its own.
struct Plant: Sendable {
    let queue: QueueName
    let broker: RabbitURL
    let database: PostgresSettings
    let batch: Int
    let prefetch: UInt16
    private let context: Context
    private let bell: EventBell

    init(queue: QueueName, batch: Int, prefetch: UInt16) throws {
        self.queue = queue
        self.batch = batch
        self.prefetch = prefetch
        broker = try RabbitURL(try Plant.setting("GUICHET_AMQP_URL"))
        database = PostgresSettings(url: try Plant.setting("GUICHET_DATABASE_URL"), applicationName: "guichet-bench")
        bell = try EventBell()
        let codec = try WireCodec(secret: [UInt8](repeating: 7, count: 32), now: { Clock.now() })
        context = Context(
            process: "bench \(Clock.now().microseconds)", codec: codec, clock: { Clock.now() }, meter: Meter(),
            handover: Handover(bell: bell),
            note: { notice in
                FileHandle.standardError.write(Data("\(notice.message) \(notice.details)\n".utf8))
            })
    }

    static func duties() -> [Duty] {
        [Duty(ChangeOrganisation.self), Duty(IgnoreNote.self)] + Roster.duties()
    }

    /// The roster's topology, and two queues for the benchmark with the same arguments.
    static func topology() -> Topology {
        var topology = Roster.topology(of: duties())
        guard let arguments = topology.queues.first(where: { $0.name == SignupRequested.queue })?.arguments else {
            return topology
        }
        for name in [OrganisationChanged.queue, OrganisationNoted.queue] {
            topology.queues.append(Topology.Queue(name: name, arguments: arguments))
        }
        return topology
    }

    func declare() throws(Failure) {
        let topology = try RabbitTopology(at: broker)
        defer { topology.close() }
        try topology.declare(Plant.topology())
    }

    func work(until stop: StopSignal) throws(Failure) {
        let making = WorkerLoop.Making(
            inlet: { () throws(Failure) in
                try RabbitInlet(from: queue, at: broker, prefetch: prefetch, isStopping: { stop.isRaised })
            },
            store: { attendant throws(Failure) in
                let store = PostgresStore(database, attendant: attendant)
                try store.connect()
                return store
            },
            runner: { inlet, store throws(Failure) in
                BatchRunner(
                    queue: queue, duties: Plant.duties(), inlet: inlet, store: store, context: context,
                    dice: Dice(seed: UInt64.random(in: .min ... .max)), limit: batch)
            },
            rest: { pause, _ in usleep(UInt32(clamping: pause.microseconds)) })
        var loop = WorkerLoop(
            queue: queue, making: making, context: context, stop: stop, dice: Dice(seed: UInt64.random(in: .min ... .max)))
        try loop.run()
    }

    func relay(until stop: StopSignal) throws(Failure) {
        let outlet = try RabbitOutlet(to: broker, bell: bell)
        defer { outlet.close() }
        let outbox = PostgresOutbox(database, attendant: outlet)
        defer { outbox.close() }
        var relay = Relay(
            outlet: outlet, answering: { () throws(Failure) in try RabbitOutlet(to: broker) }, outbox: outbox, context: context)
        while !(stop.isRaised && relay.isIdle) { try relay.turn(patience: .milliseconds(200)) }
    }

    private static func setting(_ name: String) throws(Failure) -> String {
        guard let value = ProcessInfo.processInfo.environment[name] else { throw .fatal("\(name) is not set") }
        return value
    }
}

enum Clock {
    static func now() -> Moment {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Moment(microseconds: Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1000)
    }
}
