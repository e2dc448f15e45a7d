import Core
import Testing

@Suite struct `The row of a verification` {
    private typealias S = VerificationStory

    @Test func `is the replay of its facts, on any way through the rules`() throws {
        var dice = CoreDice(seed: 21)
        var reached = Set<String>()
        for round in 0..<160 {
            let story = try S()
            begin(story, round)
            reached.insert(story.verification?.phase ?? "")
            for _ in 0..<40 {
                step(story, &dice)
                reached.insert(story.verification?.phase ?? "")
                story.wait(.minutes(Int64(dice.next() % (dice.next() % 5 == 0 ? 200_000 : 200))))
            }
            try story.expectReplay()
        }
        #expect(
            reached.isSuperset(of: [
                "awaiting_document", "submitted", "in_review", "needs_info", "verified", "rejected", "fraud", "revoked",
                "withdrawn",
                "expired", "suspected",
            ]), "\(reached)")
    }

    /// The rarer places are where some of the ways begin.
    private func begin(_ story: VerificationStory, _ round: Int) {
        if round % 2 == 0 { story.approved() }
        if round % 8 == 2 {
            story.claim()
            story.suspect()
        } else if round % 8 == 3 {
            story.submit()
            story.claim()
            story.reject()
        }
    }

    /// Any event, by anybody: most are refused.
    private func step(_ story: VerificationStory, _ dice: inout CoreDice) {
        let by = dice.next() % 2 == 0 ? S.alice : S.eve
        if dice.next() % 3 == 0, let proposal = story.verification?.proposal { return second(proposal, story) }
        switch dice.next() % 16 {
        case 0, 1:
            let verdict = dice.next() % 4 == 0 ? Verdict.altered : .unsigned
            story.submit(1 + (story.verification?.documents.count ?? 0), inspected: dice.next() % 5 == 0 ? nil : verdict)
        case 2, 3, 4, 5, 6: story.claim(by: by)
        case 7: story.release(by: by)
        case 8, 9, 10: story.approve(by: by)
        case 11: story.ask(by: by)
        case 12: if dice.next() % 6 == 0 { story.reject(by: by) } else { story.answer() }
        case 13: story.suspect(by: by)
        case 14: story.revoke(by: by)
        default: if dice.next() % 8 == 0 { story.withdraw() } else { story.note(by: by) }
        }
    }

    /// The other reviewer claims it and says the same.
    private func second(_ proposal: VerificationProposal, _ story: VerificationStory) {
        let by = proposal.by == S.alice ? S.eve : S.alice
        story.claim(by: by)
        switch proposal.kind {
        case .approval: story.approve(by: by)
        case .fraud: story.suspect(by: by)
        case .revocation: story.revoke(by: by)
        }
    }

    @Test(arguments: [
        "stage", "standing", "held_standing", "company_type", "opened_at", "documents", "clock", "claimed_until", "question",
        "proposal", "outcome", "category", "expires_at", "customer_due", "expiry_due", "contacts",
    ])
    func `that cannot be read is our fault, by its table and column`(column: String) throws {
        let story = try S()
        story.approved()
        story.submit(2, inspected: .broken)
        story.claim()
        story.note()
        var row = try #require(story.verification?.row)
        row[column] = column == "documents" || column == "contacts" ? [1] : "?"
        do throws(Failure) {
            _ = try Verification(id: S.company, row: row)
            Issue.record("it was read")
        } catch {
            guard case .fatal(let message) = error else { return #expect(Bool(false), "\(error)") }
            #expect(message.contains("verifications.\(column)"))
        }
    }

    @Test func `reads no fact that it does not know`() {
        #expect(VerificationFact(name: "verification.imagined", data: [:]) == nil)
        #expect(VerificationFact(name: "verification.claimed", data: ["by": "a"]) == nil)
    }
}
