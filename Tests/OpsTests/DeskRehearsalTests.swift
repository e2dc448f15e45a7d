import Core
import Queues
import Testing

@testable import guichet

@Suite struct `Rehearsing a retry` {
    let house: DeskHouse
    let account = DeskHouse.newId()

    init() throws { house = try DeskHouse() }

    private func foresee(
        _ delivery: Delivery, _ kind: DeadLetter.Kind = .poison, queue: QueueName = "guichet.account"
    ) throws -> DeadForesight {
        let rehearsal = DeadRehearsal(house.database, codec: house.codec, clock: { WallClock.now() })
        defer { rehearsal.close() }
        return try rehearsal.foresee(
            DeadLetter(
                queue: queue, kind: kind, field: nil, reason: "by hand", exchange: delivery.exchange,
                routingKey: delivery.routingKey, properties: delivery.properties, body: delivery.body, isSealed: false))
    }

    @Test func `tells what would be recorded and sent, and keeps nothing`() throws {
        let foreseen = try foresee(house.signUp(account, "ada@example.org"))
        #expect(foreseen.outcome == "recorded")
        let text = foreseen.text(of: 7)
        #expect(text.contains("change: account/\(account) to version 1: account.signed_up"))
        #expect(text.contains("send: notification.send"))
        for table in ["inbox", "history", "accounts", "outbox"] {
            #expect(try house.texts("SELECT count(*)::text FROM \(table)") == ["0"], "\(table)")
        }
    }

    @Test func `lets the database's constraints speak`() throws {
        try house.decide([house.signUp(DeskHouse.newId(), "ada@example.org")])
        let foreseen = try foresee(house.signUp(account, "ADA@example.org"))
        #expect(foreseen.outcome == "refused" && foreseen.text(of: 7).contains("another account has this address"))
    }

    @Test func `knows what was decided before`() throws {
        let delivery = house.signUp(account, "ada@example.org")
        try house.decide([delivery])
        #expect(try foresee(delivery).outcome == "duplicate")
    }

    @Test func `knows what would wait, and what would die again`() throws {
        #expect(try foresee(house.setPassword(account, sequence: 2)).outcome == "parked")
        var broken = house.signUp(account, "ada@example.org")
        broken.body = Array("{".utf8)
        #expect(try foresee(broken).outcome == "dead")
    }

    @Test func `shows no hash of a password`() throws {
        let id = DeskHouse.newId()
        try house.decide([house.signUp(account, "ada@example.org", id: id), house.confirm(id)])
        let foreseen = try foresee(house.setPassword(account))
        #expect(foreseen.text(of: 7).contains("credential: password of account/\(account)"))
        #expect(!JSONLayout.text(foreseen.value(of: 7)).contains("scrypt"))
    }

    @Test func `does not perform an effect`() throws {
        try house.decide([house.signUp(account, "ada@example.org")])
        let mail = try house.delivery(of: try #require(try house.take().first))
        #expect(try foresee(mail, queue: "guichet.notification").outcome == "performed")
        #expect(try house.texts("SELECT count(*)::text FROM leases") == ["0"])
    }
}
