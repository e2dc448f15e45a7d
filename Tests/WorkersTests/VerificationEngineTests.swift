import Core
import Support
import Synchronization
import Testing
import Workers

/// Verification over the real engine: order, redelivery, workers that die.
@Suite struct `The verification queue` {
    let house = VerificationHouse()
    private let alice = "alice@staff.example"
    private let eve = "eve@staff.example"

    private func submitted() throws {
        house.open()
        try house.run()
        house.submit()
        house.inspect()
        try house.run()
    }

    @Test func `goes the whole way in one run: registered, sent, inspected, claimed, approved (VER-1, VER-8, VER-9)`() throws {
        house.open()
        house.submit()
        house.inspect()
        house.review(VerificationClaimed.type, by: alice)
        house.review(VerificationApproved.type, by: alice, ["category": "xaas"])
        try house.run()
        let verification = try house.verification()
        #expect(verification.standing == .verified && verification.category == .xaas)
        #expect(house.standings == ["verified"])
        #expect(house.mails.map(\.template) == ["verification-received"])
        try house.expectReplay()
    }

    @Test func `keeps a document that comes before its company (PIP-5)`() throws {
        house.submit()
        try house.run()
        #expect(house.database.parked.count == 1 && house.mails.isEmpty)
        house.open()
        try house.run()
        try house.go(to: "2026-11-24T09:05:00Z")
        #expect(try house.verification().stage == .submitted && house.database.parked.isEmpty)
        #expect(house.mails.count == 1)
        try house.expectReplay()
    }

    @Test func `decides each event once, whatever step its worker dies at`() throws {
        for step in [Step.taken, .decided, .committed, .handedOver] {
            let house = VerificationHouse()
            house.open()
            try house.run()
            house.submit()
            house.inspect()
            house.review(VerificationClaimed.type, by: alice)
            house.review(VerificationApproved.type, by: alice, ["category": "enterprise"])
            var worker = house.decider()
            try worker.run(to: step)
            worker.die()
            try house.run()
            #expect(house.standings == ["verified"] && house.facts("verification.document_received").count == 1, "after \(step)")
            #expect(house.facts("verification.approved").count == 1)
            try house.expectReplay()
        }
    }

    @Test func `tells each rung once, though workers die and timers come twice (VER-10, NOT-5)`() throws {
        for step in [Step.taken, .decided, .committed, .handedOver] {
            let house = VerificationHouse()
            house.open()
            house.submit()
            try house.run()
            let timer = try #require(house.database.timers["verification/\(VerificationHouse.company())/rung/50"])
            house.clock.advance(by: Pause(microseconds: timer.due.microseconds - house.clock.now.microseconds))
            house.fireDue()
            var worker = house.decider()
            try worker.run(to: step)
            worker.die()
            // The same timer once more, as a message of its own.
            house.database.timers[timer.key] = timer
            house.fireDue()
            try house.run()
            try house.go(to: "2026-12-20T00:00:00Z")
            #expect(
                house.facts("verification.rung_reached").map { $0.data["percent"]?.integer } == [50, 80, 100, 150], "\(step)")
            let lines = house.mails.filter { $0.template == "verification-desk" }
            #expect(Set(lines.map(\.notification)).count == 4, "each is one mail, whatever is delivered twice")
            try house.expectReplay()
        }
    }

    @Test func `has one claim of twenty that come at once`() throws {
        try submitted()
        for number in 0..<20 { house.review(VerificationClaimed.type, by: "reviewer\(number)@staff.example") }
        try house.run()
        #expect(house.facts("verification.claimed").count == 1)
        let refused = Set(house.database.inbox.values.filter { $0.verdict == .refused })
        #expect(refused.count == 19)
        #expect(refused.allSatisfy { "\($0.note)".contains("reviewer0@staff.example has claimed it until") })
    }

    @Test func `approves once of two reviewers, and never for a colleague (failure pattern 13)`() throws {
        house.books.members.withLock { $0 = [["tie": "person", "email": "carol@acme.example"]] }
        try submitted()
        house.review(VerificationClaimed.type, by: "carol@acme.example")
        house.review(VerificationApproved.type, by: "carol@acme.example", ["category": "enterprise"])
        try house.run()
        #expect(house.standings.isEmpty && house.facts("verification.claimed").isEmpty)
        house.review(VerificationClaimed.type, by: alice)
        house.review(VerificationApproved.type, by: alice, ["category": "enterprise"])
        house.review(VerificationApproved.type, by: eve, ["category": "enterprise"])
        try house.run()
        #expect(house.standings == ["verified"] && house.facts("verification.approved").count == 1)
    }

    @Test func `lets another have what a reviewer forgot`() throws {
        try submitted()
        house.review(VerificationClaimed.type, by: alice)
        try house.run()
        try house.go(to: "2026-11-24T10:00:00Z")
        #expect(house.facts("verification.claim_lapsed").count == 1)
        house.review(VerificationClaimed.type, by: eve)
        try house.run()
        #expect(try house.verification().claim?.by == eve)
        try house.expectReplay()
    }

    @Test func `works through hundreds of clocks that are late at once (failure pattern 7)`() throws {
        for number in 1...200 as ClosedRange<UInt128> {
            let company = VerificationHouse.company(number)
            house.open(company)
            house.submit(number, for: company)
        }
        try house.run()
        try house.go(to: "2026-12-20T00:00:00Z")
        let lines = house.mails.filter { $0.template == "verification-desk" }
        #expect(lines.count == 800 && Set(lines.map(\.notification)).count == 800)
        #expect(house.standings.isEmpty, "nobody is approved by a clock")
        try house.expectReplay(VerificationHouse.company(77))
    }

    @Test func `renews before the end, and expires at it (VER-15)`() throws {
        try submitted()
        house.review(VerificationClaimed.type, by: alice)
        house.review(
            VerificationApproved.type, by: alice, ["category": "enterprise", "expires": "2027-03-01T12:00:00Z"])
        try house.run()
        try house.go(to: "2027-02-28T00:00:00Z")
        let days = house.mails.filter { $0.template == "verification-expiring" }.map { $0.values["days"]?.string }
        #expect(days == ["60", "30", "7"] && house.standings == ["verified"])
        try house.go(to: "2027-03-02T00:00:00Z")
        #expect(house.standings == ["verified", "expired"] && house.mails.last?.template == "verification-expired")
        #expect(house.database.timers.isEmpty)
        try house.expectReplay()
    }
}
