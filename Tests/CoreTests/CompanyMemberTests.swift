import Core
import Testing

@Suite struct `The members of a company` {
    private typealias S = CompanySamples

    private func assign(
        _ role: Object, to account: String = CompanySamples.second, by: String = CompanySamples.registrant,
        given company: Company? = CompanySamples.withTwo()
    ) -> Decision<CompanyFact> {
        Company.assign(S.read(RoleAssigned.self, S.ids(by: by, of: account, role)), given: company, in: S.circumstances())
    }

    private func revoke(
        _ account: String = CompanySamples.second, by: String = CompanySamples.registrant,
        given company: Company? = CompanySamples.withTwo()
    ) -> Decision<CompanyFact> {
        Company.revoke(S.read(MemberRevoked.self, S.ids(by: by, of: account)), given: company, in: S.circumstances())
    }

    private func byAddress(
        _ email: String, person: Object? = nil, invitation: String? = nil, given company: Company = CompanySamples.withTwo()
    ) -> Decision<CompanyFact> {
        let revocation = S.read(
            MemberRevoked.self, ["companyId": .string(S.company), "email": .string(email), "by": .string(S.registrant)])
        var answers = S.people
        if let person { answers.append((.person(at: email, in: S.company), [person])) }
        if let invitation, let id = revocation.invitation {
            answers.append((.invitation(id), [["state": .string(invitation), "email": .string(email)]]))
        }
        return Company.revoke(revocation, given: company, in: S.circumstances(answers))
    }

    @Test func `have the role an administrator assigns, and are told of it (SEC-2, ACC-9)`() {
        let decision = assign(CompanyJoining.user)
        #expect(decision.facts == [.roleAssigned(account: S.second, S.contract, by: S.registrant)])
        #expect(decision.letters == ["role-changed"])
        let company = S.after(decision, S.withTwo())
        #expect(company.administrators == [S.registrant])
        #expect(assign(CompanyJoining.user, given: company).ignored != nil)
    }

