import Core
import Support
import Workers

/// One worker of a simulation, which behaves as `WorkerLoop` does, a step at a time.
final class SimulatedWorker {
    let name: String
    let queue: QueueName
    let kind: Roster.Kind
    let node: SimulatedNode
    /// It does nothing before this step of the simulation: a thread that gets no processor, a slow disk.
    var sleepsUntil = 0
    var isLeaving = false

    private let world: SimulatedWorld
    private var dice: Dice
    private var inlet: MemoryInlet
    private var store: MemoryStore
    private var runner: any Runner

    init(_ name: String, _ queue: QueueName, _ kind: Roster.Kind, on node: SimulatedNode, in world: SimulatedWorld, dice: Dice) {
        self.name = name
        self.queue = queue
        self.kind = kind
        self.node = node
        self.world = world
        self.dice = dice
        (inlet, store, runner) = SimulatedWorker.open(queue, kind, node, world, &self.dice)
    }

    var isIdle: Bool { runner.isIdle && inlet.held.isEmpty }

    /// Does one step; nil where there was nothing to do.
    func play() throws(Failure) -> String? {
        do throws(Failure) {
            return try runner.step(patience: .zero)?.rawValue
        } catch {
            guard case .transient = error else { throw error }
            if inlet.isLost {
                reopen()
                return "broker lost"
            }
            store.close()
            store = world.database.store()
            runner.adopt(store)
            return "database lost"
        }
    }

    /// All it had in hand is forgotten.
    func reopen() {
        close()
        (inlet, store, runner) = SimulatedWorker.open(queue, kind, node, world, &dice)
    }

    /// The broker forgets it; it learns that at its next call.
    func loseBroker() { inlet.lose() }

    func close() {
        inlet.close()
        store.close()
    }

    private static func open(
        _ queue: QueueName, _ kind: Roster.Kind, _ node: SimulatedNode, _ world: SimulatedWorld, _ dice: inout Dice
    ) -> (MemoryInlet, MemoryStore, any Runner) {
        let store = world.database.store()
        let seed = Dice(seed: dice.next())
        switch kind {
        case .decider, .collective:
            let inlet = world.broker.inlet(queue, prefetch: 2 + Int(dice.next() % 8))
            let runner = BatchRunner(
                queue: queue, duties: world.duties, inlet: inlet, store: store, context: node.context, dice: seed,
                limit: 1 + Int(dice.next() % 6))
            return (inlet, store, runner)
        case .effector:
            let inlet = world.broker.inlet(queue, prefetch: 1 + Int(dice.next() % 3))
            let runner = EffectRunner(
                queue: queue, duties: world.duties, inlet: inlet, store: store, context: node.context, dice: seed)
            return (inlet, store, runner)
        case .drain:
            let inlet = world.broker.inlet(queue, prefetch: 10)
            let runner = Drain(queue: queue, duties: world.duties, inlet: inlet, store: store, context: node.context)
            return (inlet, store, runner)
        }
    }
}
