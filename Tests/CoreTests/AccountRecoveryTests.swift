import Core
import Testing

@Suite struct `Recovering access` {
    private static let older = VerificationLink(
        tokenHash: "hash of the older links token", expires: Samples.now.adding(.hours(1)))
    private static let newer = VerificationLink(
        tokenHash: "hash of the newer links token", expires: Samples.now.adding(.hours(1)))

    private func request(
        _ kind: String = "password", of facts: [AccountFact], at moment: Moment = Samples.now
    ) -> Decision<AccountFact> {
        let request = Samples.read(RecoveryRequested.self, ["kind": .string(kind), "email": .string(Samples.email)])
        return Account.recover(
            request, given: facts.isEmpty ? nil : Samples.account(facts), in: Samples.circumstances(at: moment))
    }

    private func complete(
        _ token: String, _ facts: [AccountFact], at moment: Moment = Samples.now
    ) -> Decision<AccountFact> {
        let completion = Samples.read(RecoveryCompleted.self, ["token": .string(token), "passwordHash": .string(Samples.hash)])
        return Account.completeRecovery(
            completion, given: facts.isEmpty ? nil : Samples.account(facts), in: Samples.circumstances(at: moment))
    }

    @Test(arguments: [Samples.verified, Samples.secured, Samples.active])
    func `of the password sends one link, of whose token only the hash is kept (ACC-12, ACC-20)`(facts: [AccountFact]) throws {
        let decision = request(of: facts)
        guard case .recoveryRequested(.password, let link?) = try #require(decision.facts?.first) else { throw Unexpected() }
        #expect(decision.facts?.count == 1 && link.expires == Samples.now.adding(.minutes(60)))
        let mail = try #require(decision.consequences?.mails.first)
        #expect(decision.mails == ["password-recovery"] && mail.recipient == Samples.email)
        #expect(mail.link?.purpose == Account.recoveryPurpose && mail.link?.path == "/recover")
        #expect(link.tokenHash == "hash of \(Account.recoveryPurpose) \(mail.link?.tokenId ?? "")")
        let sent = "\(try #require(decision.consequences).send)"
        #expect(!sent.contains(link.tokenHash))
    }

    @Test func `of an address that nobody has is passed over like one request too many: neither tells anything (ACC-12)`() {
        let tried = (0..<3).map { _ in AccountFact.recoveryRequested(.password, link: Self.older) }
        let unknown = request(of: [])
        #expect(unknown.ignored != nil && unknown.ignored == request(of: Samples.active + tried).ignored)
        #expect(unknown.ignored == request("identifier", of: []).ignored)
    }

    @Test func `is limited in any hour, not beyond it`() {
        var account = Samples.account(Samples.active)
        for minutes: Int64 in [0, 30, 50] {
            account.apply(.recoveryRequested(.identifier, link: nil), at: Samples.now.adding(.minutes(minutes)))
        }
        let request = Samples.read(RecoveryRequested.self, ["kind": "password", "email": .string(Samples.email)])
        for (minutes, passes) in [(51, false), (59, false), (60, true), (89, true)] as [(Int64, Bool)] {
            let now = Samples.now.adding(.minutes(minutes))
            let decision = Account.recover(request, given: account, in: Samples.circumstances(at: now))
            #expect((decision.facts != nil) == passes, "\(minutes)")
        }
        account.apply(.recoveryRequested(.identifier, link: nil), at: Samples.now.adding(.minutes(60)))
        let late = Samples.circumstances(at: Samples.now.adding(.minutes(89)))
        #expect(Account.recover(request, given: account, in: late).ignored != nil)
        #expect(account.recovery.attempts == 4 && account.recovery.recent.count == 3)
    }

    @Test func `of the identifier sends the address, and a partner's login with it (ACC-12)`() throws {
        let decision = request("identifier", of: Samples.active)
        #expect(decision.facts == [.recoveryRequested(.identifier, link: nil)] && decision.mails == ["identifier-reminder"])
        #expect(decision.consequences?.mails.first?.values == ["identifiers": .string(Samples.email)])
        let partner = request("identifier", of: Samples.active + [.partnerOrdered(Samples.partner())])
        #expect(partner.consequences?.mails.first?.values == ["identifiers": .string("\(Samples.email)\nada.lovelace.acme")])
    }

