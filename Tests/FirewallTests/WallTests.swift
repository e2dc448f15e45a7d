import Core
import Firewall
import Foundation
import Testing

@Suite(.serialized) struct `The wall of a gateway` {
    let network: Network
    let wall: NFTablesWall

    init() throws {
        network = try Network()
        wall = try network.wall()
    }

    private func desired(_ count: Int, for hours: Int64 = 1) -> [BlockTarget: Moment] {
        let until = now().adding(.hours(hours))
        var desired: [BlockTarget: Moment] = [:]
        for number in 0..<count {
            desired[smtp(IPAddress(.v4, bits: 0x0A00_0000 + UInt128(number)))] = until
        }
        return desired
    }

    private func mend(_ wall: NFTablesWall, to desired: [BlockTarget: Moment]) throws -> Mending {
        try wall.mend(now: now) { () throws(Failure) in desired }
    }

    @Test func `has its rules once, however often it is made, and keeps what it blocks meanwhile`() throws {
        try wall.set([smtp(Network.blocked): now().adding(.hours(1))], now: now())
        let once = try network.nft("list", "chain", "inet", "guichet", "egress")
        for _ in 0..<3 { try network.wall().set([smtp(Network.neighbour): now().adding(.hours(1))], now: now()) }
        #expect(try network.nft("list", "chain", "inet", "guichet", "egress") == once)
        #expect(once.components(separatedBy: "@smtp_block4").count == 2)
        #expect(try network.connect(from: Network.blocked, to: 25) == .refused)
    }

    @Test func `is made anew where a table of its name has another form`() throws {
        try network.nft("add", "table", "inet", "guichet")
        try network.nft("add", "set", "inet", "guichet", "smtp_block4", "{ type inet_service; }")
        try wall.set([smtp(Network.blocked): now().adding(.hours(1))], now: now())
        #expect(try network.connect(from: Network.blocked, to: 25) == .refused)
        let moved = try network.wall(priority: 5)
        try moved.set([smtp(Network.blocked): now().adding(.hours(1))], now: now())
        #expect(try network.nft("list", "chain", "inet", "guichet", "egress").contains("filter + 5"))
        #expect(try network.connect(from: Network.blocked, to: 25) == .refused)
    }

    @Test func `gets a flushed table back, in one look; and sees at once that somebody touched it`() throws {
        let wanted = desired(50).merging([smtp(Network.blocked): now().adding(.hours(1))]) { $1 }
        _ = try mend(wall, to: wanted)
        #expect(try wall.isUntouched())
        try network.nft("flush", "ruleset")
        #expect(try network.connect(from: Network.blocked, to: 25) == .connected)
        #expect(try !wall.isUntouched())
        let mending = try mend(wall, to: wanted)
        #expect(mending.rulesWereGone && mending.missing.count == 51 && mending.foreign.isEmpty)
        #expect(try network.connect(from: Network.blocked, to: 25) == .refused)
        #expect(try wall.isUntouched())
        #expect(try mend(wall, to: wanted).drift == 0)
    }

    @Test func `mends what was deleted, added, prolonged or disarmed behind its back`() throws {
        let wanted = desired(10).merging([smtp(Network.blocked): now().adding(.hours(1))]) { $1 }
        _ = try mend(wall, to: wanted)
        try network.nft("delete", "element", "inet", "guichet", "smtp_block4", "{ 10.0.0.3, 192.0.2.10 }")
        try network.nft("add", "element", "inet", "guichet", "smtp_block4", "{ 192.0.2.11, 10.9.9.9 timeout 5h }")
        try network.nft("delete", "element", "inet", "guichet", "smtp_block4", "{ 10.0.0.4 }")
        try network.nft("add", "element", "inet", "guichet", "smtp_block4", "{ 10.0.0.4 timeout 9h }")
        let mending = try mend(wall, to: wanted)
        #expect(mending.missing.count == 2 && mending.foreign.count == 2 && mending.mistimed.count == 1)
        #expect(try network.connect(from: Network.blocked, to: 25) == .refused)
        #expect(try network.connect(from: Network.neighbour, to: 25) == .connected)
        try network.nft("flush", "chain", "inet", "guichet", "egress")
        #expect(try network.connect(from: Network.blocked, to: 25) == .connected)
        #expect(try mend(wall, to: wanted).rulesWereGone)
        #expect(try network.connect(from: Network.blocked, to: 25) == .refused)
        #expect(try mend(wall, to: wanted).drift == 0)
    }

    @Test func `of somebody else is left alone`() throws {
        try network.nft("add", "table", "inet", "other")
        try network.nft("add", "set", "inet", "other", "theirs", "{ type ipv4_addr; elements = { 192.0.2.99 }; }")
        _ = try mend(wall, to: desired(3))
        _ = try mend(wall, to: [:])
        #expect(try network.nft("list", "table", "inet", "other").contains("192.0.2.99"))
    }

    @Test func `takes 10,000 in one transaction, all of them or none`() throws {
        let wanted = desired(10_000)
        try wall.set([:], now: now())
        let begun = now()
        try wall.set(wanted.mapValues { $0 }, now: now())
        let set = now()
        #expect(try wall.read(Array(wanted.keys), now: now()).count == 10_000)
        let read = now()
        print("10,000 elements: set in \(set.seconds(since: begun)) s, read back one by one in \(read.seconds(since: set)) s")
        let mending = try mend(wall, to: wanted)
        #expect(mending.drift == 0 && mending.desired == 10_000)
        print("and looked at in \(now().seconds(since: read)) s")
        // An element of this set that no IPv4 set can hold: nothing of the transaction may happen.
        #expect(throws: (any Error).self) {
            try network.nft("add element inet guichet smtp_block4 { 10.77.0.1 }; add element inet guichet smtp_block4 { ::1 }")
        }
        #expect(try wall.read([smtp(IPAddress(.v4, bits: 0x0A4D_0001))], now: now()).isEmpty)
    }

    @Test func `repeats a transaction whose report was lost, with the same result`() throws {
        let wanted = desired(100)
        try wall.set(wanted.mapValues { $0 }, now: now())
        let before = try wall.read(Array(wanted.keys), now: now())
        // Another process, after a crash: it knows nothing, and is given the same commands.
        let again = try network.wall()
        try again.set(wanted.mapValues { $0 }, now: now())
        let after = try again.read(Array(wanted.keys), now: now())
        #expect(Set(before.keys) == Set(after.keys) && after.count == 100)
        for (target, until) in after { #expect(abs(until.seconds(since: wanted[target] ?? until)) < 2) }
        try again.set(Dictionary(uniqueKeysWithValues: wanted.keys.map { ($0, nil) }), now: now())
        try again.set(Dictionary(uniqueKeysWithValues: wanted.keys.map { ($0, nil) }), now: now())
        #expect(try again.read(Array(wanted.keys), now: now()).isEmpty)
    }
}
