import Core
import Testing

@Suite struct `Resetting an account` {
    private static let tried = AccountFact.recoveryRequested(.password, link: nil)

    private func reset(
        _ reason: ResetReason, _ facts: [AccountFact], at moment: Moment = Samples.now
    ) -> Decision<AccountFact> {
        let order = Samples.read(
            ResetOrdered.self,
            ["accountId": .string(Samples.account), "reason": .string(reason.rawValue), "by": "Eve of the ADV"])
        return Account.reset(
            order, given: facts.isEmpty ? nil : Samples.account(facts), in: Samples.circumstances(at: moment))
    }

    @Test(arguments: [ResetReason.recoveryFailed, .signInFails])
    func `is refused before self-service was tried (ACC-13)`(reason: ResetReason) {
        let refusal = reset(reason, Samples.active)
        #expect(refusal.refusals == ["ACC-13 reason"])
        #expect(refusal.reasons?.first?.remedy.contains("second_factor_lost, mails_not_received, compromised") == true)
        #expect(reset(reason, Samples.active + [Self.tried]).facts?.map(\.name) == ["account.reset"])
    }

    @Test func `rests on an attempt of the last days of the policy alone (ACC-13)`() {
        let facts = Samples.active + [Self.tried]
        let end = Samples.now.adding(.days(7))
        #expect(reset(.recoveryFailed, facts, at: end.adding(Pause(microseconds: -1))).facts != nil)
        #expect(reset(.recoveryFailed, facts, at: end).refusals == ["ACC-13 reason"])
    }

    @Test(arguments: ResetReason.allCases.filter(\.standsForSelfService))
    func `needs no attempt where the reason says why there was none (ACC-13)`(reason: ResetReason) {
        #expect(reset(reason, Samples.active).facts?.map(\.name) == ["account.reset"])
    }

    @Test func `takes credential, second factor, open links and sessions, and sends a welcome mail (ACC-13, NOT-1)`() throws {
        let open = VerificationLink(tokenHash: "hash of an open link", expires: Samples.now.adding(.hours(1)))
        let facts = Samples.active + [.secondFactorEnrolled(reference: "totp/7"), .recoveryRequested(.password, link: open)]
        let decision = reset(.recoveryFailed, facts)
        let mail = try #require(decision.consequences?.mails.first)
        #expect(decision.mails == ["welcome"] && mail.link?.purpose == Account.welcomePurpose && mail.link?.path == "/welcome")
        #expect(mail.values == ["expires": .moment(Samples.now.adding(.hours(24)))])
        #expect(
            decision.consequences?.credentials
                == [Credential(subject: "account/\(Samples.account)", kind: "password", hash: nil)])
        let account = Samples.account(facts + (decision.facts ?? []))
        #expect(account.state == .locked && account.secondFactor == .revoked && account.sessionsValidFrom == Samples.now)
        #expect(account.recovery.link != open && account.profile == Samples.profile)
    }

    @Test func `is over when the welcome link sets a password; the factor is set up anew (ACC-13, SEC-1)`() throws {
        let facts = Samples.active + [.secondFactorEnrolled(reference: "totp/7")]
        var account = Samples.account(facts)
        let decision = reset(.compromised, facts)
        for fact in decision.facts ?? [] { account.apply(fact, at: Samples.now) }
        let link = try #require(account.recovery.link)
        var form = Form(["token": "any-token-of-a-link", "passwordHash": .string(Samples.hash)], digest: { _ in link.tokenHash })
        let completed = Account.completeRecovery(
            RecoveryCompleted(from: &form), given: account, in: Samples.circumstances())
        #expect(completed.facts == [.passwordRecovered])
        account.apply(.passwordRecovered, at: Samples.now)
        #expect(account.state == .active && account.secondFactor == .revoked)
    }

    @Test func `until then admits no password, profile or factor by any other way`() {
        let account = Samples.account(Samples.locked)
        let id = Value.string(Samples.account)
        let circumstances = Samples.circumstances()
        let set = Samples.read(PasswordSet.self, ["accountId": id, "passwordHash": .string(Samples.hash)])
        #expect(Account.setPassword(set, given: account).refusals == ["ACC-13 accountId"])
        let profile: Object = ["accountId": id, "fullName": "A", "jobTitle": "B"]
        #expect(Account.complete(Samples.read(ProfileCompleted.self, profile), given: account).refusals == ["ACC-13 accountId"])
        #expect(Account.change(Samples.read(ProfileChanged.self, profile), given: account).refusals == ["ACC-13 accountId"])
        let enrolment = Samples.read(TOTPEnrolled.self, ["accountId": id, "secretRef": "totp/8"])
        #expect(Account.enrol(enrolment, given: account, in: circumstances).refusals == ["ACC-13 accountId"])
    }

    @Test func `of a locked account sends a new link, and the older one dies`() {
        let again = reset(.compromised, Samples.locked)
        #expect(again.mails == ["welcome"])
        #expect(
            Samples.account(Samples.locked + (again.facts ?? [])).recovery.link != Samples.account(Samples.locked).recovery.link)
    }

    @Test func `of nobody, of an unconfirmed address and of a tombstone is refused, with every reason (ACC-13, ACC-17)`() {
        #expect(reset(.compromised, []).refusals == ["ACC-2 accountId"])
        #expect(reset(.compromised, Samples.unverified).refusals == ["ACC-13 accountId"])
        #expect(reset(.recoveryFailed, Samples.unverified).refusals == ["ACC-13 accountId", "ACC-13 reason"])
        #expect(reset(.compromised, Samples.deleted).refusals == ["ACC-17 accountId"])
    }
}
