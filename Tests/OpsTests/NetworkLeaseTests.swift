import Core
import Testing
import Workers

@testable import Queues
@testable import guichet

@Suite struct `A lease` {
    private let network: NetworkHouse

    init() throws { network = try NetworkHouse() }

    @Test func `may come before its prefix in one batch, and is refused without one (ABU-5)`() throws {
        try network.decide(
            network.lease("192.0.2.7", NetworkHouse.ville, from: network.ago(.days(9))),
            network.lease("198.51.100.7", NetworkHouse.ville, from: network.ago(.days(9))),
            network.prefix("192.0.2.0/24"), network.lease("192.0.2.8", NetworkHouse.ville, from: network.ago(.days(9))))
        // Tried one by one because of the second: the first is then before its prefix.
        #expect(try network.refusals() == ["NET-8 address", "NET-8 address"])
        #expect(try network.house.texts("SELECT host(address) FROM ip_leases") == ["192.0.2.8"])
        try network.decide(
            network.lease("203.0.113.1", NetworkHouse.ville, from: network.ago(.days(9))), network.prefix("203.0.113.0/24"))
        #expect(try network.refusals() == [])
    }

    @Test func `never overlaps another, whoever comes first, and its neighbours lose nothing (NET-8)`() throws {
        try network.decide(network.prefix("192.0.2.0/24"))
        let from = network.ago(.days(9))
        try network.decide(
            network.lease("192.0.2.7", NetworkHouse.ville, from: from),
            network.lease("192.0.2.8", NetworkHouse.ville, from: from),
            network.lease("192.0.2.0/28", NetworkHouse.mairie, from: network.ago(.days(5))),
            network.lease("192.0.2.7", NetworkHouse.mairie, from: network.ago(.days(20)), to: network.ago(.days(8))),
            network.lease("192.0.2.7", NetworkHouse.mairie, from: network.ago(.days(20)), to: from))
        #expect(try network.refusals() == ["NET-8 address", "NET-8 address"])
        #expect(try network.house.texts("SELECT count(*)::text FROM ip_leases") == ["3"])
    }

