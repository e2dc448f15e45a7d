import Core
import Queues
import Testing
import Workers

@testable import guichet

@Suite struct `Showing an entity` {
    let house: DeskHouse
    let account = DeskHouse.newId()
    let id = DeskHouse.newId()

    init() throws {
        house = try DeskHouse()
        try house.decide([house.signUp(account, "Ada@Example.org", id: id)])
    }

    private func portrait(_ kind: String, _ text: String) throws -> ShowPortrait {
        let entity = try #require(Roster.duties().map(\.entity).first { $0.kind == kind })
        let desk = try house.desk()
        defer { desk.close() }
        return try ShowPortrait(of: entity, text, at: desk)
    }

    @Test func `finds an account by its id and by its address`() throws {
        #expect(try portrait("account", account.uppercased()).subject == "account/\(account)")
        #expect(try portrait("account", "ADA@example.ORG").subject == "account/\(account)")
    }

    @Test func `tells what happened, by whom and why, and what is next`() throws {
        let now = WallClock.now()
        let text = try portrait("account", account).text(now: now)
        #expect(text.contains("account.signed_up") && text.contains("portal") && text.contains("\(id) from /portal"))
        #expect(text.contains("next: account.email.confirmed, until"))
        try house.decide([house.confirm(id)])
        #expect(try portrait("account", account).text(now: now).contains("next: account.password.set"))
        try house.decide([house.setPassword(account)])
        #expect(try portrait("account", account).text(now: now).contains("next: account.profile.completed"))
    }

    @Test func `shows no hash`() throws {
        try house.decide([house.confirm(id), house.setPassword(account)])
        let hash = try #require(try house.texts("SELECT verification_hash FROM accounts").first)
        let portrait = try portrait("account", account)
        let json = JSONLayout.text(portrait.value(now: WallClock.now()))
        #expect(!json.contains(hash) && !portrait.text(now: WallClock.now()).contains(hash) && !json.contains("scrypt"))
        #expect(json.contains("\"tokenHash\": \"withheld\""))
    }

    @Test func `says what became of a mail`() throws {
        try house.sendMails()
        let mail = try #require(try house.texts("SELECT id::text FROM notifications").first)
        let portrait = try portrait("notification", mail)
        #expect(portrait.columns["state"] == "sent" && portrait.timeline.map(\.name) == ["notification.sent"])
    }

    @Test func `says where an unsettled mail waits`() throws {
        try house.sendMails(by: MailStub(.transient("greylisted")))
        let body = try #require(try house.texts("SELECT convert_from(body, 'UTF8') FROM parked").first)
        let mail = try #require(try JSONText.parse(Array(body.utf8)).object?["data"]?.object?["notificationId"]?.string)
        let complaint = #expect(throws: Complaint.self) { _ = try portrait("notification", mail) }
        #expect(complaint?.status == .refused && complaint?.description.contains("greylisted") == true)
    }

    @Test func `says that there is nobody, and that a text is no id`() throws {
        #expect(throws: Complaint.self) { _ = try portrait("account", DeskHouse.newId()) }
        let complaint = #expect(throws: Complaint.self) { _ = try portrait("account", "nonsense") }
        #expect(complaint?.status == .badInput)
    }
}
