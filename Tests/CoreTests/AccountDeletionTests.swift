import Core
import Testing

@Suite struct `Deleting an account` {
    private static let due = Samples.now.adding(.days(30))
    private static let requested = Samples.active + [.deletionRequested(by: "Ada", words: "no more", due: due)]
    private static let approved = requested + [.deletionApproved(by: "Eve")]

    private static let ask = Ask.companiesLeft(by: Samples.account)

    /// A company, of so many administrators and members.
    private static func company(_ administrators: Int64, of members: Int64, isAdministrator: Bool = true) -> Object {
        [
            "company": .string(Samples.company), "legal_name": "Acme SAS", "is_administrator": .bool(isAdministrator),
            "administrators": .integer(administrators), "active_members": .integer(members),
        ]
    }

    private func account(_ facts: [AccountFact]) -> Account? { facts.isEmpty ? nil : Samples.account(facts) }

    private func circumstances(_ moment: Moment, _ companies: [Object]) -> Circumstances {
        Samples.circumstances(at: moment, answers: [Self.ask: companies])
    }

    private func request(
        _ facts: [AccountFact], in companies: [Object] = [], at moment: Moment = Samples.now
    ) -> Decision<AccountFact> {
        let request = Samples.read(
            DeletionRequested.self, ["accountId": .string(Samples.account), "by": "Ada", "reason": "no more"])
        return Account.requestDeletion(request, given: account(facts), in: circumstances(moment, companies))
    }

    private func withdraw(_ facts: [AccountFact]) -> Decision<AccountFact> {
        let withdrawal = Samples.read(DeletionWithdrawn.self, ["accountId": .string(Samples.account), "by": "Ada"])
        return Account.withdrawDeletion(withdrawal, given: account(facts), in: Samples.circumstances())
    }

    private func approve(
        _ by: String, _ facts: [AccountFact], in companies: [Object] = [], at moment: Moment = Samples.now
    ) -> Decision<AccountFact> {
        let approval = Samples.read(DeletionApproved.self, ["accountId": .string(Samples.account), "by": .string(by)])
        return Account.approveDeletion(approval, given: account(facts), in: circumstances(moment, companies))
    }

    private func finish(
        _ facts: [AccountFact], in companies: [Object] = [], at moment: Moment = due
    ) -> Decision<AccountFact> {
        let due = Samples.read(DeletionDue.self, DeletionDue.outgoing(Samples.account).data)
        return Account.finishDeletion(due, given: account(facts), in: circumstances(moment, companies))
    }

    // MARK: Asking

    @Test(arguments: [Samples.unverified, Samples.verified, Samples.secured, Samples.active, Samples.locked])
    func `begins a cooling-off, from any state, and tells the person (ACC-17)`(facts: [AccountFact]) {
        let decision = request(facts)
        #expect(decision.facts == [.deletionRequested(by: "Ada", words: "no more", due: Self.due)])
        #expect(decision.mails == ["deletion-requested"])
        #expect(decision.consequences?.schedule.map(\.due) == [Self.due])
        #expect(decision.consequences?.schedule.first?.event.type == DeletionDue.type)
        #expect(request(facts + (decision.facts ?? [])).ignored != nil)
    }

    @Test func `of nobody and of a tombstone is refused (ACC-17)`() {
        #expect(request([]).refusals == ["ACC-2 accountId"] && request(Samples.deleted).refusals == ["ACC-17 accountId"])
        #expect(withdraw([]).refusals == ["ACC-2 accountId"] && withdraw(Samples.deleted).refusals == ["ACC-17 accountId"])
        #expect(approve("Eve", []).refusals == ["ACC-2 accountId"])
        #expect(approve("Eve", Samples.deleted).refusals == ["ACC-17 accountId"])
    }

    @Test func `of the only administrator of others is refused, company by company (ACC-17, ACC-6)`() {
        let refusal = request(Samples.active, in: [Self.company(1, of: 2), Self.company(1, of: 9)])
        #expect(refusal.refusals == ["ACC-17 accountId", "ACC-17 accountId"])
        #expect(refusal.reasons?.first?.message.contains("Acme SAS") == true)
        #expect(refusal.reasons?.first?.remedy.contains("account.role.assigned") == true)
        let fine = [Self.company(1, of: 1), Self.company(2, of: 2), Self.company(1, of: 5, isAdministrator: false)]
        #expect(request(Samples.active, in: fine).facts != nil)
    }

    @Test func `can be withdrawn while it waits, approved or not (ACC-17)`() {
        for facts in [Self.requested, Self.approved] {
            let decision = withdraw(facts)
            #expect(decision.facts == [.deletionWithdrawn(by: "Ada")] && decision.mails == ["deletion-withdrawn"])
            #expect(decision.consequences?.cancel == request(Samples.active).consequences?.schedule.map(\.key))
            #expect(Samples.account(facts + (decision.facts ?? [])).row == Samples.account(Samples.active).row)
        }
        #expect(withdraw(Samples.active).refusals == ["ACC-17 accountId"])
    }

    // MARK: Two people

    @Test(arguments: ["Ada", "  ADA. ", Samples.account, Samples.email, "Ada Lovelace", "lovelace-ada"])
    func `is approved by nobody who asked for it, nor by the person, however spelled (SEC-10)`(by: String) {
        let isOther = by == "lovelace-ada"
        #expect((approve(by, Self.requested).refusals == ["SEC-10 by"]) != isOther)
    }

    @Test func `by somebody else by way of the portal is not approved by the person either (SEC-10)`() {
        let facts = Samples.active + [.deletionRequested(by: "Bob", words: nil, due: Self.due)]
        #expect(approve("Ada Lovelace", facts).refusals == ["SEC-10 by"] && approve("bob", facts).refusals == ["SEC-10 by"])
        #expect(approve("Eve", facts).facts == [.deletionApproved(by: "Eve")])
    }

