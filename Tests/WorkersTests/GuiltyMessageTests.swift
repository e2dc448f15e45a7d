import Core
import Support
import Testing
import Workers

/// What one message brings upon itself must not touch its neighbours.
@Suite struct `A guilty message` {
    let bench = Bench()

    @Test func `that is no event is a dead letter beside its neighbours`() throws {
        bench.publish(Tick.type, Tick.data(Bench.id(1), 1))
        bench.broker.publish(
            exchange: Topology.events, routingKey: Tick.type.name, properties: Properties(messageId: "x"), body: [1, 2, 3])
        bench.publish(Tick.type, Tick.data(Bench.id(2), 1))
        var worker = bench.decider()
        try worker.run()
        let letter = try #require(bench.database.dead.values.first)
        #expect(
            bench.database.dead.count == 1 && letter.kind == .malformed && letter.field == "body" && letter.body == [1, 2, 3])
        #expect(bench.counted(Bench.id(1)) == [1] && bench.counted(Bench.id(2)) == [1])
        #expect(bench.broker.isEmpty(Bench.account))
    }

    @Test func `of a kind its queue does not know is a dead letter that names the type`() throws {
        let event = Event(envelope: Envelope(id: "x", source: "/portal", type: "nobody.knows"), data: [:])
        let entry = bench.world.codec.entry(
            for: event, exchange: Topology.requeue, routingKey: "guichet.account.nobody.knows")
        bench.broker.publish(
            exchange: entry.exchange, routingKey: entry.routingKey, properties: entry.properties, body: entry.body)
        var worker = bench.decider()
        try worker.run()
        #expect(bench.database.dead.values.map(\.kind) == [.unroutable])
        #expect(bench.database.dead.values.map(\.field) == ["type"])
    }

    @Test func `that kills its process twice is a dead letter at the third start, and its neighbours are done`() throws {
        for number in 1...3 as ClosedRange<Int64> { bench.publish(Tick.type, Tick.data(Bench.id(1), number)) }
        // Deciding number 1 kills: first unmarked in the company of others, then twice alone under a mark.
        for process in ["one", "two", "three"] {
            var worker = bench.decider(process)
            try worker.run(to: .decided)
            worker.die()
        }
        #expect(bench.database.dead.isEmpty)
        var worker = bench.decider("four")
        try worker.run()
        let letter = try #require(bench.database.dead.values.first)
        #expect(letter.kind == .poison && letter.attempts == 2 && letter.reason == "started 2 times and never finished")
        #expect(bench.world.codec.event(in: letter.body)?.data["number"] == 1)
        #expect(bench.counted(Bench.id(1)) == [2, 3])
        #expect(bench.broker.isEmpty(Bench.account) && bench.database.starts.isEmpty)
    }

    @Test func `that is redelivered is done alone under a mark, which is removed with it`() throws {
        bench.publish(Tick.type, Tick.data(Bench.id(1), 1))
        bench.publish(Tick.type, Tick.data(Bench.id(1), 2))
        var first = bench.decider()
        try first.run(to: .taken)
        first.die()
        bench.publish(Tick.type, Tick.data(Bench.id(1), 3))
        var worker = bench.decider("two")
        let steps = try worker.run()
        // The fresh one first, then each suspect in a transaction of its own.
        #expect(steps.count { $0 == .committed } == 3 && bench.log.steps.count { $0 == .marked } == 2)
        #expect(bench.counted(Bench.id(1)) == [3, 1, 2] && bench.database.starts.isEmpty)
    }

    @Test func `that started in a process which goes on is not counted twice`() throws {
        bench.publish(Tick.type, Tick.data(Bench.id(1), 1))
        for _ in 0..<5 {
            var worker = bench.decider()
            try worker.run(to: .decided)
            worker.die()
        }
        var worker = bench.decider()
        try worker.run()
        #expect(bench.counted(Bench.id(1)) == [1] && bench.database.dead.isEmpty)
    }

    @Test func `whose constraint is violated is decided again, knowing it`() throws {
        let first = bench.publish(SignupRequested.type, ["accountId": .string(Bench.id(1)), "email": "a@example.org"])
        let second = bench.publish(SignupRequested.type, ["accountId": .string(Bench.id(2)), "email": "A@Example.org"])
        bench.publish(Tick.type, Tick.data(Bench.id(3), 1))
        var worker = bench.decider()
        try worker.run()
        #expect(bench.database.verdict(of: bench.claim(of: first)) == .recorded)
        #expect(bench.database.verdict(of: bench.claim(of: second)) == .refused)
        #expect(bench.counted(Bench.id(3)) == [1] && bench.database.dead.isEmpty)
        let note = bench.database.inbox.values.first { $0.claim.id == second.id }?.note
        #expect(note?.array?.first?.object?["rule"] == "ACC-20")
    }

    @Test func `whose value the database cannot hold hurts itself alone`() throws {
        let bad = Bench.id(2)
        bench.database.unholdable = { $0.id == bad ? "counted" : nil }
        for number in 1...3 as ClosedRange<UInt128> { bench.publish(Tick.type, Tick.data(Bench.id(number), 1)) }
        var worker = bench.decider()
        try worker.run()
        let letter = try #require(bench.database.dead.values.first)
        #expect(
            bench.database.dead.count == 1 && letter.kind == .exhausted && letter.field == "counted"
                && letter.eventId == "event 2")
        #expect(bench.counted(Bench.id(1)) == [1] && bench.counted(bad).isEmpty && bench.counted(Bench.id(3)) == [1])
        #expect(bench.broker.isEmpty(Bench.account))
    }

    @Test func `is found by halves, so that 63 neighbours need six transactions and not 63`() throws {
        let bad = Bench.id(40)
        bench.database.unholdable = { $0.id == bad ? "counted" : nil }
        for number in 1...64 as ClosedRange<UInt128> { bench.publish(Tick.type, Tick.data(Bench.id(number), 1)) }
        var worker = bench.decider()
        let steps = try worker.run()
        #expect(bench.database.dead.values.map(\.eventId) == ["event 40"])
        for number in 1...64 as ClosedRange<UInt128> where Bench.id(number) != bad {
            #expect(bench.counted(Bench.id(number)) == [1])
        }
        // One more is the dead letter's.
        #expect(steps.count { $0 == .committed } == 7 && bench.broker.isEmpty(Bench.account))
    }

    @Test func `that cannot be written leaves no mark of its start`() throws {
        bench.database.unholdable = { _ in "counted" }
        bench.publish(Tick.type, Tick.data(Bench.id(1), 1))
        var first = bench.decider()
        try first.run(to: .taken)
        first.die()
        var worker = bench.decider("two")
        try worker.run()
        #expect(bench.database.dead.values.map(\.kind) == [.exhausted])
        #expect(bench.database.starts.isEmpty)
    }
}
