import Core
import Queues
import Testing

@testable import guichet

@Suite struct `Tracing an event` {
    let house: DeskHouse
    let account = DeskHouse.newId()
    let id = DeskHouse.newId()

    init() throws { house = try DeskHouse() }

    private func story(_ id: String) throws -> TraceStory {
        let desk = try house.desk()
        defer { desk.close() }
        return try desk.story(of: id)
    }

    @Test func `tells who decided it, in which transaction, and what it changed`() throws {
        try house.decide([house.signUp(account, "ada@example.org", id: id)])
        let story = try story(id)
        #expect(story.fate == .decided)
        let decided = try #require(story.decided.first)
        #expect(decided.claim.queue == "guichet.account" && decided.claim.verdict == "recorded")
        #expect(decided.lines.map(\.subject) == ["account/\(account)"] && decided.lines.map(\.name) == ["account.signed_up"])
        #expect(decided.lines.first?.actor == "portal")
        #expect(decided.lines.first?.transaction == decided.claim.transaction && Int64(decided.claim.transaction) != nil)
        #expect(story.caused.map(\.type) == ["notification.send"])
        #expect(story.text(now: WallClock.now()).contains("in transaction \(decided.claim.transaction)"))
    }

    @Test func `follows a sign-up to its mail`() throws {
        try house.decide([house.signUp(account, "ada@example.org", id: id)])
        try house.sendMails()
        let mail = try #require(try story(id).decided.first?.mail)
        #expect(mail.lines.map(\.name) == ["notification.sent"] && mail.claim?.queue == "guichet.notification")
        #expect(try house.texts("SELECT id::text FROM notifications") == [mail.notification])
        #expect(try story(id).text(now: WallClock.now()).contains("250 queued"))
    }

    @Test func `follows a sign-up to a mail that waits for another try`() throws {
        try house.decide([house.signUp(account, "ada@example.org", id: id)])
        try house.sendMails(by: MailStub(.transient("greylisted")))
        let mail = try #require(try story(id).decided.first?.mail)
        #expect(mail.lines.isEmpty && mail.waiting.map(\.reason) == ["greylisted"])
    }

    @Test func `names every reason of a refusal`() throws {
        try house.decide([house.setPassword(account, id: id)])
        let story = try story(id)
        #expect(story.decided.first?.claim.note?.array?.count == 2)
        #expect(story.text(now: WallClock.now()).contains("ACC-2: nobody signed up for this account; first:"))
    }

    @Test func `says why an event was ignored`() throws {
        try house.decide([house.signUp(account, "ada@example.org"), house.signUp(account, "ada@example.org", id: id)])
        #expect(try story(id).text(now: WallClock.now()).contains("because: already signed up"))
    }

    @Test func `says what a parked event waits for`() throws {
        try house.decide([house.setPassword(account, id: id, sequence: 3)])
        let story = try story(id)
        #expect(story.fate == .waiting)
        #expect(story.waiting.first?.waitsFor(at: WallClock.now()) == "sequences 1 to 2 of account/\(account) from /portal")
    }

    @Test func `shows the dead letter of an event`() throws {
        try house.decide([house.event("account.nothing", [:], id: id)])
        let story = try story(id)
        #expect(story.fate == .dead)
        #expect(story.letters.first?.letter.kind == .unroutable && story.letters.first?.letter.field == "type")
    }

    @Test func `finds an event that waits to be published`() throws {
        try house.decide([house.signUp(account, "ada@example.org")])
        let mail = try #require(try house.texts("SELECT message_id FROM outbox").first)
        #expect(try story(mail).fate == .unpublished)
    }

    @Test(arguments: ["order 7", "é", String(repeating: "x", count: 255), "018F0000-0000-7000-8000-00000000000A"])
    func `works with any id`(_ id: String) throws {
        try house.decide([house.setPassword(account, id: id)])
        #expect(try story(id).fate == .decided)
    }

    @Test func `knows a UUID however it was typed`() throws {
        try house.decide([house.setPassword(account, id: id)])
        #expect(try story(id.uppercased()).fate == .decided)
    }

    @Test func `says that nothing is known`() throws {
        let story = try story(id)
        #expect(story.fate == .unknown)
        #expect(story.text(now: WallClock.now()).hasPrefix("event \(id): unknown"))
    }
}
