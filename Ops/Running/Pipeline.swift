import Core
import Foundation
import Inspecting
import Logging
import Mail
import Queues
import Workers

/// The composition root: settings become connections, and those become workers, a relay and a clock.
struct Pipeline: Sendable {
    let settings: Settings
    let broker: RabbitURL
    let database: PostgresSettings
    let codec: WireCodec
    let bell: EventBell
    let mail: MailSettings
    let gateway: FirewallGateway
    let inspection: InspectionSettings
    /// What this node may work on.
    let queues: [(name: QueueName, kind: Roster.Kind)]
    /// One meter per queue, and one for the relay and the clock.
    let meters: [QueueName: Meter]
    let engineMeter = Meter()
    let context: Context
    private let countdown: FaultyStore.Countdown?

    init(_ settings: Settings, fault: Fault? = nil) throws {
        self.settings = settings
        broker = try RabbitURL(settings.amqpURL.revealed)
        database = PostgresSettings(url: settings.databaseURL.revealed, applicationName: "guichet \(settings.node)")
        codec = try WireCodec(secret: Array(settings.secret.revealed.utf8), now: { WallClock.now() })
        bell = try EventBell()
        mail = try MailSettings(
            from: settings.mailFrom, publicURL: settings.publicURL, smtpURL: settings.smtpURL?.revealed,
            folder: settings.mailFolder)
        var meters: [QueueName: Meter] = [:]
        gateway = try FirewallGateway(settings)
        inspection = InspectionSettings(trust: settings.trust)
        queues = Roster.queues(of: settings.gateway)
        for queue in queues { meters[queue.name] = Meter() }
        self.meters = meters
        if let fault, fault.kind == .commitError {
            countdown = FaultyStore.Countdown(fault.count)
        } else {
            countdown = nil
        }
        let hook: @Sendable (Step) -> Void
        if let kill = fault?.hook { hook = kill } else { hook = { _ in } }
        context = Context(
            process: "\(settings.node) \(WallClock.now().microseconds)", codec: codec,
            policies: try PolicyFiles.policies(in: settings.policies), clock: { WallClock.now() },
            meter: engineMeter, handover: Handover(bell: bell), step: hook, note: { Log.note($0) },
            tellsEach: settings.logLevel <= .debug)
    }

    /// The context of one queue's workers: what they count is its own.
    func context(of queue: QueueName) -> Context {
        var context = context
        context.meter = meters[queue] ?? engineMeter
        return context
    }

    /// Tells two secrets apart, and nothing more of them.
    var secretFingerprint: String { codec.digest("installation " + codec.token(purpose: "installation", id: "fingerprint")) }

    /// Declares exchanges, queues and bindings, and refuses a broker that has others.
    func declareTopology() throws(Failure) {
        let topology = try RabbitTopology(at: broker)
        defer { topology.close() }
        try topology.declare(Roster.topology(for: settings.gateway))
    }

    // MARK: Threads

    /// Runs one worker of a queue on the calling thread, until told to stop.
    func work(on queue: QueueName, until stop: StopSignal) throws(Failure) {
        let context = context(of: queue)
        let making = WorkerLoop.Making(
            inlet: { () throws(Failure) in
                try RabbitInlet(
                    from: queue, at: broker, prefetch: UInt16(clamping: settings.prefetch), isStopping: { stop.isRaised })
            },
            store: { attendant throws(Failure) in try store(attendant) },
            runner: { inlet, store throws(Failure) in try runner(of: queue, inlet, store, context) },
            rest: { pause, attendant in WallClock.rest(pause, attendant) { stop.isRaised } })
        var loop = WorkerLoop(
            queue: queue, making: making, context: context, stop: stop, dice: Dice(seed: UInt64.random(in: .min ... .max)))
        try loop.run()
    }

