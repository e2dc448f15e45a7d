import Core
import Foundation
import Queues
import Synchronization
import Workers

/// One process of the fleet: looks after its crew, its relay, its clock and its health page until told to stop.
final class FleetNode {
    private static let look = Pause.milliseconds(500)
    private static let figuresPause = Pause.seconds(2)
    private static let drainLimit = Pause.seconds(25)

    private let pipeline: Pipeline
    /// Queues this node is willing to run; empty means all.
    private let queues: [QueueName]
    private let health = Health()

    init(_ pipeline: Pipeline, queues: [QueueName]) {
        self.pipeline = pipeline
        self.queues = queues
    }

    /// Returns after a drain. Throws `fatal` where the broker or the database is not as it must be at the start;
    /// a server that is away at the start is waited for.
    func run() throws(Failure) {
        let server = try startHealthPage()
        Log.note(
            Notice(
                .info, "node starts",
                ["node": pipeline.settings.node, "health": server.map { "http://\($0.address)" } ?? "none"]))
        if pipeline.settings.smtpURL == nil {
            Log.note(
                Notice(
                    .warning, "no GUICHET_SMTP_URL: mails are written as .eml files",
                    ["folder": pipeline.settings.mailFolder]))
        }
        guard try waitForServers() else { return }
        let stopEngine = StopSignal()
        let engine = startEngine(until: stopEngine)
        let crew = Crew(context: pipeline.context) { [pipeline] queue, stop throws(Failure) in
            try pipeline.work(on: queue, until: stop)
        }
        supervise(crew)
        drain(crew)
        stopEngine.raise()
        let end = WallClock.now().adding(.seconds(11))
        while !engine.allSatisfy(\.isOver), WallClock.now() < end { WallClock.rest(.milliseconds(20), nil) { false } }
        Log.note(Notice(.info, "node left", ["node": pipeline.settings.node]))
    }

    // MARK: Start

    private func startHealthPage() throws(Failure) -> (server: HealthServer, address: String)? {
        guard let address = pipeline.settings.metricsAddress else { return nil }
        let meters = pipeline.meters.map { ($0.key.name, $0.value) }.sorted { $0.0 < $1.0 } + [("engine", pipeline.engineMeter)]
        let server = try HealthServer(host: address.host, port: address.port) { [health] path in
            health.respond(to: path, meters: meters)
        }
        server.start()
        return (server, "\(address.host):\(server.port)")
    }

    /// False when told to stop meanwhile.
    private func waitForServers() throws(Failure) -> Bool {
        var tries = 0
        while !Signals.isStopping {
            do throws(Failure) {
                try pipeline.declareTopology()
                let report = try Migrations(pipeline.database).check()
                guard report.isCurrent else {
                    throw .fatal("the database's schema is not this program's (\(report)); run `guichet migrate`")
                }
                guard try Installation(pipeline.database).hasSecret(fingerprint: pipeline.secretFingerprint) else {
                    throw .fatal(
                        "GUICHET_SECRET is not the one this database was first used with; links and sealed messages of the other "
                            + "nodes would be void: give every node the same secret")
                }
                return true
            } catch {
                guard case .transient(let reason) = error else { throw error }
                tries += 1
                if tries % 10 == 1 { Log.note(Notice(.warning, "a server is away, waiting", ["reason": reason])) }
                WallClock.rest(.milliseconds(500), nil) { Signals.isStopping }
            }
        }
        return false
    }

    private func startEngine(until stop: StopSignal) -> [EngineThread] {
        [
            EngineThread("relay") { [pipeline, health] in
                pipeline.relay(until: stop) { isConnected, isBlocked in
                    health.change {
                        $0.isRelayConnected = isConnected
                        $0.isBlocked = isBlocked
                    }
                }
            },
            EngineThread("clock") { [pipeline] in pipeline.clock(until: stop) },
        ] + (pipeline.gateway.wall == nil ? [] : [EngineThread("firewall") { [pipeline] in pipeline.guardWall(until: stop) }])
    }

