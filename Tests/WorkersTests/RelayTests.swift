import Core
import Support
import Testing
import Workers

@Suite struct `A relay` {
    let bench = Bench()

    private func commit(_ keys: [String], exchange: String = Topology.events, isSealed: Bool = false) throws -> [OutboxRow] {
        var changes = Changes()
        changes.outbox = try keys.map { key in
            let body = Array(key.utf8)
            return OutboxEntry(
                exchange: exchange, routingKey: key, properties: Properties(messageId: key),
                body: isSealed ? try bench.world.codec.seal(body) : body, isSealed: isSealed)
        }
        let store = bench.database.store()
        _ = try store.open(Question(queue: Bench.account))
        let ids = try store.commit(changes)
        return zip(ids, changes.outbox).map { OutboxRow(id: $0, entry: $1) }
    }

    @Test func `publishes what is handed over at once, and forgets it once it is confirmed`() throws {
        bench.context().handover.give(try commit(["refused.a", "refused.b"]))
        var (relay, outlet) = bench.relay()
        #expect(!relay.isIdle)
        try relay.turn(patience: .zero)
        #expect(outlet.sent.map(\.routingKey) == ["refused.a", "refused.b"])
        try relay.turn(patience: .zero)
        #expect(bench.database.outbox.isEmpty && relay.isIdle && bench.world.meter[.swept] == 0)
        #expect(bench.broker.ready["sim.refusals"]?.count == 2)
    }

    @Test func `sweeps what a crash left, when nobody holds it any more`() throws {
        _ = try commit(["refused.a"])
        var (relay, outlet) = bench.relay()
        try relay.turn(patience: .zero)
        #expect(outlet.sent.isEmpty)
        bench.world.clock.advance(by: .seconds(31))
        for _ in 0..<2 { try relay.turn(patience: .zero) }
        #expect(outlet.sent.count == 1 && bench.database.outbox.isEmpty && bench.world.meter[.swept] == 1)
    }

    @Test func `leaves to another relay what that one holds`() throws {
        _ = try commit(["refused.a"])
        bench.world.clock.advance(by: .seconds(31))
        bench.broker.trouble = { .late }
        var first = bench.relay("one").relay
        var (second, outlet) = bench.relay("two")
        try first.turn(patience: .zero)
        try second.turn(patience: .zero)
        #expect(outlet.sent.isEmpty && first.load == 1)
    }

    @Test func `forgets nothing that is not confirmed`() throws {
        bench.context().handover.give(try commit(["refused.a"]))
        bench.broker.trouble = { .refused }
        var relay = bench.relay().relay
        for _ in 0..<3 { try relay.turn(patience: .zero) }
        #expect(bench.database.outbox.count == 1 && bench.world.meter[.refusedByBroker] == 1)
        bench.broker.trouble = { .lostAfter }
        bench.world.clock.advance(by: .seconds(31))
        #expect(throws: Failure.self) { for _ in 0..<3 { try relay.turn(patience: .zero) } }
        #expect(bench.database.outbox.count == 1 && bench.broker.ready["sim.refusals"]?.count == 1)
        bench.broker.trouble = { nil }
        try bench.publishAll()
        #expect(bench.broker.ready["sim.refusals"]?.count == 2)
    }

    @Test func `drops a returned answer, whose asker is gone`() throws {
        bench.context().handover.give(try commit(["amq.gen-gone"], exchange: ""))
        var relay = bench.relay().relay
        for _ in 0..<2 { try relay.turn(patience: .zero) }
        #expect(bench.database.outbox.isEmpty && bench.database.dead.isEmpty && bench.world.meter[.returned] == 1)
    }

    @Test func `buries a returned event`() throws {
        bench.context().handover.give(try commit(["lost"], exchange: "no.alternate"))
        var relay = bench.relay().relay
        for _ in 0..<2 { try relay.turn(patience: .zero) }
        #expect(bench.database.outbox.isEmpty && bench.database.dead.values.map(\.reason) == ["NO_ROUTE"] && relay.isIdle)
    }