    /// Runs the relay on the calling thread until told to stop and nothing is under way, or 10 s later.
    func relay(until stop: StopSignal, seen: (_ isConnected: Bool, _ isBlocked: Bool) -> Void) {
        tirelessly("relay", until: stop) { () throws(Failure) in
            let outlet = try RabbitOutlet(to: broker, bell: bell)
            defer { outlet.close() }
            let outbox = PostgresOutbox(database, attendant: outlet)
            defer { outbox.close() }
            let answering = { () throws(Failure) -> any Outlet in try RabbitOutlet(to: broker) }
            var relay = Relay(outlet: outlet, answering: answering, outbox: outbox, context: context)
            defer { seen(false, false) }
            var deadline: Moment?
            while true {
                seen(true, outlet.isBlocked)
                try relay.turn(patience: .milliseconds(200))
                if stop.isRaised {
                    let end = deadline ?? WallClock.now().adding(.seconds(10))
                    deadline = end
                    if relay.isIdle || WallClock.now() > end { return }
                }
            }
        }
    }

    /// Runs the clock on the calling thread until told to stop. Once an hour it makes and drops inbox partitions, and deletes the
    /// documents whose time is over.
    func clock(until stop: StopSignal) {
        tirelessly("clock", until: stop) { () throws(Failure) in
            let agenda = PostgresAgenda(database)
            defer { agenda.close() }
            let clock = TimerClock(agenda: agenda, context: context)
            var partitions = WallClock.now()
            while !stop.isRaised {
                if WallClock.now() >= partitions {
                    try agenda.keepPartitions(now: WallClock.now())
                    while try agenda.purgeDocuments(upTo: 100) == 100, !stop.isRaised {}
                    partitions = WallClock.now().adding(.hours(1))
                }
                WallClock.rest(try clock.turn(), nil) { stop.isRaised }
            }
        }
    }

    /// Looks after this gateway's wall on the calling thread until told to stop.
    func guardWall(until stop: StopSignal) {
        tirelessly("firewall", until: stop) { () throws(Failure) in
            try gateway.look(database, node: settings.node, context(of: gateway.queue), until: stop)
        }
    }

    // MARK: Pieces

    private func store(_ attendant: any Attendant) throws(Failure) -> any Store {
        let store = PostgresStore(database, attendant: attendant)
        try store.connect()
        if let countdown { return FaultyStore(store, countdown: countdown) }
        return store
    }

    private func runner(
        of queue: QueueName, _ inlet: any Inlet, _ store: any Store, _ context: Context
    ) throws(Failure) -> any Runner {
        let dice = Dice(seed: UInt64.random(in: .min ... .max))
        switch queues.first(where: { $0.name == queue })?.kind {
        case .decider:
            return BatchRunner(
                queue: queue, duties: Roster.duties(), inlet: inlet, store: store, context: context, dice: dice,
                limit: settings.batch)
        case .collective:
            let effects = Roster.Effects(firewall: gateway.adapter(for: queue))
            let duties = Roster.duties(effects).map { $0.type == FirewallSet.type ? $0.on(queue) : $0 }
            return BatchRunner(
                queue: queue, duties: duties, inlet: inlet, store: store, context: context, dice: dice,
                limit: settings.batch)
        case .effector:
            let effects = Roster.Effects(
                mail: try MailEffect(mail) { [codec] in codec.token(purpose: $0, id: $1) },
                inspection: InspectionEffect(PostgresDocuments(database, attendant: inlet), Inspector(inspection)))
            return EffectRunner(
                queue: queue, duties: Roster.duties(effects), inlet: inlet, store: store, context: context, dice: dice)
        case .drain:
            return Drain(queue: queue, duties: Roster.duties(), inlet: inlet, store: store, context: context)
        case nil:
            throw .fatal("\(queue) is not in the roster")
        }
    }

    /// Does it again, with backoff, whatever fails, until told to stop: without its relay and clock a node is no node.
    private func tirelessly(_ name: String, until stop: StopSignal, _ body: () throws(Failure) -> Void) {
        let retries = RetryPolicy(attempts: .max, first: .milliseconds(100), longest: .seconds(5))
        var failures = 0
        while !stop.isRaised {
            let begun = WallClock.now()
            do throws(Failure) {
                try body()
            } catch {
                if WallClock.now().seconds(since: begun) > 10 { failures = 0 }
                failures += 1
                context.note(Notice(.warning, "\(name) failed, trying again", ["reason": error.message]))
                WallClock.rest(retries.backoff(after: failures, jitter: Double.random(in: 0..<1)), nil) { stop.isRaised }
            }
        }
    }
}
