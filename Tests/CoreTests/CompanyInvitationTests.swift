import Core
import Testing

@Suite struct `An invitation` {
    private typealias S = CompanySamples
    private let email = "new@example.org"

    private func input(_ more: Object = Object()) -> MemberInvited {
        var data: Object = [
            "companyId": .string(S.company), "email": .string(email), "by": .string(S.registrant), "role": "user",
            "scope": S.scope,
        ]
        for member in more.members { data[member.name] = member.value }
        return S.read(MemberInvited.self, data)
    }

    private func answers(
        role: String? = "administrator", standing: String = "pending", person: Object? = nil, open: Int64 = 0,
        members: Int64 = 1
    ) -> [(Ask, [Object])] {
        let membership: Object = [
            "standing": .string(standing), "legal_name": "Acme", "active_members": .integer(members),
            "member_state": role == nil ? .null : "active", "role": .text(role),
        ]
        return S.people + [
            (.membership(of: S.registrant, in: S.company), [membership]),
            (.openInvitations(of: S.company), [["open": .integer(open)]]),
            (.person(at: email, in: S.company), person.map { [$0] } ?? []),
        ]
    }

    private func invite(
        _ input: MemberInvited? = nil, given invitation: Invitation? = nil, at moment: Moment = CompanySamples.now,
        _ answers: [(Ask, [Object])]? = nil, cause: String = "1"
    ) -> Decision<InvitationFact> {
        Invitation.invite(
            input ?? self.input(), given: invitation, in: S.circumstances(at: moment, cause: cause, answers ?? self.answers()))
    }

    private func after(
        _ decision: Decision<InvitationFact>, _ invitation: Invitation? = nil, at moment: Moment = CompanySamples.now
    ) -> Invitation {
        var invitation = invitation ?? Invitation(id: input().invitation)
        for fact in decision.facts ?? [] { invitation.apply(fact, at: moment) }
        return invitation
    }

    /// `token` is what the digest makes of it: a link's hash, or something else.
    private func accept(
        _ hash: String?, given invitation: Invitation?, by account: String = CompanySamples.stranger, email: String? = nil,
        state: String = "active", at moment: Moment = CompanySamples.now
    ) -> Decision<InvitationFact> {
        var form = Form(["token": "any-token-of-a-link", "accountId": .string(account)], digest: { _ in hash ?? "" })
        let circumstances = S.circumstances(
            at: moment, cause: "accept", [S.account(account, state: state, email: email ?? self.email)])
        return Invitation.accept(InvitationAccepted(from: &form), given: invitation, in: circumstances)
    }

