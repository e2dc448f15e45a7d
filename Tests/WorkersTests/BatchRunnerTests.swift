import Core
import Support
import Testing
import Workers

@Suite struct `A batch runner` {
    let bench = Bench()
    let tally = Bench.id(1)

    @Test func `takes, decides, commits, hands over, and only then acknowledges`() throws {
        bench.publish(Tick.type, Tick.data(tally, 1), replyTo: "sim.answers")
        bench.publish(Tick.type, Tick.data(tally, 2))
        var worker = bench.decider()
        for step in [Step.taken, .decided, .committed, .handedOver] {
            #expect(bench.counted(tally).isEmpty == (step == .taken || step == .decided || step == .committed))
            #expect(try worker.step() == step)
            #expect(bench.broker.unacked(in: Bench.account) == 2)
            #expect(!worker.runner.isIdle)
        }
        #expect(bench.context().handover.takeAll().count == 1)
        #expect(try worker.step() == .acknowledged)
        #expect(worker.runner.isIdle && bench.broker.isEmpty(Bench.account))
        #expect(bench.counted(tally) == [1, 2])
        #expect(try worker.step() == nil)
        #expect(bench.log.steps == [.taken, .opened, .decided, .committed, .handedOver, .acknowledged])
    }

    @Test func `decides a message once, however often it comes`() throws {
        let envelope = bench.publish(Tick.type, Tick.data(tally, 1))
        for _ in 0..<2 { bench.world.publish(Event(envelope: envelope, data: Tick.data(tally, 1))) }
        var worker = bench.decider(limit: 2)
        try worker.run()
        #expect(bench.counted(tally) == [1])
        #expect(bench.world.meter[.duplicates] == 2 && bench.broker.isEmpty(Bench.account))
    }

    @Test func `keeps its batch in hand while the database is away, and does it once`() throws {
        bench.publish(Tick.type, Tick.data(tally, 1))
        var worker = bench.decider()
        try worker.run(to: .decided)
        for trouble in [MemoryDatabase.Trouble.before, .after] {
            bench.database.trouble = { $0 == .commit ? trouble : nil }
            #expect(throws: Failure.self) { try worker.run() }
            worker.runner.adopt(bench.database.store())
        }
        #expect(bench.broker.unacked(in: Bench.account) == 1)
        bench.database.trouble = { _ in nil }
        try worker.run()
        #expect(bench.counted(tally) == [1] && bench.broker.isEmpty(Bench.account))
    }

    @Test func `decides again after a lost connection, with the rows as they are then`() throws {
        bench.publish(Tick.type, Tick.data(tally, 1))
        var worker = bench.decider()
        try worker.run(to: .decided)
        worker.store.close()
        bench.publish(Tick.type, Tick.data(tally, 2))
        var other = bench.decider("two")
        try other.run()
        worker.runner.adopt(bench.database.store())
        try worker.run()
        #expect(bench.counted(tally) == [2, 1])
    }

    @Test func `does a batch in the order of its sequences, whatever the order of arrival`() throws {
        for sequence in [3, 1, 2] as [Int64] {
            bench.publish(Tick.type, Tick.data(tally, sequence), subject: "tally/\(tally)", sequence: sequence)
        }
        var worker = bench.decider()
        try worker.run()
        #expect(bench.counted(tally) == [1, 2, 3] && bench.database.parked.isEmpty)
    }

    @Test func `holds an event back for its predecessor, keeps no claim of it, and lets it go with it`() throws {
        let second = bench.publish(Tick.type, Tick.data(tally, 2), subject: "tally/\(tally)", sequence: 2)
        var worker = bench.decider()
        try worker.run()
        #expect(bench.counted(tally).isEmpty && !bench.database.isClaimed(bench.claim(of: second)))
        #expect(bench.database.parked.values.map(\.due) == [nil] && bench.broker.isEmpty(Bench.account))
        bench.publish(Tick.type, Tick.data(tally, 1), subject: "tally/\(tally)", sequence: 1)
        try worker.run()
        #expect(bench.database.parked.isEmpty && bench.database.outbox.count == 1)
        try bench.publishAll()
        try worker.run()
        #expect(bench.counted(tally) == [1, 2])
    }

    @Test func `postpones without a claim, and decides when it is time`() throws {
        let due = Moment(seconds: 1_795_262_400 + 20)
        let envelope = bench.publish(
            Tick.type, Tick.data(tally, 1, hold: due.microseconds / 1_000_000), replyTo: "sim.answers")
        var worker = bench.decider()
        try worker.run()
        let parked = try #require(bench.database.parked.values.first)
        #expect(parked.due == due && parked.reason == "too early" && parked.attempt == 0)
        #expect(!bench.database.isClaimed(bench.claim(of: envelope)) && bench.broker.isEmpty(Bench.account))
        try bench.publishAll()
        try worker.run()
        #expect(bench.counted(tally) == [1])
        try bench.publishAll()
        #expect(bench.broker.ready["sim.answers"]?.map(\.properties.correlationId) == [envelope.id])
    }

    @Test func `fires a timer once, and its event is decided`() throws {
        bench.publish(Tick.type, Tick.data(tally, 1, ring: 5))
        var worker = bench.decider()
        try worker.run()
        #expect(bench.database.timers.count == 1)
        try bench.publishAll()
        try worker.run()
        #expect(bench.database.history["tally/\(tally)"]?.map(\.name) == ["tally.counted", "tally.rung"])
    }

    @Test func `refuses with all reasons, to those who listen and to the one who asked`() throws {
        let envelope = bench.publish(SignupRequested.type, ["accountId": "7", "email": "8"], replyTo: "sim.answers")
        var worker = bench.decider()
        try worker.run()
        #expect(bench.database.verdict(of: bench.claim(of: envelope)) == .refused)
        try bench.publishAll()
        for (queue, type) in [("sim.answers", "refused"), ("sim.refusals", "refused.account.signup.requested")] {
            let message = try #require(bench.broker.ready[QueueName(queue)]?.first)
            let event = try #require(bench.world.codec.event(in: message.body))
            #expect(event.envelope.type.name == type && message.properties.correlationId == envelope.id)
            let fields = event.data["reasons"]?.array?.map { $0.object?["field"]?.string }
            #expect(fields == ["accountId", "email"] && event.data["id"] == .string(envelope.id))
        }
    }

    @Test func `parks an event with a secret sealed`() throws {
        bench.publish(EmailConfirmed.type, ["token": "0123456789abcdef"], subject: "account/1", sequence: 2)
        var worker = bench.decider()
        try worker.run()
        let parked = try #require(bench.database.parked.values.first)
        #expect(parked.message.isSealed && bench.world.codec.event(in: parked.message.body) == nil)
        #expect(
            bench.world.codec.event(in: try bench.world.codec.unseal(parked.message.body))?.envelope.type == EmailConfirmed.type)
    }
}
