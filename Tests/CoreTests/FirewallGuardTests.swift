import Core
import Testing

private typealias S = FirewallSamples

@Suite struct `The guard of the blast radius` {
    @Test func `lets a case's request through to the block (ABU-7)`() throws {
        var told = Told<Guard>(Guard.only)
        let decision = told.take(Guard.decide(S.request(), given: told.given, in: S.circumstances()))
        #expect(decision.sent == ["firewall.block.granted"])
        #expect(told.state.count(inMinuteBefore: S.now) == 1)
        let grant = Samples.read(BlockGranted.self, try #require(decision.consequences?.send.first).data)
        #expect(grant.block == S.request().block && grant.abuseCase == S.caseId(1) && grant.until == S.request().until)
        #expect(try told.isReplayed())
    }

    @Test(arguments: ["198.51.100.7", "2001:db9::1", "192.0.0.0/16"])
    func `lets nothing through that is not ours, not even by two people (ABU-5)`(text: String) throws {
        let target = S.target(text)
        var told = Told<Guard>(Guard.only)
        let circumstances = S.circumstances(about: target.prefix)
        let decision = told.take(Guard.decide(S.request(target), given: nil, in: circumstances))
        #expect(decision.sent == ["abuse.block.changed withheld"])
        let change = Samples.read(BlockChanged.self, try #require(decision.consequences?.send.first).data)
        #expect(change.reasons.contains { $0.hasPrefix("ABU-5") })
        for by in ["ada", "bob", "ada"] {
            let reasons = told.take(Guard.decide(S.order(target, by: by), given: told.given, in: circumstances)).reasons
            #expect(reasons?.contains { $0.rule == "ABU-5" && $0.field == "address" && !$0.remedy.isEmpty } == true)
        }
        #expect(told.state.granted == 0 && told.state.proposals.isEmpty)
    }

    @Test func `knows nothing as ours where nothing is answered`() {
        let circumstances = Samples.circumstances()
        #expect(Guard.decide(S.request(), given: nil, in: circumstances).sent == ["abuse.block.changed withheld"])
    }

    @Test(arguments: ["192.0.2.0/28", "2001:db8::/48"])
    func `lets no larger prefix through than the policy, for nobody`(text: String) {
        let target = S.target(text)
        let circumstances = S.circumstances(about: target.prefix)
        #expect(Guard.decide(S.request(target), given: nil, in: circumstances).sent == ["abuse.block.changed withheld"])
        #expect(Guard.decide(S.order(target, by: "ada"), given: nil, in: circumstances).reasons?.map(\.rule) == ["ABU-7"])
    }

    @Test func `lets a /64 and what lies in it through`() {
        for text in ["2001:db8:0:1::/64", "2001:db8:0:1::9", "2001:db8:0:1::/120"] {
            let target = S.target(text)
            let decision = Guard.decide(S.request(target), given: nil, in: S.circumstances(about: target.prefix))
            #expect(decision.sent == ["firewall.block.granted"], "\(text)")
        }
    }

    @Test func `never lets more through in any minute than the policy, of 1000 requests in one batch (failure pattern 10)`()
        throws
    {
        var told = Told<Guard>(Guard.only)
        var moments: [Moment] = []
        for number in 0..<1000 {
            // Ten customers' worth each, and all addresses different; the instants of a few batches.
            let at = S.now.adding(.milliseconds(Int64(number / 250) * 40))
            let target = BlockTarget(IPPrefix(IPAddress(.v4, bits: 0xC000_0200 + UInt128(number % 120))), .smtp)
            let request = S.request(target, case: number, customer: "organisation/\(number / 10)")
            let decision = told.take(
                Guard.decide(request, given: told.given, in: S.circumstances(at: at, about: target.prefix)), at: at)
            if decision.sent == ["firewall.block.granted"] { moments.append(at) }
        }
        #expect(moments.count == 60 && told.state.withheld == 940)
        // A minute later there is room again, and not before.
        let early = S.now.adding(.seconds(59))
        #expect(
            Guard.decide(S.request(customer: "late"), given: told.given, in: S.circumstances(at: early)).sent
                == ["abuse.block.changed withheld"])
        let late = S.now.adding(.seconds(61))
        #expect(
            Guard.decide(
                S.request(customer: "late", until: late.adding(.hours(1))), given: told.given, in: S.circumstances(at: late)
            ).sent
                == ["firewall.block.granted"])
        #expect(try told.isReplayed())
    }

