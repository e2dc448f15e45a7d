import Core
import Support
import Testing
import Workers

/// What somebody who tried to break the abuse desk found, so that nobody finds it again.
@Suite struct `A case at its edges` {
    let house = AbuseHouse()
    var now: Moment { house.clock.now }

    init() { house.lease("192.0.2.10", to: "acme", contact: "tech@acme.example") }

    private func report(channel: String = "desk", by contact: String = "fbl@isp.example", proof: [AuthenticationResult] = [])
        throws
    {
        house.report(AbuseHouse.spam("192.0.2.10", at: now, by: contact, proof: proof), channel: channel)
        try house.run()
    }

    private func close(_ outcome: String) throws {
        let id = try house.only().id
        house.publish(
            CaseClosed.type,
            ["caseId": .string(id), "by": "ada", "text": "looked at", "outcome": .string(outcome)])
        try house.run()
    }

    @Test func `closed as a false alarm under its block is blocked again when it comes back (ABU-7)`() throws {
        try report()
        try house.block(try house.only(), is: .active)
        try close("false_alarm")
        #expect(house.wishes.last == "lift")
        try house.block(try house.only(), is: .lifted)
        house.clock.advance(by: .hours(2))
        try report(by: "other@isp3.example")
        #expect(try house.only().block?.state == .requested && house.wishes.last?.hasPrefix("block smtp 192.0.2.10") == true)
        #expect(house.templates.filter { $0 == "abuse-answer-actioned" }.count == 1, "nothing was observed yet")
        try house.expectReplays()
    }

    @Test func `is not closed as confirmed while its block runs: the holder keeps the way out (ABU-2)`() throws {
        try report()
        try house.block(try house.only(), is: .active)
        try close("confirmed")
        let link = try house.only().link
        #expect(house.refusals == ["ABU-2 outcome"] && link != nil)
    }

    @Test func `whose block a gateway could not set first is told when it is set (ABU-1)`() throws {
        try report()
        try house.block(try house.only(), is: .withheld)
        try house.block(try house.only(), is: .active)
        #expect(try house.only().state == .blocked && house.templates.contains("abuse-blocked"))
        try house.expectReplays()
    }

    @Test func `that waits for the end of its block does not go back to blocked`() throws {
        try report()
        try house.block(try house.only(), is: .active)
        let link = try #require(house.mails.last { $0.template == "abuse-blocked" }?.link)
        let token = house.codec.token(purpose: link.purpose, id: link.tokenId)
        let claim: Object = ["token": .string(token), "attestation": ["cause_found": true, "queue_purged": true]]
        house.publish(UnblockRequested.type, claim)
        try house.run()
        try house.block(try house.only(), is: .active, until: now.adding(.hours(9)))
        #expect(try house.only().state == .remediationClaimed)
        house.publish(UnblockRequested.type, claim)
        try house.run()
        #expect(house.refusals == ["ABU-2 token"])
    }

    @Test func `of a domain that signs and has no record yet brings no force and no mail to the holder (ABU-7)`() throws {
        for domain in ["attacker.example", "abc.de", "r1.abc.de", "another.example"] {
            try report(channel: "mailbox", by: "x@\(domain)", proof: [AbuseHouse.dkim(domain)])
        }
        try house.wait(.hours(2))
        #expect(house.wishes.isEmpty && !house.mails.contains { $0.recipient == "tech@acme.example" })
        #expect(try house.only().reporters.map(\.identity).filter { $0.hasSuffix("abc.de") } == ["domain:abc.de"])
    }

    @Test func `of a report from before all time is a case without a time (ABU-4)`() throws {
        house.report(AbuseHouse.spam("192.0.2.10", at: Moment(microseconds: -62_000_000_000_000_000)))
        try house.run()
        #expect(try house.only().state == .unattributable && house.database.dead.isEmpty)
    }
}
