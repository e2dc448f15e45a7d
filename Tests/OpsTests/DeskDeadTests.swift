import Core
import Queues
import Testing

@testable import guichet

@Suite struct `The dead-letter desk` {
    let house: DeskHouse
    let desk: OperatorDesk
    let account = DeskHouse.newId()
    let id = DeskHouse.newId()
    let ada = Operation(by: "ada", "test")

    init() throws {
        house = try DeskHouse()
        desk = try house.desk()
    }

    /// A sign-up that died of poison; its letter's number.
    private func dead(
        _ delivery: Delivery, _ kind: DeadLetter.Kind = .poison, queue: QueueName = "guichet.account", sequence: Int64? = nil
    ) throws -> Int64 {
        let envelope = Envelope(
            id: delivery.properties.messageId ?? "", source: "/portal", type: EventType(delivery.routingKey),
            subject: sequence == nil ? nil : "account/\(account)", sequence: sequence)
        var changes = Changes()
        changes.dead = [
            DeadLetter(
                queue: queue, kind: kind, field: nil, reason: "by hand", envelope: envelope, exchange: delivery.exchange,
                routingKey: delivery.routingKey, properties: delivery.properties, body: delivery.body, isSealed: false)
        ]
        let store = PostgresStore(house.database)
        defer { store.close() }
        _ = try store.open(Question(queue: queue))
        _ = try store.commit(changes)
        return try #require(try desk.letters(DeadLetterFilter(state: nil), limit: 1).first?.id)
    }

    @Test func `lists what is chosen`() throws {
        let first = try dead(house.signUp(account, "ada@example.org"))
        let second = try dead(house.event("account.nothing", [:]), .unroutable, queue: "guichet.unroutable")
        #expect(try desk.letters(DeadLetterFilter(), limit: 10).map(\.id) == [second, first])
        #expect(try desk.letters(DeadLetterFilter(), before: second, limit: 10).map(\.id) == [first])
        #expect(try desk.letters(DeadLetterFilter(kind: .poison), limit: 10).map(\.id) == [first])
        #expect(try desk.letters(DeadLetterFilter(queue: "guichet.unroutable"), limit: 10).map(\.id) == [second])
        #expect(try desk.letters(DeadLetterFilter(type: "account.nothing"), limit: 10).map(\.id) == [second])
        #expect(try desk.letters(DeadLetterFilter(state: "dropped"), limit: 10).isEmpty)
    }

    @Test func `shows bytes as text, or in hexadecimal, cut at a size, and none that are sealed`() throws {
        let letter = try dead(house.signUp(account, "ada@example.org"))
        #expect(DeadShow.text(try desk.knownLetter(letter)).contains("\"email\":\"ada@example.org\""))
        #expect(LetterBody.text([0xFF, 0x00, 0x0A]) == "ff 00 0a")
        #expect(LetterBody.text(Array("aé".utf8), limit: 2) == "a\n… 1 bytes more")
        try house.run("UPDATE dead_letters SET sealed = true, body = 'secret'")
        let sealed = try desk.knownLetter(letter)
        #expect(DeadShow.text(sealed).contains("is sealed") && !DeadShow.text(sealed).contains("secret\n"))
        #expect(DeadShow.value(sealed).object?["body"] == .null)
    }