    @Test func `counts each customer's blocks of any hour, and names none`() throws {
        var told = Told<Guard>(Guard.only)
        var policy = S.policy
        policy.perCustomerPerHour = 2
        let sent = (0..<3).map { number in
            let at = S.now.adding(.minutes(Int64(number)))
            return told.take(
                Guard.decide(
                    S.request(customer: "contact/ada@example.org"), given: told.given, in: S.circumstances(at: at, policy: policy)
                ),
                at: at
            ).sent[0]
        }
        #expect(sent == ["firewall.block.granted", "firewall.block.granted", "abuse.block.changed withheld"])
        let other = Guard.decide(
            S.request(customer: "contact/bob@example.org"), given: told.given, in: S.circumstances(policy: policy))
        #expect(other.sent == ["firewall.block.granted"])
        #expect(!"\(told.state.row) \(told.history)".contains("example.org"))
        let later = S.now.adding(.minutes(62))
        let request = S.request(customer: "contact/ada@example.org", until: later.adding(.hours(1)))
        #expect(
            Guard.decide(request, given: told.given, in: S.circumstances(at: later, policy: policy)).sent == [
                "firewall.block.granted"
            ])
        #expect(try told.isReplayed())
    }

    @Test(arguments: ["192.0.2.130", "2001:db8:0:5::/64"])
    func `keeps an order against a protected address for a second person (SEC-10)`(text: String) throws {
        let target = S.target(text)
        let circumstances = S.circumstances(about: target.prefix)
        #expect(Guard.decide(S.request(target), given: nil, in: circumstances).sent == ["abuse.block.changed withheld"])
        var told = Told<Guard>(Guard.only)
        #expect(told.take(Guard.decide(S.order(target, by: "Ada L."), given: told.given, in: circumstances)).facts?.count == 1)
        #expect(told.state.granted == 0 && told.state.proposals.count == 1)
        for name in ["Ada L.", "ada l", "ADA-L."] {
            let again = told.take(Guard.decide(S.order(target, by: name), given: told.given, in: circumstances))
            #expect(again.ignored?.contains("second person") == true)
        }
        let second = told.take(Guard.decide(S.order(target, by: "Bob"), given: told.given, in: circumstances))
        #expect(second.sent == ["firewall.block.granted"])
        guard case .granted(let grant) = try #require(second.facts?.first) else { throw Unexpected() }
        #expect(grant.by == "Bob" && grant.proposedBy == "Ada L." && grant.until == S.now.adding(.hours(24)))
        #expect(told.state.proposals.isEmpty)
        #expect(try told.isReplayed())
    }

    @Test func `forgets a proposal whose time is over, and takes no other end for the same order (SEC-10)`() throws {
        let target = S.target("192.0.2.130")
        var told = Told<Guard>(Guard.only)
        told.take(Guard.decide(S.order(target, by: "ada"), given: nil, in: S.circumstances(about: target.prefix)))
        let other = S.order(target, by: "bob", expires: S.now.adding(.hours(700)))
        #expect(
            Guard.decide(other, given: told.given, in: S.circumstances(about: target.prefix)).reasons?.map(\.field) == ["expires"]
        )
        let late = S.now.adding(.minutes(61))
        let second = told.take(
            Guard.decide(S.order(target, by: "bob"), given: told.given, in: S.circumstances(at: late, about: target.prefix)),
            at: late)
        #expect(second.sent.isEmpty && told.state.proposals.count == 1)
        #expect(told.state.proposals.values.first?.by == "bob")
        #expect(try told.isReplayed())
    }

    @Test func `tells people by their AMQP accounts too where each has one (SEC-10)`() {
        let target = S.target("192.0.2.130")
        var policy = S.policy
        policy.ownAccounts = true
        var told = Told<Guard>(Guard.only)
        let circumstances = { (actor: String?) in S.circumstances(about: target.prefix, policy: policy, actor: actor) }
        told.take(Guard.decide(S.order(target, by: "ada"), given: nil, in: circumstances("desk-1")))
        #expect(Guard.decide(S.order(target, by: "bob"), given: told.given, in: circumstances("desk-1")).ignored != nil)
        #expect(Guard.decide(S.order(target, by: "bob"), given: told.given, in: circumstances("desk-2")).facts?.count == 1)
    }

    @Test func `refuses an end that is past or too far`() {
        for hours in [-1, 721] as [Int64] {
            let order = S.order(by: "ada", expires: S.now.adding(.hours(hours)))
            #expect(Guard.decide(order, given: nil, in: S.circumstances()).reasons?.map(\.field) == ["expires"])
        }
    }
}