    private func mail(_ decision: Decision<InvitationFact>) throws -> NotificationSend {
        S.read(NotificationSend.self, try #require(decision.consequences?.send.first).data)
    }

    @Test func `goes out while the company is not verified, as one mail with one link (ACC-8, VER-11)`() throws {
        let decision = invite()
        #expect(decision.mails == ["invitation"])
        let mail = try mail(decision)
        #expect(mail.recipient == email && mail.values["company"] == "Acme" && mail.link?.path == "/invitation")
        let invitation = after(decision)
        #expect(invitation.link?.expires == S.now.adding(CompanyPolicy.cautious.invitation))
        #expect(invitation.link?.tokenHash == "hash of invitation \(mail.link?.tokenId ?? "")")
        #expect("\(mail)".contains(invitation.link?.tokenHash ?? "-") == false)
        #expect(decision.consequences?.schedule.map(\.due) == [S.now.adding(CompanyPolicy.cautious.invitationReminder)])
    }

    @Test func `is in the language of its person, else of the one named, else of the inviter (NOT-4)`() throws {
        let known: Object = ["account": .string(S.stranger), "locale": "fr"]
        #expect(try mail(invite(nil, answers(person: known))).locale == .french)
        #expect(try mail(invite(input(["locale": "fr"]))).locale == .french)
        #expect(try mail(invite()).locale == .english)
    }

    @Test func `of one address is one, in whatever case it is written, and twice is once (ACC-8)`() {
        let upper = S.read(
            MemberInvited.self,
            ["companyId": .string(S.company), "email": "NEW@Example.org", "by": .string(S.registrant), "role": "administrator"])
        #expect(upper.invitation == input().invitation)
        #expect(invite(given: after(invite()), cause: "2").ignored != nil)
    }

    @Test func `with another role, or after its end, is sent anew, and the older link is dead (ACC-8, ACC-20)`() throws {
        let first = after(invite())
        let changed = invite(input(["role": "administrator", "scope": .null]), given: first, cause: "2")
        let second = after(changed, first)
        #expect(second.grant == .administrator && second.link?.tokenHash != first.link?.tokenHash && second.issue == 2)
        #expect(accept(first.link?.tokenHash, given: second).refusals == ["ACC-8 token"])
        let late = S.now.adding(.days(8))
        let again = after(invite(given: first, at: late, cause: "3"), first, at: late)
        #expect(again.issue == 2 && again.state == .open)
        #expect(accept(first.link?.tokenHash, given: again, at: late).refusals == ["ACC-8 token"])
        #expect(accept(again.link?.tokenHash, given: again, at: late).facts?.count == 1)
    }

    @Test func `is refused with all reasons at once (SEC-2, ACC-5, ACC-8, ACC-9)`() {
        #expect(invite(nil, S.people).refusals == ["ACC-5 companyId"])
        #expect(invite(nil, answers(role: "user")).refusals == ["SEC-2 by"])
        #expect(invite(nil, answers(role: nil)).refusals == ["SEC-2 by"])
        let member: Object = ["account": .string(S.stranger), "member_state": "active"]
        let all = invite(
            input(["scope": .null]),
            answers(role: nil, standing: "fraud", person: member, open: 100, members: 500))
        #expect(
            all.refusals == [
                "ACC-9 scope", "SEC-2 by", "ACC-5 companyId", "ACC-8 companyId", "ACC-8 email", "ACC-8 companyId",
            ])
        #expect("\(all)".contains("fraud") == false)
        let asker: Object = ["account": .string(S.stranger), "member_state": "requested"]
        #expect(invite(nil, answers(person: asker)).facts?.count == 1)
        // One that is open already is no further one.
        #expect(invite(given: after(invite()), answers(open: 100)).ignored != nil)
    }

    @Test func `is accepted by the account of its address, once, and makes a member (ACC-8)`() throws {
        let invitation = after(invite())
        let decision = accept(invitation.link?.tokenHash, given: invitation)
        #expect(decision.facts == [.accepted(account: S.stranger)])
        let sent = try #require(decision.consequences?.send.first)
        #expect(sent.type == MemberJoined.type && decision.consequences?.cancel == ["invitation/\(invitation.id)"])
        let joined = S.read(MemberJoined.self, sent.data)
        #expect(joined.company == S.company && joined.account == S.stranger && joined.grant == S.contract)
        let accepted = after(decision, invitation)
        #expect(accept(invitation.link?.tokenHash, given: accepted).ignored != nil)
        #expect(accept(invitation.link?.tokenHash, given: accepted, by: S.second).refusals == ["ACC-8 token"])
    }

