import Core
import Testing

/// VER-7, failure pattern 13: one reviewer at a time, and nobody their own company.
@Suite struct `A claim on a verification` {
    private typealias S = VerificationStory

    @Test func `holds for a while, refuses others by name and time, and is prolonged by its holder`() throws {
        let story = try S()
        story.submit()
        #expect(story.verification?.phase == "submitted")
        story.claim()
        #expect(story.verification?.phase == "in_review")
        let refused = try #require(story.claim(by: S.eve).reasons)
        #expect(refused.map(\.rule) == ["VER-7"])
        #expect(refused[0].message == "\(S.alice) has claimed it until \(story.now.adding(.minutes(30)))")
        story.wait(.minutes(20))
        story.claim(by: " ALICE@staff.example ")
        story.wait(.minutes(29))
        #expect(story.claim(by: S.eve).reasons != nil, "the first end passed, the second counts")
        story.wait(.minutes(2))
        #expect(story.verification?.claim == nil, "its timer freed it")
        #expect(story.claim(by: S.eve).facts != nil)
        try story.expectReplay()
    }

    @Test func `is over at its end, even where its timer is late`() throws {
        let story = try S()
        story.submit()
        story.claim()
        story.now = story.now.adding(.minutes(30))
        #expect(story.approve().reasons?.first?.message.contains("ended at") == true)
        #expect(story.claim(by: S.eve).facts != nil)
        let timer = Timer(
            key: "late", due: story.now,
            event: VerificationCameDue.outgoing(S.company, VerificationDue(.claim, at: story.now)))
        #expect(story.fire(timer).ignored != nil, "the old lease's timer does not free the new claim")
    }

    @Test func `is given back by its holder alone`() throws {
        let story = try S()
        story.submit()
        #expect(story.release().ignored != nil)
        story.claim()
        #expect(story.release(by: S.eve).reasons?.map(\.rule) == ["VER-7"])
        #expect(story.release().facts != nil && story.verification?.claim == nil)
        #expect(story.timers.keys.allSatisfy { !$0.hasSuffix("/claim") })
    }

    @Test(arguments: ["approve", "ask", "reject", "suspect", "revoke"])
    func `is needed for every decision, and it must be one's own`(decision: String) throws {
        let story = try S()
        story.approved()
        if decision != "revoke" {
            story.submit(2)
        }
        func decide(by: String) -> [Reason]? {
            switch decision {
            case "approve": story.approve(by: by).reasons
            case "ask": story.ask(by: by).reasons
            case "reject": story.reject(by: by).reasons
            case "suspect": story.suspect(by: by).reasons
            default: story.revoke(by: by).reasons
            }
        }
        #expect(decide(by: S.alice)?.map(\.remedy) == ["claim it first: verification.claimed, `guichet verify claim`"])
        story.claim()
        #expect(decide(by: S.eve)?.map(\.rule) == ["VER-7"])
        #expect(decide(by: S.alice) == nil)
        #expect(story.verification?.claim == nil, "the claim ends with its decision")
    }

    @Test(arguments: ["claim", "approve", "ask", "reject", "suspect", "note"])
    func `and every decision is refused to who registered, sent or belongs to it (SEC-10, failure pattern 13)`(
        act: String
    ) throws {
        let colleague = "carol@acme.example"
        for by in [S.registrant, S.registrant.uppercased(), S.administrator, S.other, colleague, "dan@sub.example"] {
            let story = try S()
            story.memberships[.membership(of: S.other, in: S.company)] = [["member_state": "active"]]
            story.submit(by: S.other)
            story.submit(2, by: "ada@acme.example")
            // What PostgreSQL would find of members.
            story.ties[Verification.ties(of: S.administrator, to: S.company)] = [["tie": "person", "email": "bob@acme.example"]]
            story.ties[Verification.ties(of: "dan@sub.example", to: S.company)] = [["tie": "domain", "email": "x@sub.example"]]
            if act != "claim", act != "note" { story.claim() }
            let reasons =
                switch act {
                case "claim": story.claim(by: by).reasons
                case "approve": story.approve(by: by).reasons
                case "ask": story.ask(by: by).reasons
                case "reject": story.reject(by: by).reasons
                case "suspect": story.suspect(by: by).reasons
                default: story.note(by: by).reasons
                }
            #expect(reasons?.first?.rule == "SEC-10", "\(by): \(String(describing: reasons))")
            #expect(reasons?.first?.remedy == "let somebody decide who has no part in it")
        }
    }

    @Test func `is not refused for sharing a mail provider with the customer`() throws {
        let story = try S()
        story.ties[Verification.ties(of: "ann@gmail.com", to: S.company)] = [["tie": "domain", "email": "ada@gmail.com"]]
        story.submit(by: nil)
        #expect(story.claim(by: "ann@gmail.com").facts != nil)
        story.ties[Verification.ties(of: "ada@gmail.com", to: S.company)] = [["tie": "person", "email": "ada@gmail.com"]]
        story.release(by: "ann@gmail.com")
        #expect(story.claim(by: "ada@gmail.com").reasons?.map(\.rule) == ["SEC-10"])
    }

    @Test func `needs a verification that can be decided`() throws {
        let none = try S(isOpened: false)
        #expect(none.claim().reasons?.map(\.rule) == ["VER-1"] && none.note().reasons?.map(\.rule) == ["VER-1"])
        let story = try S()
        story.submit()
        story.claim()
        story.reject()
        let reason = try #require(story.claim(by: S.eve).reasons?.first)
        #expect(reason.message == "it is decided already: rejected by \(S.alice)")
    }

    @Test func `leaves a log of contacts, whose words can be forgotten (VER-7)`() throws {
        let story = try S()
        story.note()
        let contact = try #require(story.verification?.contacts.first)
        #expect(contact.by == S.alice && contact.channel == "phone" && contact.at == story.now)
        let document = try #require(story.written.first { $0.id == contact.document })
        #expect(String(decoding: document.bytes, as: UTF8.self) == "Called the registry." && document.purge != nil)
        #expect(!"\(story.history)".contains("registry"))
        try story.expectReplay()
    }
}
