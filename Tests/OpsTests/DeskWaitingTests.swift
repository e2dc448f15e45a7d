import Core
import Queues
import Testing
import Workers

@testable import guichet

@Suite struct `Parked messages and queues at the desk` {
    let house: DeskHouse
    let desk: OperatorDesk
    let account = DeskHouse.newId()
    let id = DeskHouse.newId()
    let ada = Operation(by: "ada", "test")

    init() throws {
        house = try DeskHouse()
        desk = try house.desk()
    }

    @Test func `a message that waits for its predecessor is released, and its stream goes on`() throws {
        try house.decide([house.setPassword(account, id: id, sequence: 3), house.setPassword(account, sequence: 4)])
        let listed = try desk.waiting(on: "guichet.account", limit: 10)
        #expect(listed.count == 2 && ParkedList.text(listed, now: WallClock.now()).contains("sequences 1 to 2 of"))
        #expect(try desk.release(event: id, on: nil, ada).map(\.id) == [id])
        #expect(try house.texts("SELECT last::text FROM streams") == ["2"])
        #expect(try house.texts("SELECT outcome FROM operations") == ["sequences 1 to 2 given up, 2 freed"])
        try house.decide(try house.take().map(house.delivery))
        #expect(try house.texts("SELECT verdict FROM inbox") == ["refused", "refused"])
        #expect(try desk.waiting(limit: 10).isEmpty)
    }

    @Test func `a message that waits for a time is due now`() throws {
        try house.decide([house.signUp(account, "ada@example.org")])
        try house.sendMails(by: MailStub(.transient("greylisted")))
        let mail = try #require(try desk.waiting(on: "guichet.notification", limit: 1).first)
        #expect(mail.attempt == 1 && mail.reason == "greylisted")
        #expect(try desk.release(event: mail.id, on: "guichet.account", ada).isEmpty)
        #expect(try desk.release(event: mail.id, on: nil, ada).count == 1)
        let agenda = PostgresAgenda(house.database)
        defer { agenda.close() }
        let now = WallClock.now()
        #expect(try agenda.fire(upTo: 10, until: now, now: now).count == 1)
    }

    @Test func `nothing is released that does not wait`() throws {
        #expect(try desk.release(event: id, on: nil, ada).isEmpty)
        #expect(try house.texts("SELECT command FROM operations").isEmpty)
    }

    @Test func `what is wanted of a queue is durable and audited, and reaches the fleet`() throws {
        try desk.scale("guichet.account", to: 7, ada)
        try desk.pause("guichet.account", ada)
        try desk.pause("guichet.notification", ada)
        try desk.resume("guichet.notification", ada)
        let fleet = PostgresFleet(house.database)
        defer { fleet.close() }
        let state = try fleet.report(NodeReport(node: "a", workers: [:], queues: []), now: WallClock.now())
        #expect(state.settings["guichet.account"] == FleetState.Setting(workers: 7, isPaused: true))
        #expect(state.settings["guichet.notification"] == FleetState.Setting(workers: 1, isPaused: false))
        #expect(try house.texts("SELECT outcome FROM operations ORDER BY id") == ["7 workers", "paused", "paused", "resumed"])
    }

    @Test func `a number of workers that no fleet may have changes nothing`() throws {
        #expect(throws: Failure.self) { try desk.scale("guichet.account", to: 1001, ada) }
        #expect(try house.texts("SELECT command FROM operations").isEmpty)
        #expect(try desk.figures().settings.isEmpty)
    }

    @Test func `an unknown queue is refused with the list of all`() throws {
        let complaint = #expect(throws: Complaint.self) { let _: QueueName = try KnownQueue.named("acount") }
        #expect(complaint?.status == .usage)
        #expect(Roster.queues.allSatisfy { complaint?.description.contains($0.name.name) == true })
        let known: QueueName = try KnownQueue.named("account")
        #expect(known == "guichet.account")
    }

    @Test func `figures tell what waits and who works`() throws {
        let fleet = PostgresFleet(house.database)
        defer { fleet.close() }
        let node = NodeReport(node: "a", workers: ["guichet.account": 2], queues: [])
        _ = try fleet.report(node, now: WallClock.now())
        let before = QueuesReport(try desk.figures(), depths: ["guichet.account": (100, 2)])
        try house.decide([house.signUp(account, "ada@example.org"), house.setPassword(account, sequence: 9)])
        let figures = try desk.figures(since: before.at)
        #expect(figures.handled == ["guichet.account": 1])
        let after = QueuesReport(figures, depths: ["guichet.account": (50, 2)], before: before)
        let line = try #require(after.lines.first { $0.queue == "guichet.account" })
        #expect(line.running == 2 && line.wanted == 1 && line.parked?.count == 1)
        #expect(line.ready == 50 && (line.rateOut ?? 0) > 0 && line.rateIn == 0 && (line.drain?.seconds ?? 0) > 0)
        #expect(after.lines.first { $0.queue == "guichet.notification" }?.outbox?.count == 1)
        #expect(after.lines.first { $0.queue == "guichet.notification" }?.ready == nil)
        #expect(after.text().contains("nodes alive: a"))
    }
}
