import Core
import Support
import Testing
import Workers

@Suite struct `An effect runner` {
    let bench = Bench()
    let mail = Bench.id(7)

    var facts: [String] { (bench.database.history["notification/\(mail)"] ?? []).map(\.name) }

    @Test func `leases, performs, reports, and only then acknowledges`() throws {
        bench.publish(mail: mail)
        var worker = bench.effector()
        for step in [Step.taken, .leased, .performed, .reported] {
            #expect(try worker.step() == step)
            #expect(bench.broker.unacked(in: Bench.notification) == 1)
        }
        #expect(facts == ["notification.sent"] && bench.database.leases.isEmpty)
        try worker.run()
        #expect(bench.broker.isEmpty(Bench.notification) && bench.world.post.performed == [mail: 1])
    }

    @Test func `performs and reports once what comes twice`() throws {
        bench.publish(mail: mail)
        var worker = bench.effector()
        try worker.run(to: .reported)
        worker.die()
        var other = bench.effector("two")
        try other.run()
        #expect(bench.world.post.performed == [mail: 1] && facts == ["notification.sent"])
        #expect(bench.broker.isEmpty(Bench.notification))
    }

    @Test func `lets a failing effect wait in the database, longer each time, and goes on with others`() throws {
        bench.world.post.trouble = { .transient("greylisted") }
        bench.publish(mail: mail)
        var worker = bench.effector()
        for attempt in 1...4 {
            try worker.run()
            let parked = try #require(bench.database.parked.values.first)
            #expect(parked.attempt == attempt && parked.reason == "greylisted" && bench.broker.isEmpty(Bench.notification))
            let wait = try #require(parked.due).seconds(since: bench.world.clock.now)
            let full = 2 * Double(1 << (attempt - 1))
            #expect(wait <= full && wait >= full / 2)
            #expect(bench.database.leases.isEmpty && bench.database.inbox.isEmpty)
            try bench.publishAll()
        }
        bench.world.post.trouble = { nil }
        bench.publish(mail: Bench.id(8))
        try worker.run()
        #expect(facts == ["notification.sent"] && bench.world.post.performed == [mail: 1, Bench.id(8): 1])
    }

    @Test func `reports a failure once all tries failed`() throws {
        var tries = 0
        bench.world.post.performing = { _ in tries += 1 }
        bench.world.post.trouble = { .transient("greylisted") }
        bench.publish(mail: mail)
        var worker = bench.effector()
        for _ in 0..<40 {
            try worker.run()
            bench.world.clock.advance(by: .hours(1))
            try bench.publishAll()
        }
        #expect(tries == SendNotification.retries.attempts)
        #expect(facts == ["notification.failed"] && bench.database.parked.isEmpty)
        #expect(bench.database.history["notification/\(mail)"]?.first?.data["reason"] == "30 tries failed; the last: greylisted")
    }

    @Test func `reports at once what can never work`() throws {
        bench.world.post.trouble = { .malformed(field: "recipient", message: "no such user") }
        bench.publish(mail: mail)
        var worker = bench.effector()
        try worker.run()
        #expect(facts == ["notification.failed"] && bench.database.parked.isEmpty && bench.broker.isEmpty(Bench.notification))
    }

    @Test func `stops where its adapter is misconfigured, and acknowledges nothing`() throws {
        bench.world.post.trouble = { .fatal("no credentials") }
        bench.publish(mail: mail)
        var worker = bench.effector()
        #expect(throws: Failure.fatal("no credentials")) { try worker.run() }
        #expect(bench.broker.unacked(in: Bench.notification) == 1 && facts.isEmpty)
    }

    @Test func `that was too slow changes nothing`() throws {
        bench.publish(mail: mail)
        var slow = bench.effector("slow")
        try slow.run(to: .performed)
        slow.inlet.lose()
        bench.world.clock.advance(by: .seconds(31))
        var quick = bench.effector("quick")
        try quick.run(to: .performed)
        #expect(try slow.step() == .reported)
        #expect(facts.isEmpty && bench.world.meter[.fenced] == 1)
        try quick.run()
        #expect(facts == ["notification.sent"] && bench.database.zombieWrites.isEmpty)
        #expect(bench.world.post.performed == [mail: 2])
    }

    @Test func `leaves to another what another performs, until that one's time is over`() throws {
        bench.publish(mail: mail)
        var slow = bench.effector("slow")
        try slow.run(to: .leased)
        slow.inlet.lose()
        var other = bench.effector("other")
        try other.run()
        #expect(bench.database.parked.values.map(\.due) == [bench.world.clock.now.adding(EffectRunner.leaseLife)])
        #expect(bench.world.post.performed.isEmpty && bench.broker.isEmpty(Bench.notification))
        slow.die()
        try bench.publishAll()
        try other.run()
        #expect(facts == ["notification.sent"] && bench.world.post.performed == [mail: 1])
    }

    @Test func `quarantines at the third start what killed its worker twice`() throws {
        bench.publish(mail: mail)
        for process in ["one", "two"] {
            var worker = bench.effector(process)
            try worker.run(to: .leased)
            worker.die()
            bench.world.clock.advance(by: .seconds(31))
        }
        var worker = bench.effector("three")
        try worker.run()
        let letter = try #require(bench.database.dead.values.first)
        #expect(letter.kind == .poison && letter.attempts == 2 && letter.reason == "taken 2 times and never finished")
        #expect(bench.world.post.performed.isEmpty && bench.broker.isEmpty(Bench.notification))
        #expect(bench.database.leases.isEmpty)
    }

    @Test func `keeps as a dead letter what was done but cannot be reported, and goes on`() throws {
        let bad = mail
        bench.database.unholdable = { $0.id == bad ? "reply" : nil }
        bench.publish(mail: mail)
        bench.publish(mail: Bench.id(8))
        var worker = bench.effector()
        try worker.run()
        let letter = try #require(bench.database.dead.values.first)
        #expect(letter.kind == .exhausted && letter.field == "reply" && facts.isEmpty)
        #expect(bench.database.leases.isEmpty && bench.broker.isEmpty(Bench.notification))
        #expect(bench.database.history["notification/\(Bench.id(8))"]?.count == 1)
    }

    @Test func `refuses a command that has not its form, and performs nothing`() throws {
        bench.publish(NotificationSend.type, ["notificationId": .string(mail)])
        var worker = bench.effector()
        try worker.run()
        #expect(bench.database.inbox.values.allSatisfy { $0.verdict == .refused } && !bench.database.inbox.isEmpty)
        #expect(bench.world.post.performed.isEmpty && bench.broker.isEmpty(Bench.notification))
    }
}