    @Test func `sends and sweeps nothing while the broker blocks`() throws {
        bench.context().handover.give(try commit(["refused.a"]))
        bench.broker.isBlocking = true
        var (relay, outlet) = bench.relay()
        bench.world.clock.advance(by: .seconds(31))
        for _ in 0..<3 { try relay.turn(patience: .zero) }
        #expect(outlet.sent.isEmpty && bench.world.meter[.swept] == 0 && bench.database.outbox.count == 1)
        bench.broker.isBlocking = false
        for _ in 0..<3 { try relay.turn(patience: .zero) }
        #expect(outlet.sent.count == 1 && bench.database.outbox.isEmpty)
    }

    @Test func `keeps no more under way than its window holds`() throws {
        bench.context().handover.give(try commit((1...5).map { "refused.\($0)" }))
        bench.broker.trouble = { .late }
        var (relay, outlet) = bench.relay(window: 2)
        try relay.turn(patience: .zero)
        #expect(outlet.sent.count == 2 && relay.load == 5)
        for _ in 0..<10 { try relay.turn(patience: .zero) }
        #expect(outlet.sent.map(\.routingKey) == (1...5).map { "refused.\($0)" } && bench.database.outbox.isEmpty)
    }

    @Test func `unseals a body on its way, and buries one that it cannot unseal`() throws {
        let good = try commit(["refused.a"], isSealed: true)
        let bad = try commit(["refused.b"]).map { row in
            var entry = row.entry
            entry.isSealed = true
            return OutboxRow(id: row.id, entry: entry)
        }
        bench.context().handover.give(good + bad)
        var (relay, outlet) = bench.relay()
        for _ in 0..<2 { try relay.turn(patience: .zero) }
        #expect(outlet.sent.map(\.body) == [Array("refused.a".utf8)])
        #expect(bench.database.dead.count == 1 && bench.database.outbox.isEmpty)
    }
}

@Suite struct `A drain` {
    let bench = Bench()

    private func drain(_ queue: String) -> Worker<Drain> {
        let (inlet, store) = (bench.broker.inlet(QueueName(queue), prefetch: 10), bench.database.store())
        let runner = Drain(
            queue: QueueName(queue), duties: bench.world.duties, inlet: inlet, store: store, context: bench.context())
        return Worker(inlet: inlet, store: store, runner: runner)
    }

    @Test func `keeps what no queue wants as dead letters that name the type, a refusal excepted`() throws {
        bench.publish("nobody.wants", [:])
        let event = Event(envelope: Envelope(id: "r", source: "/guichet", type: "refused.x"), data: [:])
        let entry = bench.world.codec.entry(for: event, exchange: Topology.unroutable, routingKey: "refused.x")
        bench.broker.publish(
            exchange: entry.exchange, routingKey: entry.routingKey, properties: entry.properties, body: entry.body)
        var worker = drain(Topology.unroutable)
        try worker.run()
        let letter = try #require(bench.database.dead.values.first)
        #expect(bench.database.dead.count == 1 && letter.kind == .unroutable && letter.field == "type")
        #expect(letter.reason == "no queue is bound to “nobody.wants”" && letter.eventId == "event 1")
        #expect(bench.broker.isEmpty(QueueName(Topology.unroutable)))
    }

    @Test func `keeps what the broker gave up on with the broker's reason, its secret sealed`() throws {
        let properties = Properties(headers: ["x-first-death-reason": "delivery_limit"])
        bench.broker.publish(
            exchange: Topology.dead, routingKey: EmailConfirmed.type.name, properties: properties, body: Array("token".utf8))
        var worker = drain(Topology.dead)
        try worker.run()
        let letter = try #require(bench.database.dead.values.first)
        #expect(letter.kind == .undelivered && letter.reason == "the broker gave up on it: delivery_limit")
        #expect(letter.isSealed && letter.body != Array("token".utf8))
    }

    @Test func `acknowledges nothing before it is kept`() throws {
        bench.publish("nobody.wants", [:])
        bench.database.trouble = { $0 == .commit ? .before : nil }
        var worker = drain(Topology.unroutable)
        #expect(throws: Failure.self) { try worker.run() }
        #expect(!worker.runner.isIdle && bench.broker.unacked(in: QueueName(Topology.unroutable)) == 1)
        bench.database.trouble = { _ in nil }
        try worker.run()
        #expect(bench.database.dead.count == 1 && bench.broker.isEmpty(QueueName(Topology.unroutable)))
    }
}