    // MARK: Supervision

    private func supervise(_ crew: Crew) {
        // Short of patience: a supervisor that waits for the database cannot be told to stop.
        let hasty = PostgresSettings(
            url: pipeline.database.url, applicationName: pipeline.database.applicationName, patience: .seconds(4))
        let fleet = PostgresFleet(hasty)
        let figures = FiguresReader(hasty)
        var topology: RabbitTopology?
        var share: [QueueName: Int] = [:]
        var nextFigures = Moment(microseconds: 0)
        while !Signals.isStopping {
            let now = WallClock.now()
            do throws(Failure) {
                let state = try fleet.report(
                    NodeReport(node: pipeline.settings.node, workers: crew.running, queues: queues), now: now)
                share = Assignment.share(of: pipeline.settings.node, in: state, queues: pipeline.queues.map(\.name))
                health.change {
                    $0.isDatabaseThere = true
                    $0.paused = state.settings.mapValues { $0.isPaused ? 1 : 0 }
                }
                if now >= nextFigures {
                    nextFigures = now.adding(FleetNode.figuresPause)
                    try lookAtFigures(figures)
                    lookAtQueues(&topology)
                }
            } catch {
                health.change { $0.isDatabaseThere = false }
                Log.note(Notice(.warning, "supervisor: \(error.message)"))
            }
            crew.follow(share, now: now)
            health.change {
                if $0.isBlocked { $0.blockedSeconds += now.seconds(since: $0.lastLook) }
                $0.lastLook = now
                $0.wanted = share
                $0.running = crew.running
                $0.failures = crew.lastFailure
            }
            WallClock.rest(FleetNode.look, nil) { Signals.isStopping }
        }
        do throws(Failure) {
            try fleet.leave(pipeline.settings.node)
        } catch {
            Log.note(Notice(.warning, "could not sign off: \(error.message)"))
        }
        fleet.close()
        figures.close()
        topology?.close()
    }

    private func lookAtFigures(_ reader: FiguresReader) throws(Failure) {
        let figures = try reader.read(now: WallClock.now())
        health.change {
            $0.outboxRows = figures.outboxRows
            $0.outboxAge = figures.outboxAge
            $0.parkedRows = figures.parkedRows
            $0.timerLag = figures.timerLag
            $0.deadLetters = figures.deadLetters
        }
    }

    /// Ready messages per queue; unknown while the broker is away, which is no failure of this node.
    private func lookAtQueues(_ topology: inout RabbitTopology?) {
        do throws(Failure) {
            let current: RabbitTopology
            if let topology { current = topology } else { current = try RabbitTopology(at: pipeline.broker) }
            topology = current
            for (queue, _) in pipeline.queues {
                let ready = try current.depth(of: queue).ready
                health.change { $0.ready[queue] = ready }
            }
        } catch {
            topology?.close()
            topology = nil
            health.change { $0.ready = [:] }
        }
    }

    private func drain(_ crew: Crew) {
        health.change { $0.isStopping = true }
        Log.note(Notice(.info, "draining"))
        crew.dismiss()
        let end = WallClock.now().adding(FleetNode.drainLimit)
        while !crew.isEmpty, WallClock.now() < end {
            crew.reap(now: WallClock.now())
            WallClock.rest(.milliseconds(20), nil) { false }
        }
    }
}

/// A thread of the engine that is not a worker.
final class EngineThread: Sendable {
    private let over = Atomic<Bool>(false)

    init(_ name: String, _ body: @escaping @Sendable () -> Void) {
        let thread = Thread { [self] in
            body()
            over.store(true, ordering: .releasing)
        }
        thread.name = name
        thread.stackSize = 8 << 20
        thread.start()
    }

    var isOver: Bool { over.load(ordering: .acquiring) }
}
