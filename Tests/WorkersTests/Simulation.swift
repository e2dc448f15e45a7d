import Core
import Support
import Workers

/// The whole engine under a seed: several nodes, workers interleaved a step at a time, and faults between any two steps.
/// The same seed plays the same game.
final class Simulation {
    struct Failed: Error {
        let seed: UInt64
        let complaints: [String]
        let trace: [String]
    }

    let seed: UInt64
    let world: SimulatedWorld
    let workload: SimulatedWorkload
    /// How often a consumer was lost while it had this message.
    private var interruptions: [String: Int] = [:]
    /// Leases granted whose worker saw an error instead: nobody can tell them from a death.
    private var lostLeases = 0
    /// Messages released although their predecessor was not seen.
    private(set) var earlyReleases: [String] = []
    let isCalm: Bool
    private let luck: Luck
    private var nodes: [SimulatedNode] = []
    private var workers: [SimulatedWorker] = []
    private var pending: [Event]
    private var now = 0
    private var hired = 0
    private var trace: [(Int, String, String)] = []

    private init(seed: UInt64, isCalm: Bool) {
        self.seed = seed
        self.isCalm = isCalm
        luck = Luck(Dice(seed: seed))
        world = SimulatedWorld(window: 1 + luck.roll(12))
        var workload = SimulatedWorkload(Dice(seed: luck.next()), codec: world.codec, now: world.clock.now)
        pending = workload.publications()
        self.workload = workload
        luck.isOn = !isCalm
        for index in 0...luck.roll(2) {
            let node = SimulatedNode("node\(index)", in: world)
            nodes.append(node)
            for _ in 0...luck.roll(2) { hire("guichet.account", .decider, on: node) }
            hire("guichet.notification", .effector, on: node)
        }
        hire(QueueName(Topology.unroutable), .drain, on: nodes[0])
        connectFaults()
    }

    /// Nil where every promise was kept.
    static func failure(of seed: UInt64, isCalm: Bool = false) -> Failed? {
        let simulation = Simulation(seed: seed, isCalm: isCalm)
        var complaints: [String] = []
        do throws(Failure) {
            try simulation.play()
            if !(try simulation.settle()) { complaints.append("it never came to rest: \(simulation.unrest)") }
        } catch {
            complaints.append("a worker stopped: \(error)")
        }
        complaints += SimulatedVerdict(simulation).complaints
        if complaints.isEmpty { return nil }
        return Failed(
            seed: seed, complaints: complaints, trace: simulation.trace.map { "\($0.0) \($0.1) \($0.2)" })
    }

    // MARK: The game

    private func play() throws(Failure) {
        let steps = 120 + luck.roll(120)
        while now < steps || !pending.isEmpty {
            now += 1
            world.clock.advance(by: .milliseconds(Int64(luck.roll(60))))
            if !pending.isEmpty, luck.roll(6) == 0 { world.publish(pending.removeFirst()) }
            if !isCalm, luck.roll(14) == 0 { misfortune() }
            let index = luck.roll(workers.count + 2 * nodes.count)
            if index < workers.count {
                try play(workers[index])
            } else {
                let node = nodes[(index - workers.count) / 2]
                if (index - workers.count) % 2 == 0 { try node.turnRelay() } else { try node.turnClock() }
            }
        }
    }

    private func play(_ worker: SimulatedWorker) throws(Failure) {
        if worker.sleepsUntil > now { return }
        if worker.isLeaving, worker.isIdle {
            note(worker.name, "leaves")
            worker.close()
            workers.removeAll { $0 === worker }
            return
        }
        if let step = try worker.play() { note(worker.name, step) }
    }

    /// No more faults: everything goes on until nothing is left to do. False where it never comes to rest.
    private func settle() throws(Failure) -> Bool {
        luck.isOn = false
        world.broker.isBlocking = false
        for round in 0..<200 {
            for worker in workers {
                worker.sleepsUntil = 0
                for _ in 0..<60 {
                    guard let step = try worker.play() else { break }
                    note(worker.name, step)
                }
            }
            for node in nodes {
                try node.turnClock()
                for _ in 0..<3 { try node.turnRelay() }
            }
            if isQuiet || round % 16 == 15 {
                // What waits behind a quarantined message goes on once an operator has sent that one back.
                if !retryTheInnocent(), isQuiet { return true }
            } else if round % 4 == 3 {
                world.clock.advance(by: .seconds(round < 80 ? 4 : 60))
            }
        }
        return false
    }

