import Core
import Testing

@Suite struct `A lease's row` {
    @Test func `is the replay of its facts, on any way through the rules`() throws {
        var dice = CoreDice(seed: 8)
        var seen = Set<String>()
        for _ in 0..<400 {
            var lease: AddressLease?
            var history: [(name: String, data: Object, at: Moment)] = []
            var now = Samples.now
            for _ in 0..<10 {
                now = now.adding(.seconds(Int64(dice.next() % 90_000)))
                for fact in decision(on: lease, at: now, &dice).facts ?? [] {
                    var state = lease ?? AddressLease(id: Samples.account)
                    state.apply(fact, at: now)
                    history.append((fact.name, fact.data, now))
                    seen.insert(fact.name)
                    lease = state
                }
            }
            guard let lease else { continue }
            var replayed = AddressLease(id: Samples.account)
            for entry in history {
                replayed.apply(try #require(LeaseFact(name: entry.name, data: entry.data)), at: entry.at)
            }
            #expect(replayed.row == lease.row)
            #expect(try AddressLease(id: Samples.account, row: lease.row).row == lease.row)
        }
        #expect(seen == ["lease.assigned", "lease.contact_changed", "lease.withdrawn", "lease.corrected"])
    }

    @Test(arguments: ["address", "organisation_id", "language", "valid_from", "valid_to", "known_at"])
    func `that cannot be read is our fault, by its table and column`(column: String) {
        var lease = AddressLease(id: Samples.account)
        let terms = LeaseTerms(organisation: Samples.account, from: Samples.now)
        lease.apply(.assigned(IPPrefix(IPAddress(.v4, bits: 1)), nil, terms, quarantine: nil), at: Samples.now)
        do throws(Failure) {
            _ = try AddressLease(id: Samples.account, row: lease.row.with(column, column == "organisation_id" ? .null : "?"))
            Issue.record("it was read")
        } catch {
            guard case .fatal(let message) = error else { return #expect(Bool(false), "\(error)") }
            #expect(message.contains("ip_leases.\(column)"))
        }
    }

    private func decision(on lease: AddressLease?, at now: Moment, _ dice: inout CoreDice) -> Decision<LeaseFact> {
        let circumstances = Samples.circumstances(at: now, cause: "/network \(dice.next())")
        let id = Value.string(Samples.account)
        func moment() -> Value { .moment(Samples.now.adding(.hours(Int64(dice.next() % 300) - 100))) }
        switch dice.next() % 4 {
        case 0, 1:
            var data: Object = [
                "addressId": id, "address": "2001:db8::/56", "organisationId": id,
                "from": .moment(lease?.terms.from ?? Samples.now.adding(.hours(-50))),
                "language": dice.next() % 2 == 0 ? "fr" : "en",
                "contact": .string("noc\(dice.next() % 2)@example.org"),
            ]
            if dice.next() % 2 == 0 { (data["portFirst"], data["portLast"]) = (1, 9) }
            return AddressLease.assign(Samples.read(AddressAssigned.self, data), given: lease, in: circumstances)
        case 2:
            let data: Object = ["addressId": id, "to": moment(), "reason": "moved"]
            return AddressLease.withdraw(Samples.read(AddressWithdrawn.self, data), given: lease, in: circumstances)
        default:
            let data: Object = ["addressId": id, "from": moment(), "to": moment(), "reason": "mixed up", "by": "nadia"]
            return AddressLease.correct(Samples.read(AddressCorrected.self, data), given: lease, in: circumstances)
        }
    }
}

@Suite struct `A prefix's row` {
    @Test func `is the replay of its facts`() throws {
        let prefix = try #require(IPPrefix("2001:db8::/32"))
        let facts: [AllocationFact] = [
            .announced(prefix, from: Samples.now, to: nil, isProtected: false, note: "core"),
            .changed(isProtected: true, note: nil),
            .withdrawn(to: Samples.now.adding(.days(1)), note: "returned"),
        ]
        var allocation = Allocation(id: Samples.account)
        var replayed = Allocation(id: Samples.account)
        for fact in facts {
            allocation.apply(fact, at: Samples.now)
            replayed.apply(try #require(AllocationFact(name: fact.name, data: fact.data)), at: Samples.now)
            #expect(AllocationFact(name: fact.name, data: fact.data) == fact)
        }
        #expect(replayed.row == allocation.row)
        #expect(allocation.isProtected && allocation.to == Samples.now.adding(.days(1)))
        #expect(try Allocation(id: Samples.account, row: allocation.row).row == allocation.row)
    }
}

@Suite struct `The form of a lease` {
    private func problems(_ more: Object) -> [String] {
        var data: Object = [
            "addressId": .string(Samples.account), "address": "192.0.2.7", "organisationId": .string(Samples.account),
            "from": .moment(Samples.now),
        ]
        for member in more.members { data[member.name] = member.value }
        var form = Form(data, digest: { $0 })
        _ = AddressAssigned(from: &form)
        return form.problems.map { $0.field ?? "" }
    }

    @Test func `names the field at fault`() {
        #expect(problems([:]) == [])
        #expect(problems(["address": "0.0.0.0/0"]) == ["address"])
        #expect(problems(["address": "2001:db8::1/64"]) == ["address"])
        #expect(problems(["to": .moment(Samples.now)]) == ["to"])
        #expect(problems(["portFirst": 5]) == ["portLast"])
        #expect(problems(["portFirst": 5, "portLast": 4]) == ["portLast"])
        #expect(problems(["portFirst": 5, "portLast": 65_536]).contains("portLast"))
        #expect(problems(["contact": "nobody"]) == ["contact"])
    }

    @Test func `lets no lease begin in the future (NET-8)`() {
        let from = Samples.now.adding(.hours(1))
        let data: Object = [
            "addressId": .string(Samples.account), "address": "192.0.2.7", "organisationId": .string(Samples.account),
            "from": .moment(from),
        ]
        let decision = AddressLease.assign(Samples.read(AddressAssigned.self, data), given: nil, in: Samples.circumstances())
        #expect(decision.reasons?.map(\.field) == ["from"])
    }
}