    @Test func `said again changes nothing but its contact`() throws {
        try network.decide(network.prefix("192.0.2.0/24"))
        let id = DeskHouse.newId()
        let from = network.ago(.days(9))
        for contact in ["noc@a.example", "noc@a.example", "noc@b.example"] {
            try network.decide(
                network.lease("192.0.2.7", NetworkHouse.ville, from: from, id: id, more: ["contact": .string(contact)]))
        }
        try network.decide(network.lease("192.0.2.7", NetworkHouse.mairie, from: from, id: id))
        #expect(try network.refusals() == ["NET-8 addressId"])
        #expect(
            try network.house.texts("SELECT name FROM history WHERE subject = 'lease/\(id)' ORDER BY version")
                == ["lease.assigned", "lease.contact_changed"])
        #expect(try network.house.texts("SELECT contact FROM ip_leases") == ["noc@b.example"])
    }

    @Test func `that ended leaves its address to rest before another holder has it (NET-9)`() throws {
        try network.decide(network.prefix("192.0.2.0/24"))
        let id = DeskHouse.newId()
        try network.decide(network.lease("192.0.2.7", NetworkHouse.ville, from: network.ago(.days(30)), id: id))
        try network.decide(network.lease("192.0.2.7", NetworkHouse.mairie, from: network.now))
        #expect(try network.refusals() == ["NET-8 address"])
        try network.decide(network.withdraw(id))
        try network.decide(network.lease("192.0.2.7", NetworkHouse.mairie, from: WallClock.now()))
        try network.decide(network.lease("192.0.2.0/29", NetworkHouse.mairie, from: WallClock.now()))
        #expect(try network.refusals() == ["NET-9 address", "NET-9 address"])
        try network.decide(network.lease("192.0.2.7", NetworkHouse.ville, from: WallClock.now()))
        #expect(try network.refusals() == [])
    }

    @Test func `rests as long as its reputation asks, and history is recorded as it was (NET-9)`() throws {
        try network.decide(network.prefix("192.0.2.0/24"))
        // A hundred days ago is enough for one, and not for the other, on which abuse was confirmed.
        for address in ["192.0.2.1", "192.0.2.2"] {
            let ended = network.ago(.days(100))
            try network.decide(network.lease(address, NetworkHouse.ville, from: network.ago(.days(300)), to: ended))
        }
        try network.house.run(
            "INSERT INTO abuse_cases (state, target, closed_at, outcome) VALUES ('closed', '192.0.2.2', now() - interval '101 days', 'confirmed')"
        )
        try network.decide(network.lease("192.0.2.1", NetworkHouse.mairie, from: network.now))
        #expect(try network.refusals() == [])
        try network.decide(network.lease("192.0.2.2", NetworkHouse.mairie, from: network.now))
        #expect(try network.refusals() == ["NET-9 address"])
        let id = DeskHouse.newId()
        try network.decide(network.lease("192.0.2.2", NetworkHouse.mairie, from: network.ago(.days(7)), id: id))
        #expect(try network.refusals() == [])
        #expect(
            try network.house.texts("SELECT (data->>'quarantine' IS NOT NULL)::text FROM history WHERE subject = 'lease/\(id)'")
                == ["true"])
    }

    @Test func `is not made while a case of abuse on its address is open (NET-9)`() throws {
        try network.decide(network.prefix("192.0.2.0/24"), network.prefix("2001:db8::/32"))
        try network.house.run(
            """
            INSERT INTO abuse_cases (state, target, open_key) VALUES
                ('open', '192.0.2.7', 'a'), ('open', '2001:db8:0:7::/64', 'b'), ('closed', '192.0.2.9', NULL)
            """)
        for address in ["192.0.2.7", "192.0.2.0/29", "2001:db8:0:7::1", "2001:db8:0:7::/64", "2001:db8::/56"] {
            try network.decide(network.lease(address, NetworkHouse.ville, from: network.now))
            #expect(try network.refusals() == ["NET-9 address"], "\(address)")
        }
        for address in ["192.0.2.8/29", "192.0.2.9", "2001:db8:0:8::/64"] where address != "192.0.2.8/29" {
            try network.decide(network.lease(address, NetworkHouse.ville, from: network.now))
            #expect(try network.refusals() == [], "\(address)")
        }
    }

    @Test func `of two workers in the same moment is one (NET-8)`() async throws {
        try network.decide(network.prefix("192.0.2.0/24"))
        let network = network
        let from = network.ago(.days(3))
        await withTaskGroup(of: Void.self) { group in
            for holder in [NetworkHouse.ville, NetworkHouse.mairie] {
                group.addTask {
                    do {
                        try network.decide((0..<50).map { network.lease("192.0.2.\($0)", holder, from: from) })
                    } catch {
                        Issue.record("\(error)")
                    }
                }
            }
        }
        #expect(try network.house.texts("SELECT count(*)::text FROM ip_leases") == ["50"])
        #expect(try network.refusals().count == 50)
    }

    @Test func `keeps its prefix from being withdrawn while it runs (NET-8)`() throws {
        let (prefix, id) = (DeskHouse.newId(), DeskHouse.newId())
        try network.decide(network.prefix("192.0.2.0/24", id: prefix))
        try network.decide(network.lease("192.0.2.7", NetworkHouse.ville, from: network.ago(.days(3)), id: id))
        let away: Object = ["prefixId": .string(prefix)]
        try network.decide(network.house.event(PrefixWithdrawn.type, away))
        #expect(try network.refusals() == ["NET-8 prefixId"])
        try network.decide(network.withdraw(id))
        try network.decide(network.house.event(PrefixWithdrawn.type, away))
        #expect(try network.refusals() == [])
        #expect(try network.attribution("192.0.2.200", at: network.ago(.days(1))) == .unattributable)
        #expect(try network.attribution("192.0.2.200", at: WallClock.now().adding(.hours(1))) == .notOurs)
    }

    /// Every row is the replay of its history, and every message is accounted for.
    @Test func `passes the audit after any of its events`() throws {
        let id = DeskHouse.newId()
        try network.decide(network.prefix("192.0.2.0/24", more: ["protected": true, "note": "routers"]))
        let ports: Object = ["portFirst": 0, "portLast": 65_535, "contact": "noc@a.example", "language": "en"]
        try network.decide(network.lease("192.0.2.7", NetworkHouse.ville, from: network.ago(.days(30)), id: id, more: ports))
        try network.decide(network.withdraw(id, to: network.ago(.days(1))))
        let open: Object = ["addressId": .string(id), "openEnded": true, "reason": "it goes on", "by": "nadia"]
        try network.decide(network.house.event(AddressCorrected.type, open))
        #expect(try network.refusals() == [])
        let desk = try network.house.desk()
        defer { desk.close() }
        for entity in [EntityDeclaration(AddressLease.self), EntityDeclaration(Allocation.self)] {
            for id in try network.house.texts("SELECT id::text FROM \(entity.table)") {
                let row = try #require(try desk.row(of: entity.table, where: "id", is: id))
                let facts = try desk.timeline(of: "\(entity.kind)/\(id)").map { ($0.name, $0.data, $0.at) }
                #expect(try entity.replay(id, facts).get() == row.columns)
            }
        }
    }
}
