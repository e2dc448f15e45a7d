import Core
import Testing

@Suite struct `A request to join a company` {
    private typealias S = CompanySamples

    private let request = CompanySamples.read(
        JoinRequested.self, ["accountId": .string(CompanySamples.stranger), "companyId": .string(CompanySamples.company)])

    private func grant(_ data: Object = CompanySamples.ids(CompanyJoining.user)) -> JoinGranted {
        S.read(JoinGranted.self, data)
    }

    @Test func `gives no right by itself; administrators and the person are told, and it is waited for (ACC-7)`() throws {
        let decision = Company.requestJoin(request, given: S.withTwo(), in: S.circumstances())
        #expect(decision.facts == [.joinRequested(account: S.stranger)])
        #expect(decision.letters == ["join-requested", "join-received"])
        let company = S.after(decision, S.withTwo())
        #expect(company.members[S.stranger]?.grant == nil && company.activeMembers == [S.registrant, S.second])
        let timer = try #require(decision.consequences?.schedule.first)
        #expect(timer.due == S.now.adding(CompanyPolicy.cautious.joinReminder))
        #expect(decision.consequences?.send.allSatisfy { $0.data["until"] == .moment(S.now.adding(.days(14))) } == true)
    }

    @Test func `twice is one request, and a member need not ask (NOT-5)`() {
        #expect(Company.requestJoin(request, given: S.withRequest(), in: S.circumstances()).ignored != nil)
        let own = S.read(JoinRequested.self, ["accountId": .string(S.second), "companyId": .string(S.company)])
        #expect(Company.requestJoin(own, given: S.withTwo(), in: S.circumstances()).ignored != nil)
    }

    @Test func `to a company that is not there, by an account that is not active, is refused (ACC-2, ACC-5)`() {
        #expect(Company.requestJoin(request, given: nil, in: S.circumstances()).refusals == ["ACC-5 companyId"])
        let circumstances = S.circumstances([S.account(S.stranger, state: "secured")])
        #expect(Company.requestJoin(request, given: S.withTwo(), in: circumstances).refusals == ["ACC-2 accountId"])
    }