    @Test func `get no role from others, and strangers get none at all (SEC-2, SEC-4)`() {
        #expect(assign(CompanyJoining.user, by: S.stranger).refusals == ["SEC-2 by"])
        #expect(assign(CompanyJoining.user, to: S.stranger).refusals == ["SEC-4 accountId"])
        #expect(
            assign(["role": "user"], to: S.stranger, by: S.stranger).refusals == ["SEC-2 by", "ACC-9 scope", "SEC-4 accountId"])
        #expect(assign(CompanyJoining.user, given: nil).refusals == ["ACC-5 companyId"])
        let gone = S.circumstances([S.account(S.registrant, state: "locked")])
        let input = S.read(RoleAssigned.self, S.ids(of: S.second, CompanyJoining.user))
        #expect(Company.assign(input, given: S.withTwo(), in: gone).refusals == ["ACC-2 by"])
    }

    @Test func `always have an administrator: the last one is neither demoted nor revoked (ACC-6)`() {
        let company = S.registered()
        #expect(assign(CompanyJoining.user, to: S.registrant, given: company).refusals == ["ACC-6 accountId"])
        #expect(revoke(S.registrant, given: company).refusals == ["ACC-6 accountId"])
        // One of two may step back himself.
        #expect(assign(CompanyJoining.user, to: S.registrant).facts?.count == 1)
        #expect(revoke(S.registrant).facts?.count == 1)
    }

    @Test func `revoke each other, and one is left: the second comes too late (ACC-6)`() {
        let company = S.after(revoke(), S.withTwo())
        #expect(company.administrators == [S.registrant])
        #expect(revoke(S.registrant, by: S.second, given: company).refusals == ["SEC-2 by", "ACC-6 accountId"])
    }

    @Test func `that are revoked lose their role at once and are told (SEC-4)`() {
        let decision = revoke()
        #expect(decision.facts == [.memberRevoked(account: S.second, by: S.registrant)])
        #expect(decision.letters == ["member-revoked"])
        let company = S.after(decision, S.withTwo())
        #expect(company.members[S.second]?.state == .revoked && company.activeMembers == [S.registrant])
        #expect(revoke(given: company).ignored != nil)
        #expect(revoke(S.id(99), given: company).refusals == ["SEC-4 accountId"])
        #expect(revoke(S.stranger, given: S.withRequest()).refusals == ["ACC-7 accountId"])
        #expect(revoke(by: S.stranger).refusals == ["SEC-2 by"])
    }

    @Test func `that registered it as their own and are revoked may register another (ACC-10)`() {
        #expect(S.after(revoke(S.registrant, by: S.second), S.withTwo()).ownOf == nil)
        #expect(S.after(revoke(), S.withTwo()).ownOf == S.registrant)
    }

    @Test func `are found by their address too, and an open invitation is taken back by it (ACC-8)`() throws {
        let member: Object = ["account": .string(S.second), "member_state": "active"]
        let both = byAddress("Second@example.org", person: member, invitation: "open")
        #expect(both.facts?.map(\.name) == ["company.member_revoked", "company.invitation_revoked"])
        let invitation = byAddress("new@example.org", invitation: "open")
        #expect(invitation.facts?.map(\.name) == ["company.invitation_revoked"])
        let sent = try #require(invitation.consequences?.send.first)
        #expect(sent.type == InvitationRevoked.type)
        #expect(sent.data["invitationId"] == .string(Invitation.id(of: "NEW@example.org", to: S.company, Samples.digest)))
        #expect(byAddress("new@example.org", invitation: "accepted").refusals == ["SEC-4 email"])
        #expect(byAddress("new@example.org").refusals == ["SEC-4 email"])
    }

    @Test func `are named by account or by address, not by both and not by neither`() {
        let both = S.ids(["email": "a@example.org"])
        #expect(S.problems(MemberRevoked.self, both).map(\.field) == ["accountId"])
        let neither: Object = ["companyId": .string(S.company), "by": .string(S.registrant)]
        #expect(S.problems(MemberRevoked.self, neither).map(\.field) == ["accountId"])
    }

    @Test func `whose accounts are gone leave, and a company without administrators waits for sales (ACC-17)`() {
        let left = S.read(MemberLeft.self, MemberLeft.outgoing(company: S.company, account: S.registrant).data)
        var company = S.after(Company.leave(left, given: S.withTwo(), in: S.circumstances()), S.withTwo())
        #expect(company.orphanedSince == nil && company.ownOf == nil)
        let last = S.read(MemberLeft.self, MemberLeft.outgoing(company: S.company, account: S.second).data)
        company = S.after(Company.leave(last, given: company, in: S.circumstances()), company)
        #expect(company.orphanedSince == S.now && company.administrators.isEmpty)
        #expect(Company.leave(last, given: company, in: S.circumstances()).ignored != nil)
        #expect(Company.leave(last, given: nil, in: S.circumstances()).ignored != nil)
    }

    @Test func `get a new administrator from sales where there is none, and only there (ACC-6)`() {
        let appointment = S.read(
            AdministratorAppointed.self,
            [
                "companyId": .string(S.company), "accountId": .string(S.stranger), "by": "Chloé",
                "reason": "letter of the managing director",
            ])
        #expect(Company.appoint(appointment, given: S.withTwo(), in: S.circumstances()).refusals == ["ACC-6 companyId"])
        #expect(Company.appoint(appointment, given: nil, in: S.circumstances()).refusals == ["ACC-5 companyId"])
        var orphan = S.registered()
        orphan.apply(.memberLeft(account: S.registrant), at: S.now)
        let inactive = S.circumstances([S.account(S.stranger, state: "verified")])
        #expect(Company.appoint(appointment, given: orphan, in: inactive).refusals == ["ACC-2 accountId"])
        let decision = Company.appoint(appointment, given: orphan, in: S.circumstances())
        #expect(decision.facts?.map(\.name) == ["company.administrator_appointed"] && decision.letters == ["join-granted"])
        let company = S.after(decision, orphan)
        #expect(company.orphanedSince == nil && company.administrators == [S.stranger])
        #expect(Company.appoint(appointment, given: company, in: S.circumstances()).ignored != nil)
    }

    @Test func `who left long ago are forgotten, and those who are there never`() {
        var company = S.withTwo()
        for number in 1000..<1300 as Range<UInt128> {
            let at = S.now.adding(.seconds(Int64(number)))
            company.apply(.joinRequested(account: S.id(number)), at: at)
            company.apply(.joinExpired(account: S.id(number)), at: at)
        }
        #expect(company.members.count == 202 && company.activeMembers.count == 2)
        #expect(company.members[S.id(1299)] != nil && company.members[S.id(1000)] == nil)
    }
}
