import Core
import Queues
import Testing

@testable import guichet

@Suite struct `Editing a dead letter` {
    let house: DeskHouse
    let account = DeskHouse.newId()
    let id = DeskHouse.newId()

    init() throws { house = try DeskHouse() }

    private func letter(of delivery: Delivery, id: String?) -> DeadLetter {
        var letter = DeadLetter(
            queue: "guichet.account", kind: .malformed, field: "data", reason: "by hand", exchange: delivery.exchange,
            routingKey: delivery.routingKey, properties: delivery.properties, body: delivery.body, isSealed: false)
        letter.eventId = id
        letter.source = id == nil ? nil : "/portal"
        return letter
    }

    private func edition(_ letter: DeadLetter, _ body: [UInt8]) throws -> DeadEdition {
        try DeadEdition(of: letter, body: body, contentType: nil, house.codec)
    }

    @Test func `shows what would change, line by line`() throws {
        let old = house.signUp(account, "ada@example.org", id: id)
        let new = house.signUp(account, "eve@example.org", id: id)
        let difference = try edition(letter(of: old, id: id), new.body).difference
        #expect(difference.contains("-     \"email\": \"ada@example.org\"\n+     \"email\": \"eve@example.org\""))
    }

    @Test func `refuses what its queue would not take, naming all of it`() throws {
        let old = letter(of: house.signUp(account, "ada@example.org", id: id), id: id)
        #expect(throws: Complaint.self) { _ = try edition(old, Array("{".utf8)) }
        let wrong = house.event("account.signup.requested", ["email": "nobody"], id: id)
        let complaint = #expect(throws: Complaint.self) { _ = try edition(old, wrong.body) }
        #expect(complaint?.status == .badInput && complaint?.lines.count == 2)
    }

    @Test func `keeps the identity`() throws {
        let old = letter(of: house.signUp(account, "ada@example.org", id: id), id: id)
        var other = old
        other.properties.messageId = nil
        #expect(throws: Complaint.self) { _ = try edition(other, house.signUp(account, "ada@example.org").body) }
    }

    @Test func `shows no secret`() throws {
        let delivery = house.setPassword(account, id: id)
        let edition = try edition(letter(of: delivery, id: id), delivery.body)
        #expect(edition.carriesSecrets && !edition.difference.contains("scrypt"))
    }

    @Test func `makes the letter one that is decided when it is tried again`() throws {
        var broken = house.signUp(account, "ada@example.org", id: id)
        let whole = broken.body
        broken.body = Array("{".utf8)
        try house.decide([broken])
        let desk = try house.desk()
        defer { desk.close() }
        let record = try desk.knownLetter(1)
        #expect(record.letter.kind == .malformed)
        let edition = try edition(record.letter, whole)
        let outcome = try desk.edit(
            letter: 1, body: whole, isSealed: edition.carriesSecrets, contentType: nil, envelope: edition.envelope,
            Operation(by: "ada", "dead edit"))
        #expect(outcome == .done)
        #expect(try desk.knownLetter(1).letter.eventId == id)
        #expect(try desk.retry(letter: 1, Operation(by: "ada", "dead retry")) == .done)
        try house.decide(try house.take().map(house.delivery))
        #expect(try house.texts("SELECT name FROM history") == ["account.signed_up"])
        #expect(try house.texts("SELECT command FROM operations ORDER BY id") == ["dead edit", "dead retry"])
    }
}