    @Test(arguments: [Standing.rejected, .withdrawn, .fraud])
    func `to a company that lets nobody in is refused, all reasons at once (ACC-5)`(standing: Standing) {
        var company = S.withTwo()
        company.apply(.standingChanged(StandingChange(standing)), at: S.now)
        let circumstances = S.circumstances([S.account(S.stranger, state: "verified")])
        #expect(
            Company.requestJoin(request, given: company, in: circumstances).refusals == ["ACC-2 accountId", "ACC-5 companyId"])
    }

    @Test func `beyond the number that may wait is refused with the other way (ACC-7)`() {
        var policy = CompanyPolicy.cautious
        policy.requests = 1
        var company = S.withTwo()
        company.apply(.joinRequested(account: S.id(50)), at: S.now)
        let decision = Company.requestJoin(request, given: company, in: S.circumstances(policy: policy))
        #expect(decision.refusals == ["ACC-7 companyId"])
        #expect(decision.reasons?.first?.remedy.contains("account.member.invited") == true)
    }

    @Test func `is reminded of once, and then expires; both are told (ACC-7)`() throws {
        var company = S.withRequest()
        let first = Company.requestJoin(request, given: S.withTwo(), in: S.circumstances())
        let timer = try #require(first.consequences?.schedule.first)
        let reminder = Company.comeDue(
            S.read(JoinCameDue.self, timer.event.data), given: company, in: S.circumstances(at: timer.due, cause: "2"))
        #expect(reminder.facts == [.joinReminded(account: S.stranger)] && reminder.letters == ["join-reminder"])
        let last = try #require(reminder.consequences?.schedule.first)
        #expect(last.key == timer.key && last.due == S.now.adding(.days(14)))
        company = S.after(reminder, company, at: timer.due)
        let expiry = Company.comeDue(
            S.read(JoinCameDue.self, last.event.data), given: company, in: S.circumstances(at: last.due, cause: "3"))
        #expect(expiry.facts == [.joinExpired(account: S.stranger)] && expiry.letters == ["join-expired"])
        company = S.after(expiry, company, at: last.due)
        #expect(company.requesters.isEmpty)
        // A timer that comes late, or twice, changes nothing; and the person may ask again.
        #expect(
            Company.comeDue(S.read(JoinCameDue.self, last.event.data), given: company, in: S.circumstances()).ignored != nil)
        #expect(Company.requestJoin(request, given: company, in: S.circumstances(at: last.due)).facts?.count == 1)
    }

    @Test func `asked again is not ended by the timer of the earlier one (ACC-7)`() throws {
        let old = Company.requestJoin(request, given: S.withTwo(), in: S.circumstances())
        let timer = try #require(old.consequences?.schedule.first)
        var company = S.withTwo()
        company.apply(.joinRequested(account: S.stranger), at: S.now.adding(.days(1)))
        #expect(
            Company.comeDue(S.read(JoinCameDue.self, timer.event.data), given: company, in: S.circumstances()).ignored != nil)
    }

    @Test func `granted by an administrator makes a member with that role, and ends the waiting (ACC-7, ACC-9)`() {
        let decision = Company.grant(grant(), given: S.withRequest(), in: S.circumstances())
        #expect(decision.facts == [.joinGranted(account: S.stranger, S.contract, by: S.registrant)])
        #expect(decision.letters == ["join-granted"] && decision.consequences?.cancel.count == 1)
        let company = S.after(decision, S.withRequest())
        #expect(company.members[S.stranger]?.grant == S.contract && !company.isAdministrator(S.stranger))
        #expect(Company.grant(grant(), given: company, in: S.circumstances(cause: "2")).ignored != nil)
    }

    @Test func `granted twice with different roles changes no role (ACC-7)`() {
        let company = S.after(Company.grant(grant(), given: S.withRequest(), in: S.circumstances()), S.withRequest())
        let other = grant(S.ids(["role": "administrator"]))
        let decision = Company.grant(other, given: company, in: S.circumstances(cause: "2"))
        #expect(decision.refusals == ["ACC-7 accountId"])
        #expect(decision.reasons?.first?.remedy.contains("account.role.assigned") == true)
    }

    @Test func `is granted by nobody but an administrator of that company, and by nobody to himself (SEC-2, SEC-4, ACC-7)`() {
        let byStranger = grant(S.ids(by: S.id(77), CompanyJoining.user))
        let circumstances = S.circumstances(S.people + [S.account(S.id(77))])
        #expect(Company.grant(byStranger, given: S.withRequest(), in: circumstances).refusals == ["SEC-2 by"])
        let own = grant(S.ids(by: S.stranger, CompanyJoining.user))
        #expect(Company.grant(own, given: S.withRequest(), in: S.circumstances()).refusals == ["SEC-2 by", "ACC-7 by"])
        var company = S.withRequest()
        company.apply(.roleAssigned(account: S.second, S.contract, by: S.registrant), at: S.now)
        let byUser = grant(S.ids(by: S.second, CompanyJoining.user))
        #expect(Company.grant(byUser, given: company, in: S.circumstances()).refusals == ["SEC-2 by"])
    }

    @Test(arguments: [
        (["role": "user"] as Object, ["ACC-9 scope"]),
        (["role": "administrator", "scope": CompanySamples.scope] as Object, ["ACC-6 scope"]),
    ])
    func `needs a scope for a user and none for an administrator (ACC-6, ACC-9)`(role: Object, refusals: [String]) {
        #expect(Company.grant(grant(S.ids(role)), given: S.withRequest(), in: S.circumstances()).refusals == refusals)
    }

    @Test(arguments: [
        ("scope.kind", ["kind": "house", "id": "7"] as Value), ("scope.id", ["kind": "contract", "id": "seven"] as Value),
        ("scope.id", ["kind": "client"] as Value), ("scope", "OCB000123" as Value),
    ])
    func `with a scope that is none is refused at once, naming its field (ACC-9)`(field: String, scope: Value) {
        #expect(S.problems(JoinGranted.self, S.ids(["role": "user", "scope": scope])).compactMap(\.field) == [field])
    }

    @Test func `before it was asked for, or after the account is gone, is not granted (PIP-5)`() {
        #expect(Company.grant(grant(), given: nil, in: S.circumstances()).refusals == ["ACC-5 companyId"])
        #expect(Company.grant(grant(), given: S.withTwo(), in: S.circumstances()).refusals == ["ACC-7 accountId"])
        let gone = S.circumstances([S.account(S.registrant), S.account(S.stranger, state: "deleted")])
        #expect(Company.grant(grant(), given: S.withRequest(), in: gone).refusals == ["ACC-2 accountId"])
        var policy = CompanyPolicy.cautious
        policy.members = 2
        let full = Company.grant(grant(), given: S.withRequest(), in: S.circumstances(policy: policy))
        #expect(full.refusals == ["ACC-7 companyId"])
    }

    @Test func `refused is told with its reason, and may be asked again only after a while (ACC-7)`() {
        let refusal = S.read(JoinRefused.self, S.ids(["reason": "We do not know you."]))
        let decision = Company.refuse(refusal, given: S.withRequest(), in: S.circumstances())
        #expect(
            decision.facts == [.joinRefused(account: S.stranger, by: S.registrant, reason: "We do not know you.")])
        #expect(decision.letters == ["join-refused"] && decision.consequences?.cancel.count == 1)
        #expect(decision.consequences?.send.first?.data["reason"] == "We do not know you.")
        let company = S.after(decision, S.withRequest())
        #expect(Company.refuse(refusal, given: company, in: S.circumstances(cause: "2")).ignored != nil)
        #expect(Company.requestJoin(request, given: company, in: S.circumstances()).refusals == ["ACC-7 accountId"])
        let later = S.circumstances(at: S.now.adding(.days(30)))
        #expect(Company.requestJoin(request, given: company, in: later).facts?.count == 1)
    }

    @Test func `is refused by nobody but an administrator, and only while it waits (SEC-2)`() {
        let refusal = S.read(JoinRefused.self, S.ids(by: S.stranger))
        #expect(Company.refuse(refusal, given: S.withRequest(), in: S.circumstances()).refusals == ["SEC-2 by"])
        let nobody = S.read(JoinRefused.self, S.ids())
        #expect(Company.refuse(nobody, given: S.withTwo(), in: S.circumstances()).refusals == ["ACC-7 accountId"])
        #expect(Company.refuse(nobody, given: nil, in: S.circumstances()).refusals == ["ACC-5 companyId"])
    }
}

enum CompanyJoining {
    static let user: Object = ["role": "user", "scope": CompanySamples.scope]
}
