import Core
import Support
import Testing
import Workers

@Suite struct `The roster` {
    let duties = Roster.duties()
    let topology = Roster.topology()

    @Test func `has each event kind once, in a queue that it lists`() {
        let types = duties.map(\.type)
        #expect(Set(types).count == types.count)
        let queues = Set(Roster.queues.filter { $0.kind != .drain }.map(\.name))
        #expect(Set(duties.map(\.queue)) == queues)
        #expect(Set(Roster.queues.map(\.name)).count == Roster.queues.count)
    }

    @Test func `says of each event kind what it means, what is in it and who may publish it`() {
        for duty in duties {
            #expect(!duty.meaning.isEmpty && !duty.producers.isEmpty && !duty.fields.isEmpty, "\(duty.type)")
            #expect(Set(duty.fields.map(\.name)).count == duty.fields.count, "\(duty.type)")
        }
    }

    @Test func `has a reader for whatever a sign-up sends`() throws {
        let bench = Bench()
        bench.publish(SignupRequested.type, ["accountId": .string(Bench.id(1)), "email": "a@example.org"])
        var worker = bench.decider()
        try worker.run()
        let sent = bench.database.outbox.map(\.entry.routingKey)
        #expect(!sent.isEmpty && sent.allSatisfy { key in duties.contains { $0.type.name == key } })
    }

    @Test func `gives the same topology each time`() {
        #expect(Roster.topology() == Roster.topology(of: Roster.duties()))
    }

    @Test func `binds each event kind to its queue, and each queue to its own way back`() {
        for duty in duties {
            let binding = Topology.Binding(exchange: Topology.events, queue: duty.queue, key: duty.type.name)
            #expect(topology.bindings.filter { $0.exchange == Topology.events && $0.key == duty.type.name } == [binding])
        }
        for queue in Set(duties.map(\.queue)) {
            #expect(topology.bindings.contains(Topology.Binding(exchange: Topology.requeue, queue: queue, key: "\(queue).#")))
        }
        for name in [Topology.unroutable, Topology.dead] {
            #expect(topology.bindings.contains(Topology.Binding(exchange: name, queue: QueueName(name), key: "")))
        }
        #expect(Set(topology.bindings).count == topology.bindings.count)
    }

    @Test func `uses no exchange or queue that it does not declare`() {
        let exchanges = Set(topology.exchanges.map(\.name))
        let queues = Set(topology.queues.map(\.name))
        #expect(topology.bindings.allSatisfy { exchanges.contains($0.exchange) && queues.contains($0.queue) })
        #expect(topology.exchanges.allSatisfy { $0.alternate.map(exchanges.contains) ?? true })
        #expect(queues == Set(Roster.queues.map(\.name)))
    }

    @Test func `loses nothing between exchanges: what nobody wants is kept`() {
        for exchange in topology.exchanges where exchange.kind == "topic" {
            #expect(exchange.alternate == Topology.unroutable)
        }
    }

    @Test func `asks for quorum queues that dead-letter at least once, with a limit that spares bystanders`() {
        for queue in topology.queues {
            #expect(queue.arguments["x-queue-type"] == "quorum")
            let isDrained = [Topology.unroutable, Topology.dead].contains(queue.name.name)
            #expect(queue.arguments["x-delivery-limit"] == (isDrained ? nil : 50))
            #expect(queue.arguments["x-dead-letter-exchange"] == (isDrained ? nil : .string(Topology.dead)))
            #expect(queue.arguments["x-dead-letter-strategy"] == (isDrained ? nil : "at-least-once"))
            #expect(queue.arguments["x-overflow"] == (isDrained ? nil : "reject-publish"))
            #expect(queue.arguments["x-message-ttl"] == nil)
        }
    }
}

@Suite struct `The assignment of workers` {
    let queues: [QueueName] = ["guichet.account", "guichet.notification", "guichet.dead"]

    @Test func `gives every worker to exactly one node, as evenly as can be`() {
        var dice = Dice(seed: 3)
        for _ in 0..<500 {
            var state = FleetState(settings: [:], nodes: [:])
            for node in 0...Int(dice.next() % 6) {
                let willing = queues.filter { _ in dice.next() % 2 == 0 }
                state.nodes["node\(node)"] = dice.next() % 3 == 0 ? willing : []
            }
            for queue in queues where dice.next() % 4 != 0 {
                state.settings[queue] = FleetState.Setting(workers: Int(dice.next() % 20), isPaused: dice.next() % 5 == 0)
            }
            for queue in queues {
                let setting = state.settings[queue] ?? FleetState.Setting(workers: 1, isPaused: false)
                let willing = state.nodes.filter { $0.value.isEmpty || $0.value.contains(queue) }.keys
                let shares = willing.map { Assignment.share(of: $0, in: state, queues: queues)[queue] ?? -1 }
                let wanted = setting.isPaused || willing.isEmpty ? 0 : setting.workers
                #expect(shares.reduce(0, +) == wanted)
                #expect((shares.max() ?? 0) - (shares.min() ?? 0) <= 1)
                for node in state.nodes.keys where !willing.contains(node) {
                    #expect(Assignment.share(of: node, in: state, queues: queues)[queue] == 0)
                }
            }
            #expect(Assignment.share(of: "stranger", in: state, queues: queues).values.allSatisfy { $0 == 0 })
        }
    }

    @Test func `begins each queue at another node, so that single workers spread`() {
        let state = FleetState(settings: [:], nodes: ["a": [], "b": [], "c": []])
        let shares = state.nodes.keys.map { node in
            Assignment.share(of: node, in: state, queues: queues).values.reduce(0, +)
        }
        #expect(shares == [1, 1, 1])
    }
}
