import Core
import Testing

@Suite struct `Signing up` {
    let request = Samples.read(
        SignupRequested.self, ["accountId": .string(Samples.account), "email": .string(Samples.email), "locale": "en"])

    @Test func `makes an unverified account and asks for one mail with its link (ACC-1)`() throws {
        let decision = Account.signUp(request, given: nil, in: Samples.circumstances())
        let fact = try #require(decision.facts?.first)
        guard case .signedUp(let email, let locale, let link) = fact else { throw Unexpected() }
        #expect(decision.facts?.count == 1)
        #expect(email == Samples.email && locale == .english)
        #expect(link.expires == Samples.now.adding(.hours(24)))
        let mails = try #require(decision.consequences?.send)
        #expect(mails.map(\.type) == [NotificationSend.type])
        let command = Samples.read(NotificationSend.self, mails[0].data)
        #expect(command.recipient == Samples.email && command.locale == .english && command.account == Samples.account)
        #expect(command.link?.purpose == Account.linkPurpose)
    }

    @Test func `keeps only the hash of the token that the mail will carry (ACC-20)`() throws {
        let decision = Account.signUp(request, given: nil, in: Samples.circumstances())
        guard case .signedUp(_, _, let link) = try #require(decision.facts?.first) else { throw Unexpected() }
        let mail = try #require(decision.consequences?.send.first)
        let id = try #require(Samples.read(NotificationSend.self, mail.data).link?.tokenId)
        #expect(link.tokenHash == "hash of \(Account.linkPurpose) \(id)")
        #expect(!"\(mail.data)".contains(link.tokenHash))
    }

    @Test func `decided twice asks for the same mail under the same id (NOT-5)`() {
        let first = Account.signUp(request, given: nil, in: Samples.circumstances())
        let second = Account.signUp(request, given: nil, in: Samples.circumstances())
        let other = Account.signUp(request, given: nil, in: Samples.circumstances(cause: "/portal 2"))
        #expect(first.consequences == second.consequences && first.facts == second.facts)
        #expect(first.consequences != other.consequences && first.facts != other.facts)
    }

    @Test func `again is ignored, in whatever case the address is written (NOT-5)`() {
        let account = Samples.account([.signedUp(email: "Ada@example.org", locale: .french, link: Samples.link)])
        #expect(Account.signUp(request, given: account, in: Samples.circumstances()).ignored != nil)
    }

    @Test func `with the id of another's account is refused (ACC-1)`() {
        let account = Samples.account([.signedUp(email: "eve@example.org", locale: .french, link: Samples.link)])
        let reasons = Account.signUp(request, given: account, in: Samples.circumstances()).reasons
        #expect(reasons?.map(\.rule) == ["ACC-1"] && reasons?.map(\.field) == ["accountId"])
    }

    @Test func `with an address another account has is refused, by the database's word (ACC-20)`() {
        let reasons = Account.signUp(request, given: nil, in: Samples.circumstances(conflict: "accounts_email_once")).reasons
        #expect(reasons?.map(\.rule) == ["ACC-20"] && reasons?.map(\.field) == ["email"])
        let other = Account.signUp(request, given: nil, in: Samples.circumstances(conflict: "accounts_pkey"))
        #expect(other.facts?.count == 1)
    }
}

@Suite struct `Sending the link again` {
    let request = Samples.read(VerificationResend.self, ["email": .string(Samples.email)])

    @Test func `replaces the link and asks for one more mail (ACC-20)`() throws {
        let decision = Account.resend(request, given: Samples.account(Samples.unverified), in: Samples.circumstances())
        guard case .verificationResent(let link) = try #require(decision.facts?.first) else { throw Unexpected() }
        #expect(link != Samples.link)
        #expect(decision.consequences?.send.map(\.type) == [NotificationSend.type])
    }

    @Test func `to nobody is refused with the step that is missing (ACC-2)`() {
        let reasons = Account.resend(request, given: nil, in: Samples.circumstances()).reasons
        #expect(reasons?.map(\.rule) == ["ACC-2"])
    }

    @Test(arguments: [Samples.verified, Samples.secured, Samples.active])
    func `to a confirmed address is refused (ACC-20)`(facts: [AccountFact]) {
        let reasons = Account.resend(request, given: Samples.account(facts), in: Samples.circumstances()).reasons
        #expect(reasons?.map(\.rule) == ["ACC-20"])
    }
}

struct Unexpected: Error {}