    @Test func `puts a letter back for its queue alone, with its actor, once`() throws {
        let letter = try dead(house.signUp(account, "ada@example.org", id: id))
        #expect(try desk.retry(letter: letter, ada) == .done)
        #expect(try desk.retry(letter: letter, ada) == .not(open: "retried"))
        #expect(try desk.retry(letter: 999, ada) == .unknown)
        let rows = try house.take()
        #expect(rows.map(\.entry.exchange) == [Topology.requeue])
        #expect(rows.map(\.entry.routingKey) == ["guichet.account.account.signup.requested"])
        let operations = try house.texts("SELECT actor || ' ' || (arguments ->> 'event') || ' ' || outcome FROM operations")
        #expect(operations == ["ada \(id) sent to guichet.requeue as guichet.account.account.signup.requested"])
        let delivery = try house.delivery(of: try #require(rows.first))
        try house.decide([delivery])
        try house.decide([delivery, house.signUp(account, "ada@example.org", id: id)])
        #expect(try house.texts("SELECT actor FROM history") == ["portal"])
    }

    @Test func `gives back all tries`() throws {
        var delivery = house.signUp(account, "ada@example.org")
        delivery.exchange = Topology.requeue
        delivery.routingKey = "guichet.account.account.signup.requested"
        delivery.properties.headers = ["guichet-attempt": 12, "guichet-actor": "sales"]
        let entry = try desk.knownLetter(try dead(delivery, .exhausted)).letter.requeued
        #expect(entry.routingKey == delivery.routingKey && entry.properties.headers == ["guichet-actor": "sales"])
    }

    @Test func `publishes again what no queue wanted, and finds the queue the broker took it from`() throws {
        let letter = try dead(house.event("account.nothing", [:]), .unroutable, queue: "guichet.unroutable")
        let unroutable = try desk.knownLetter(letter).letter.requeued
        #expect(unroutable.exchange == Topology.events && unroutable.routingKey == "account.nothing")
        var delivery = house.signUp(account, "ada@example.org")
        delivery.properties.headers = ["x-first-death-queue": "guichet.account"]
        let given = try desk.knownLetter(try dead(delivery, .undelivered, queue: "guichet.dead")).letter.requeued
        #expect(given.exchange == Topology.requeue && given.routingKey == "guichet.account.account.signup.requested")
    }

    @Test func `keeps a sealed body sealed`() throws {
        let delivery = house.setPassword(account)
        let letter = try dead(delivery)
        let sealed = try house.codec.seal(delivery.body)
        let hex = sealed.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        try house.run("UPDATE dead_letters SET sealed = true, body = '\\x\(hex)'")
        #expect(try desk.retry(letter: letter, ada) == .done)
        let row = try #require(try house.take().first)
        #expect(row.entry.isSealed && row.entry.body == sealed)
        try house.decide([house.delivery(of: row)])
        #expect(try house.texts("SELECT verdict FROM inbox") == ["refused"])
    }

    @Test func `drops a letter for the record`() throws {
        let letter = try dead(house.signUp(account, "ada@example.org"))
        let outcome = try desk.drop(letter: letter, reason: "spam", release: false, isOrdered: KnownQueue.isOrdered, ada)
        #expect(outcome == .done)
        #expect(try desk.knownLetter(letter).state == "dropped" && desk.knownLetter(letter).stateBy == "ada")
        #expect(try house.texts("SELECT arguments ->> 'reason' FROM operations") == ["spam"])
    }

    @Test func `asks before it drops what holds up a stream, then lets the stream go on`() throws {
        let letter = try dead(house.signUp(account, "ada@example.org", sequence: 1), sequence: 1)
        try house.decide([house.setPassword(account, id: id, sequence: 2)])
        #expect(try house.texts("SELECT id FROM parked") == [id])
        let asked = try desk.drop(letter: letter, reason: "spam", release: false, isOrdered: KnownQueue.isOrdered, ada)
        guard case .blocks(let block) = asked else {
            Issue.record("\(asked)")
            return
        }
        #expect(block.last == 0 && block.sequence == 1 && block.waiting == 1)
        #expect(try desk.knownLetter(letter).state == "open")
        let done = try desk.drop(letter: letter, reason: "spam", release: true, isOrdered: KnownQueue.isOrdered, ada)
        #expect(done == .done)
        #expect(try house.texts("SELECT id FROM parked").isEmpty)
        try house.decide(try house.take().map(house.delivery))
        #expect(try house.texts("SELECT verdict FROM inbox WHERE id = '\(id)'") == ["refused"])
    }
}