    @Test func `is not accepted by others, by the unready, too late or after it was taken back (ACC-2, ACC-8)`() {
        let invitation = after(invite())
        let hash = invitation.link?.tokenHash
        #expect(accept(nil, given: nil).refusals == ["ACC-8 token"])
        #expect(accept("another", given: invitation).refusals == ["ACC-8 token"])
        #expect(accept(hash, given: invitation, email: "eve@example.org").refusals == ["ACC-8 accountId"])
        #expect(
            accept(hash, given: invitation, email: "eve@example.org", state: "secured").refusals
                == ["ACC-2 accountId", "ACC-8 accountId"])
        #expect(accept(hash, given: invitation, email: "NEW@example.org").facts?.count == 1)
        #expect(accept(hash, given: invitation, at: S.now.adding(.days(7))).refusals == ["ACC-8 token"])
        let revocation = S.read(InvitationRevoked.self, InvitationRevoked.outgoing(invitation.id, by: S.registrant).data)
        let taken = Invitation.revoke(revocation, given: invitation, in: S.circumstances())
        #expect(taken.consequences?.cancel == ["invitation/\(invitation.id)"])
        let revoked = after(taken, invitation)
        #expect(accept(hash, given: revoked).refusals == ["ACC-8 token"])
        #expect(Invitation.revoke(revocation, given: revoked, in: S.circumstances()).ignored != nil)
        #expect(invite(given: revoked, cause: "2").facts?.count == 1)
    }

    @Test func `is reminded of once, with the same link, and then expires (ACC-8, NOT-5)`() throws {
        let first = invite()
        let invitation = after(first)
        let timer = try #require(first.consequences?.schedule.first)
        let due = S.read(InvitationCameDue.self, timer.event.data)
        let reminder = Invitation.comeDue(due, given: invitation, in: S.circumstances(at: timer.due, cause: "timer"))
        #expect(reminder.mails == ["invitation-reminder"] && reminder.facts == [.reminded])
        #expect(try mail(reminder).link == mail(first).link)
        #expect(try mail(reminder).notification != mail(first).notification)
        let last = try #require(reminder.consequences?.schedule.first)
        #expect(last.key == timer.key && last.due == invitation.link?.expires)
        let reminded = after(reminder, invitation, at: timer.due)
        let expiry = S.read(InvitationCameDue.self, last.event.data)
        let expired = after(Invitation.comeDue(expiry, given: reminded, in: S.circumstances(at: last.due)), reminded)
        #expect(expired.state == .expired)
        #expect(Invitation.comeDue(expiry, given: expired, in: S.circumstances()).ignored != nil)
        // The timer of an earlier link ends no later one.
        let again = after(invite(given: expired, at: last.due, cause: "2"), expired, at: last.due)
        #expect(Invitation.comeDue(expiry, given: again, in: S.circumstances()).ignored != nil)
    }

    @Test func `accepted grants the request that was made meanwhile, and makes nobody twice a member (ACC-7, ACC-8)`() {
        let joined = S.read(
            MemberJoined.self,
            MemberJoined.outgoing(company: S.company, account: S.stranger, invitation: S.id(9), S.contract).data)
        let decision = Company.join(joined, given: S.withRequest(), in: S.circumstances())
        #expect(decision.facts == [.memberJoined(account: S.stranger, S.contract, invitation: S.id(9))])
        #expect(decision.consequences?.cancel == ["company/\(S.company)/join/\(S.stranger)"])
        let company = S.after(decision, S.withRequest())
        #expect(company.requesters.isEmpty && company.members[S.stranger]?.grant == S.contract)
        #expect(Company.join(joined, given: company, in: S.circumstances()).ignored != nil)
        var over = S.registered()
        over.apply(.standingChanged(StandingChange(.rejected)), at: S.now)
        #expect(Company.join(joined, given: over, in: S.circumstances()).refusals == ["ACC-5 companyId"])
        #expect(Company.join(joined, given: nil, in: S.circumstances()).refusals == ["ACC-5 companyId"])
    }

    @Test func `of somebody who is no administrator any more makes no member (SEC-4, ACC-8)`() {
        let joined = S.read(
            MemberJoined.self,
            MemberJoined.outgoing(
                company: S.company, account: S.stranger, invitation: S.id(9), .administrator, by: S.id(77), at: S.now
            ).data)
        #expect(Company.join(joined, given: S.registered(), in: S.circumstances()).ignored != nil)
    }

    @Test func `does not bring back who was revoked after it (SEC-4, ACC-7)`() {
        var company = S.withRequest()
        company.apply(.joinGranted(account: S.stranger, S.contract, by: S.registrant), at: S.now)
        company.apply(.memberRevoked(account: S.stranger, by: S.registrant), at: S.now)
        let early = Moment(microseconds: S.now.microseconds - 1)
        for (invitedAt, isLate) in [(early, true), (S.now, false)] {
            let joined = S.read(
                MemberJoined.self,
                MemberJoined.outgoing(
                    company: S.company, account: S.stranger, invitation: S.id(9), .administrator, by: S.registrant, at: invitedAt
                ).data)
            #expect((Company.join(joined, given: company, in: S.circumstances()).ignored != nil) == isLate)
        }
    }
}