    private var isQuiet: Bool {
        let database = world.database
        return database.outbox.isEmpty && database.parked.isEmpty && database.timers.isEmpty
            && workers.allSatisfy { $0.isIdle && world.broker.isEmpty($0.queue) } && nodes.allSatisfy(\.relay.isIdle)
    }

    var unrest: String {
        let database = world.database
        return
            "outbox \(database.outbox.count), parked \(database.parked.values.map(\.reason)), timers \(database.timers.count), "
            + workers.map { "\($0.name) \($0.isIdle)" }.joined(separator: ", ")
    }

    /// An operator sends back what was quarantined because its workers were killed again and again.
    private func retryTheInnocent() -> Bool {
        let letters = world.database.dead.filter { key, letter in
            letter.kind == .poison && interruptions[letter.properties.messageId ?? "", default: 0] + lostLeases >= 2
        }
        for key in letters.keys.sorted(by: { $0.id < $1.id }) {
            note("operator", "retries")
            world.database.retry(key)
        }
        return !letters.isEmpty
    }

    // MARK: Faults

    private func connectFaults() {
        let luck = luck
        world.database.trouble = { [unowned self] call in
            guard luck.strikes(50) else { return nil }
            if luck.roll(2) == 0 { return .before }
            if call == .lease { lostLeases += 1 }
            return .after
        }
        world.database.released = { [unowned self] _, last, run in
            var next = last + 1
            for entry in run {
                let sequence = entry.envelope.sequence ?? 0
                if sequence > next { earlyReleases.append("\(entry.envelope.id) with sequence \(sequence) at \(next)") }
                next = max(next, sequence + 1)
            }
        }
        world.broker.trouble = {
            guard luck.strikes(8) else { return nil }
            return [.lostBefore, .lostAfter, .refused, .late, .late, .late][luck.roll(6)]
        }
        world.broker.pick = { count in luck.strikes(5) ? luck.roll(count) : 0 }
        world.broker.interrupted = { [unowned self] message in interruptions[message.properties.messageId ?? "", default: 0] += 1
        }
        world.post.trouble = { luck.strikes(6) ? .transient("greylisted") : nil }
    }

    private func misfortune() {
        let worker = workers[luck.roll(workers.count)]
        switch luck.roll(20) {
        case 0...1:
            let node = nodes[luck.roll(nodes.count)]
            note(node.name, "is killed")
            let own = workers.filter { $0.node === node }
            for worker in own { worker.close() }
            node.restart()
            for worker in own { worker.reopen() }
        case 2...3:
            note(worker.name, "is thrown away")
            worker.reopen()
        case 4...7:
            note(worker.name, "loses the broker")
            worker.loseBroker()
            if luck.roll(2) == 0 { worker.sleepsUntil = now + luck.roll(80) }
        case 8...10: worker.sleepsUntil = now + luck.roll(60)
        case 11...13:
            note("time", "jumps")
            world.clock.advance(by: .seconds(31))
        case 14...15: hire("guichet.account", .decider, on: nodes[luck.roll(nodes.count)])
        case 16...17:
            let deciders = workers.filter { $0.kind == .decider && !$0.isLeaving }
            if deciders.count > 1 { deciders[luck.roll(deciders.count)].isLeaving = true }
        case 18:
            note("broker", world.broker.isBlocking ? "unblocks" : "blocks")
            world.broker.isBlocking.toggle()
        default:
            let node = nodes[luck.roll(nodes.count)]
            note(node.name, "loses its relay")
            node.reopenRelay()
        }
    }

    private func hire(_ queue: QueueName, _ kind: Roster.Kind, on node: SimulatedNode) {
        guard workers.count < 8 else { return }
        hired += 1
        let name = "\(queue.shortName)\(hired)@\(node.name)"
        note(name, "begins")
        workers.append(SimulatedWorker(name, queue, kind, on: node, in: world, dice: Dice(seed: luck.next())))
    }

    private func note(_ who: String, _ what: String) { trace.append((now, who, what)) }
}

/// The dice of one simulation, which all its faults share.
final class Luck {
    private var dice: Dice
    var isOn = true

    init(_ dice: Dice) {
        self.dice = dice
    }

    func next() -> UInt64 { dice.next() }

    func roll(_ sides: Int) -> Int { Int(dice.next() % UInt64(sides)) }

    /// Once in so many times, while faults are on.
    func strikes(_ often: Int) -> Bool { isOn && roll(often) == 0 }
}
