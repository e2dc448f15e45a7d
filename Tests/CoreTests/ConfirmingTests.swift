import Core
import Testing

@Suite struct `Confirming an address` {
    let confirmation = Samples.read(EmailConfirmed.self, ["token": "the-token-itself"])
    let link = VerificationLink(tokenHash: "hash of the-token-itself", expires: Samples.now.adding(.hours(24)))

    var unverified: [AccountFact] { [.signedUp(email: Samples.email, locale: .french, link: link)] }

    @Test func `by its link verifies the account (ACC-1)`() {
        #expect(confirm(unverified) == [.emailConfirmed])
    }

    @Test func `is possible until the last moment of the link, and not at its end (ACC-20)`() {
        #expect(confirm(unverified, at: link.expires.adding(Pause(microseconds: -1))) == [.emailConfirmed])
        let reasons = refusal(unverified, at: link.expires)
        #expect(reasons.map(\.rule) == ["ACC-20"])
        #expect(reasons.first?.message.contains("expired at 2026-11-22T12:00:00.000000Z") == true)
    }

    @Test func `a second time is refused: a link works once (ACC-20)`() {
        let reasons = refusal(unverified + [.emailConfirmed])
        #expect(reasons.map(\.rule) == ["ACC-20"])
        #expect(reasons.first?.message.contains("used already") == true)
    }

    @Test func `by a link that a newer one replaced is refused (ACC-20)`() {
        let newer = VerificationLink(tokenHash: "hash of another token", expires: link.expires)
        let reasons = refusal(unverified + [.verificationResent(link: newer)])
        #expect(reasons.map(\.rule) == ["ACC-20"])
        #expect(reasons.first?.message.contains("newer") == true)
    }

    @Test func `by the newer link works (ACC-20)`() {
        let older = VerificationLink(tokenHash: "hash of another token", expires: Samples.now)
        let facts: [AccountFact] = [
            .signedUp(email: Samples.email, locale: .french, link: older), .verificationResent(link: link),
        ]
        #expect(confirm(facts) == [.emailConfirmed])
    }

    @Test func `by an unknown link is refused (ACC-20)`() {
        let reasons = Account.confirm(confirmation, given: nil, in: Samples.circumstances()).reasons
        #expect(reasons?.map(\.rule) == ["ACC-20"] && reasons?.map(\.field) == ["token"])
    }

    private func confirm(_ facts: [AccountFact], at moment: Moment = Samples.now) -> [AccountFact]? {
        Account.confirm(confirmation, given: Samples.account(facts), in: Samples.circumstances(at: moment)).facts
    }

    private func refusal(_ facts: [AccountFact], at moment: Moment = Samples.now) -> [Reason] {
        Account.confirm(confirmation, given: Samples.account(facts), in: Samples.circumstances(at: moment)).reasons ?? []
    }
}
