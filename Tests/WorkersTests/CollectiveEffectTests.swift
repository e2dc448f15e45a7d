import Core
import Support
import Testing
import Workers

@Suite struct `A collective effect` {
    let bench = Bench()
    let wall = Wall()

    /// notification.send performed by a wall instead of one letter at a time: the command and its entity are the real ones.
    private func worker(_ process: String = "one") -> Worker<BatchRunner> {
        let (inlet, store) = (bench.broker.inlet(Bench.notification, prefetch: 100), bench.database.store())
        let others = bench.world.duties.filter { $0.type != NotificationSend.type }
        return Worker(
            inlet: inlet, store: store,
            runner: BatchRunner(
                queue: Bench.notification, duties: others + [Duty(collective: SendNotification.self, adapter: wall)],
                inlet: inlet, store: store, context: bench.context(process), dice: Dice(seed: 1), limit: 100))
    }

    private func facts(_ number: UInt128) -> [String] {
        (bench.database.history["notification/\(Bench.id(number))"] ?? []).map(\.name)
    }

    @Test func `is performed once for a batch, in its order, and each command reported`() throws {
        for number in 1...20 as ClosedRange<UInt128> { bench.publish(mail: Bench.id(number)) }
        var worker = worker()
        try worker.run(to: .taken)
        #expect(try worker.step() == .decided)
        #expect(wall.acts == [(1...20).map { Bench.id($0) }] && bench.database.history.isEmpty)
        try worker.run()
        #expect((1...20).allSatisfy { facts($0) == ["notification.sent"] } && bench.broker.isEmpty(Bench.notification))
    }

    @Test func `done again after a crash is reported once`() throws {
        bench.publish(mail: Bench.id(1))
        var first = worker()
        try first.run(to: .committed)
        first.die()
        var second = worker("two")
        try second.run()
        #expect(wall.acts.count == 2 && facts(1) == ["notification.sent"] && bench.broker.isEmpty(Bench.notification))
    }

    @Test func `stays in hand while the world fails, and reports nothing`() throws {
        bench.publish(mail: Bench.id(1))
        wall.trouble = .transient("no kernel")
        var worker = worker()
        try worker.run(to: .taken)
        for _ in 0..<3 { #expect(throws: Failure.transient("no kernel")) { try worker.step() } }
        #expect(bench.broker.unacked(in: Bench.notification) == 1 && bench.database.history.isEmpty)
        wall.trouble = nil
        try worker.run()
        #expect(facts(1) == ["notification.sent"])
    }

    @Test func `that is refused for one command is done for its neighbours`() throws {
        wall.refused = [Bench.id(2)]
        for number in 1...3 as ClosedRange<UInt128> { bench.publish(mail: Bench.id(number)) }
        var worker = worker()
        try worker.run()
        #expect([1, 2, 3].map { facts($0) } == [["notification.sent"], ["notification.failed"], ["notification.sent"]])
    }
}

final class Wall: CollectiveEffect {
    var acts: [[String]] = []
    var trouble: Failure?
    var refused: Set<String> = []

    func perform(
        _ commands: [NotificationSend], attend: () -> Void
    ) throws(Failure) -> [EffectOutcome<MailReceipt>] {
        if let trouble { throw trouble }
        acts.append(commands.map(\.notification))
        return commands.map {
            refused.contains($0.notification)
                ? .failed("refused")
                : .observed(MailReceipt(messageId: $0.notification, reply: "250", templateVersion: "1", size: 1))
        }
    }
}