    @Test func `approved early waits for the end of the cooling-off (ACC-17)`() {
        let last = Self.due.adding(Pause(microseconds: -1))
        #expect(approve("Eve", Self.requested, at: last).facts == [.deletionApproved(by: "Eve")])
        #expect(approve("Eve", Self.approved, at: last).ignored != nil)
        #expect(finish(Self.approved, at: last).ignored != nil)
    }

    @Test func `that nobody asked for is not approved (ACC-17)`() {
        #expect(approve("Eve", Samples.active).refusals == ["ACC-17 accountId"])
    }

    @Test func `is not carried out without the second person, however long it waits (SEC-10)`() {
        #expect(finish(Self.requested, at: Self.due.adding(.days(3650))).ignored?.contains("second person") == true)
    }

    @Test func `approved late is carried out at once (ACC-17)`() {
        #expect(approve("Eve", Self.requested, at: Self.due).facts == [.deletionApproved(by: "Eve"), .erased])
    }

    // MARK: The end

    @Test func `erases the person, tells them, the companies and nobody else (ACC-17)`() throws {
        let decision = finish(Self.approved, in: [Self.company(2, of: 3)])
        #expect(decision.facts == [.erased])
        let consequences = try #require(decision.consequences)
        #expect(consequences.mails.map(\.recipient) == [Samples.email] && decision.mails == ["deletion-done"])
        let left = try #require(consequences.send.first { $0.type != NotificationSend.type })
        #expect(left.type == "company.member.left")
        #expect(left.data == ["companyId": .string(Samples.company), "accountId": .string(Samples.account)])
        #expect(consequences.erase == [Erasure(subject: "account/\(Samples.account)", members: AccountFact.personal)])
        #expect(consequences.cancel.count == 1)
        #expect(consequences.schedule.map(\.due) == [Self.due.adding(.hours(72))])
        #expect(consequences.schedule.map(\.event.type) == [TracesDue.type])
    }

    @Test func `leaves a tombstone: id, states and instants, and nothing personal (ACC-17)`() {
        let facts =
            Samples.active + [
                .secondFactorEnrolled(reference: "totp/7"), .partnerOrdered(Samples.partner(wantsCreation: true)),
                .recoveryRequested(.password, link: Samples.link), .deletionRequested(by: "Ada", words: "w", due: Samples.now),
                .deletionApproved(by: "Eve"), .erased,
            ]
        let row = Samples.account(facts).row
        let kept = row.members.filter { !$0.value.isNull && $0.value != [] && $0.value != false }.map(\.name)
        #expect(
            Set(kept) == [
                "state", "locale", "signed_up_at", "confirmed_at", "password_set_at", "recovery_attempts", "recovery_last_at",
                "sessions_valid_from", "second_factor", "deletion_requested_at", "deletion_due_at", "deletion_approved_at",
                "deleted_at",
            ])
        #expect(row["state"] == "deleted" && row["second_factor"] == "revoked")
    }

    @Test func `erases no fact that could not be read afterwards, nor any that another row would follow from (ACC-17)`() throws {
        for (fact, name, data) in `The facts of history`.accounts {
            let erased = Erasure.erased(data, AccountFact.personal)
            #expect(AccountFact(name: name, data: erased) != nil, "\(fact)")
            for personal in ["ada@example.org", "Ada", "Lovelace", "totp/7", "no more", "+33 1"] {
                #expect(!"\(erased)".contains("\"\(personal)\""), "\(fact)")
            }
        }
    }

    @Test func `waits while a company would be left without an administrator, and tells why (ACC-17)`() {
        let bereft = [Self.company(1, of: 2)]
        #expect(finish(Self.approved, in: bereft).postponed == Self.due.adding(.days(1)))
        #expect(approve("Eve", Self.requested, in: bereft, at: Self.due).refusals == ["ACC-17 accountId"])
        #expect(approve("Eve", Self.requested, in: bereft).facts == [.deletionApproved(by: "Eve")])
    }

    @Test func `that was withdrawn, or done before, is not due (ACC-17)`() {
        #expect(finish([]).ignored != nil && finish(Samples.active).ignored != nil && finish(Samples.deleted).ignored != nil)
        #expect(finish(Self.approved + [.deletionWithdrawn(by: "Ada")]).ignored != nil)
        // Asked for again later: the timer of the first request says nothing about the second.
        let again =
            Self.approved + [
                .deletionWithdrawn(by: "Ada"), .deletionRequested(by: "Ada", words: nil, due: Self.due.adding(.days(9))),
                .deletionApproved(by: "Eve"),
            ]
        #expect(finish(again).ignored != nil)
    }

    @Test func `takes out what mails under way left behind, once (ACC-17)`() {
        let due = Samples.read(TracesDue.self, TracesDue.outgoing(Samples.account).data)
        let erased = Account.eraseTraces(due, given: Samples.account(Samples.deleted), in: Samples.circumstances())
        #expect(erased.facts == [.tracesErased] && erased.consequences?.erase.count == 1)
        let done = Samples.account(Samples.deleted + [.tracesErased])
        #expect(Account.eraseTraces(due, given: done, in: Samples.circumstances()).ignored != nil)
        #expect(Account.eraseTraces(due, given: Samples.account(Samples.active), in: Samples.circumstances()).ignored != nil)
    }

    @Test func `makes the accountId nobody's: a sign-up under it is refused`() {
        let request = Samples.read(
            SignupRequested.self, ["accountId": .string(Samples.account), "email": .string(Samples.email)])
        let account = Samples.account(Samples.deleted)
        #expect(Account.signUp(request, given: account, in: Samples.circumstances()).refusals == ["ACC-1 accountId"])
    }
}
