import Core
import Testing

@Suite struct `The gates of an order` {
    private typealias S = CompanySamples
    private let now = CompanySamples.now

    private func orderer(_ state: String = "active", secondFactor: Bool = true) -> Orderer {
        Orderer(
            account: S.registrant, state: state, signedUp: now.adding(.days(-9)),
            emailConfirmed: state == "unverified" ? nil : now.adding(.days(-8)), passwordSet: now.adding(.days(-7)),
            hasSecondFactor: secondFactor)
    }

    private func company(
        _ standing: Standing = .verified, until: Moment? = nil, orphaned: Moment? = nil,
        member: Membership? = Membership(.active, by: .registration, grant: .administrator, since: CompanySamples.now)
    ) -> OrderingCompany {
        OrderingCompany(
            standing: standing, since: now.adding(.days(-1)), verifiedUntil: until, orphanedSince: orphaned, member: member)
    }

    private func closed(_ orderer: Orderer?, _ company: OrderingCompany?) -> [String] {
        OrderGates(orderer: orderer, company: company, at: now).gates.filter { !$0.isOpen }.map(\.name.rawValue)
    }

    @Test func `are all open for an administrator with two factors of a verified company (PRV-14)`() {
        let gates = OrderGates(orderer: orderer(), company: company(until: now.adding(.days(1))), at: now)
        #expect(gates.isOpen && gates.reasons.isEmpty && gates.gates.count == 8)
    }

    @Test func `that are closed are told all at once, each with rule, owner, next step and since when (PRV-14)`() {
        let member = Membership(.requested, by: .request, since: now.adding(.days(-2)))
        let gates = OrderGates(
            orderer: orderer("unverified", secondFactor: false), company: company(.revoked, orphaned: now, member: member),
            at: now)
        let obstacles = gates.gates.compactMap { gate in gate.obstacle.map { (gate, $0) } }
        #expect(
            obstacles.map(\.0.name) == [
                .email, .account, .secondFactor, .verification, .suspension, .administrator, .role,
            ])
        #expect(gates.reasons.map(\.rule) == ["ACC-1", "ACC-2", "SEC-1", "VER-9", "PRV-14", "ACC-6", "SEC-2"])
        #expect(
            obstacles.map(\.1.owner) == [.customer, .customer, .customer, .customer, .staff, .staff, .administrator])
        #expect(obstacles.allSatisfy { $0.1.since != nil && !$0.1.next.isEmpty && !$0.1.message.isEmpty })
        #expect(gates.reasons.map(\.field) == ["by", "by", "by", "companyId", "companyId", "companyId", "by"])
    }

    @Test(arguments: [
        ("unverified", ["email", "account"]), ("verified", ["account"]), ("secured", ["account"]), ("locked", ["account"]),
        ("deleted", ["account"]),
    ])
    func `need a confirmed address and an active account (ACC-1, ACC-2)`(state: String, names: [String]) {
        #expect(closed(orderer(state), company()) == names)
    }

    @Test func `need a second factor (SEC-1)`() {
        #expect(closed(orderer(secondFactor: false), company()) == ["second-factor"])
    }

    @Test(arguments: [
        (Standing.pending, ["verification"]), (.expired, ["verification"]), (.rejected, ["verification"]),
        (.withdrawn, ["verification"]), (.revoked, ["verification", "suspension"]), (.fraud, ["verification", "suspension"]),
        (.verified, [] as [String]),
    ])
    func `need a company that is verified and not stopped (VER-9, VER-15, PRV-14)`(standing: Standing, names: [String]) {
        #expect(closed(orderer(), company(standing)) == names)
    }

    @Test func `close when the verification runs out, to the instant (VER-15)`() {
        #expect(closed(orderer(), company(until: now)) == ["verification"])
        #expect(closed(orderer(), company(until: now.adding(Pause(microseconds: 1)))) == [])
    }

    @Test func `say nothing of a suspicion to whom it concerns (VER-3)`() {
        let gates = OrderGates(orderer: orderer(), company: company(.fraud), at: now)
        #expect("\(gates.reasons)".lowercased().contains("fraud") == false)
    }

    @Test(arguments: Membership.State.allCases)
    func `need a role without limits in this very company (SEC-2, SEC-4, ACC-7)`(state: Membership.State) {
        let administrator = Membership(state, by: .request, grant: .administrator, since: now)
        #expect(closed(orderer(), company(member: administrator)) == (state == .active ? [] : ["role"]))
        let user = Membership(state, by: .request, grant: S.contract, since: now)
        #expect(closed(orderer(), company(member: user)) == ["role"])
        #expect(closed(orderer(), company(member: nil)) == ["role"])
    }

    @Test func `of nobody, and of no company, say so (ACC-2, ACC-5)`() {
        #expect(closed(nil, nil) == ["account", "company"])
        #expect(closed(nil, company()) == ["account", "role"])
        #expect(OrderGates(company: nil, at: now).gates.map(\.name) == [.company])
        #expect(OrderGates(company: company(), at: now).isOpen)
    }

    @Test func `read the same from a company and from what the database answers`() throws {
        var entity = S.withRequest()
        entity.apply(.standingChanged(StandingChange(.verified, expires: now.adding(.days(9)))), at: now)
        let answer: Object = [
            "standing": "verified", "standing_at": .moment(now), "verified_until": .moment(now.adding(.days(9))),
            "orphaned_at": .null, "member_state": "active", "member_way": "registration", "member_since": .moment(now),
            "role": "administrator", "scope_kind": .null, "scope_id": .null,
        ]
        #expect(try #require(OrderingCompany(answer)) == OrderingCompany(entity, member: S.registrant))
        #expect(OrderingCompany(Object()) == nil)
        let row: Object = ["state": "active", "confirmed_at": .moment(now), "second_factor": "enrolled"]
        #expect(Orderer(S.registrant, row)?.hasSecondFactor == true && Orderer(S.registrant, Object()) == nil)
    }
}