    @Test func `of the identifier leaves an open link alone`() {
        let facts: [AccountFact] = [.recoveryRequested(.password, link: Self.older), .recoveryRequested(.identifier, link: nil)]
        #expect(complete("the older links token", Samples.active + facts).facts == [.passwordRecovered])
    }

    @Test(arguments: ["password", "identifier"])
    func `before the address is confirmed sends the link of the sign-up, and counts (ACC-2)`(kind: String) throws {
        let decision = request(kind, of: Samples.unverified)
        let facts = try #require(decision.facts)
        #expect(facts.map(\.name) == ["account.recovery_requested", "account.verification_resent"])
        #expect(decision.mails == ["verify-address"])
        let account = Samples.account(Samples.unverified + facts)
        #expect(account.recovery.attempts == 1 && account.recovery.link == nil && account.link != Samples.link)
        #expect(request(kind, of: Samples.unverified + facts + facts + facts).ignored != nil)
    }

    @Test func `of a reset account sends the welcome mail again (ACC-13)`() throws {
        let decision = request(of: Samples.locked)
        #expect(decision.mails == ["welcome"])
        #expect(Samples.account(Samples.locked + (decision.facts ?? [])).state == .locked)
    }

    @Test func `of a tombstone's address finds nobody: the row has none`() {
        #expect(Samples.account(Samples.deleted).row["email_key"] == .null)
        #expect(request(of: Samples.deleted).ignored != nil)
    }

    // MARK: Completion

    @Test func `sets the credential, uses the link up, ends sessions and tells the person (ACC-12)`() throws {
        let facts = Samples.active + [.recoveryRequested(.password, link: Self.older)]
        let decision = complete("the older links token", facts)
        #expect(decision.facts == [.passwordRecovered] && decision.mails == ["password-changed"])
        #expect(
            decision.consequences?.credentials
                == [Credential(subject: "account/\(Samples.account)", kind: "password", hash: Samples.hash)])
        let account = Samples.account(facts + [.passwordRecovered])
        #expect(account.state == .active && account.sessionsValidFrom == Samples.now && account.recovery.isUsed)
        #expect(complete("the older links token", facts + [.passwordRecovered]).refusals == ["ACC-12 token"])
    }

    @Test func `gives a verified account its first password, and a complete one its place back`() {
        let link: [AccountFact] = [.recoveryRequested(.password, link: Self.older), .passwordRecovered]
        #expect(Samples.account(Samples.verified + link).state == .secured)
        #expect(Samples.account(Samples.secured + link).state == .secured)
        #expect(Samples.account(Samples.active + link).state == .active)
    }

    @Test func `by a link that a newer one replaced is refused; the newer works (ACC-20)`() {
        let facts =
            Samples.active + [.recoveryRequested(.password, link: Self.older), .recoveryRequested(.password, link: Self.newer)]
        #expect(complete("the older links token", facts).refusals == ["ACC-12 token"])
        #expect(complete("the newer links token", facts).facts == [.passwordRecovered])
        let used = facts + [.passwordRecovered]
        #expect(complete("the newer links token", used).reasons?.first?.message.contains("used already") == true)
    }

    @Test func `by an unknown link, or by none, is refused`() {
        #expect(complete("the older links token", []).refusals == ["ACC-12 token"])
        #expect(complete("the older links token", Samples.active).refusals == ["ACC-12 token"])
    }

    @Test func `is possible until the last moment of the link, and not at its end (ACC-20)`() {
        let facts = Samples.active + [.recoveryRequested(.password, link: Self.older)]
        let last = Self.older.expires.adding(Pause(microseconds: -1))
        #expect(complete("the older links token", facts, at: last).facts == [.passwordRecovered])
        let reasons = complete("the older links token", facts, at: Self.older.expires).reasons
        #expect(reasons?.first?.message.contains("expired at 2026-11-21T13:00:00") == true)
        #expect(reasons?.first?.remedy.contains("account.recovery.requested") == true)
    }
}
