import Core
import Firewall
import Foundation
import Support
import Testing

/// Real TCP connections through a real gateway (ABU-2, ABU-7, ABU-8).
@Suite(.serialized) struct `A blocked address` {
    let network: Network
    let wall: NFTablesWall

    init() throws {
        network = try Network()
        wall = try network.wall()
    }

    @Test func `reaches port 25 before and after its block, and not during it; all else stays open`() throws {
        let targets = [Network.blocked, Network.blocked6]
        for source in targets { #expect(try network.connect(from: source, to: 25) == .connected) }
        let wanted = [smtp(Network.blocked), smtp(Network.blocked6)]
        let until = now().adding(.hours(1))
        try wall.set([wanted[0]: until, wanted[1]: until], now: now())
        for source in targets {
            #expect(try network.connect(from: source, to: 25) == .refused)
            #expect(try network.connect(from: source, to: 443) == .connected)
        }
        for source in [Network.neighbour, Network.sibling6, Network.neighbour6] {
            #expect(try network.connect(from: source, to: 25) == .connected)
        }
        let found = try wall.read(wanted, now: now())
        for target in wanted { #expect(abs((found[target] ?? until.adding(.hours(-9))).seconds(since: until)) < 2) }
        try wall.set([wanted[0]: nil, wanted[1]: nil], now: now())
        for source in targets { #expect(try network.connect(from: source, to: 25) == .connected) }
        #expect(try wall.read(wanted, now: now()).isEmpty)
    }

    @Test func `of IPv6 is its whole /64 where that is the target, and not the next one`() throws {
        try wall.set([smtp(Network.blocked6, length: 64): now().adding(.hours(1))], now: now())
        for source in [Network.blocked6, Network.sibling6] {
            #expect(try network.connect(from: source, to: 25) == .refused)
            #expect(try network.connect(from: source, to: 443) == .connected)
        }
        #expect(try network.connect(from: Network.neighbour6, to: 25) == .connected)
        #expect(try network.connect(from: Network.blocked, to: 25) == .connected)
    }

    @Test func `may stand in a blocked network, and each ends by itself; an odd length is as good`() throws {
        let targets = [smtp(Network.blocked6, length: 64), smtp(Network.blocked6), smtp(Network.blocked6, length: 120)]
        let until = now().adding(.hours(1))
        try wall.set(Dictionary(uniqueKeysWithValues: targets.map { ($0, until) }), now: now())
        #expect(try wall.read(targets, now: now()).count == 3)
        try wall.set([targets[0]: nil], now: now())
        #expect(try network.connect(from: Network.sibling6, to: 25) == .refused)
        try wall.set([targets[2]: nil], now: now())
        #expect(try network.connect(from: Network.sibling6, to: 25) == .connected)
        #expect(try network.connect(from: Network.blocked6, to: 25) == .refused)
    }

    @Test func `reaches nothing where all of it is blocked`() throws {
        let target = BlockTarget(IPPrefix(Network.blocked), .all)
        try wall.set([target: now().adding(.hours(1))], now: now())
        for port in [UInt16(25), 443] {
            #expect(try network.connect(from: Network.blocked, to: port) == .prohibited)
            #expect(try network.connect(from: Network.neighbour, to: port) == .connected)
        }
        let counted = try network.nft("list", "counter", "inet", "guichet", "all_rejects")
        #expect(!counted.contains("packets 0 "))
    }

    @Test func `is free again when its time is over, with nobody there to free it`() throws {
        var wall: NFTablesWall? = try network.wall()
        try wall?.set([smtp(Network.blocked): now().adding(.seconds(2))], now: now())
        wall = nil
        #expect(try network.connect(from: Network.blocked, to: 25) == .refused)
        let isFree = try eventually(within: 8) { try network.connect(from: Network.blocked, to: 25) == .connected }
        #expect(isFree)
    }

    @Test func `stays blocked for longer where the block is prolonged, and no longer than it is shortened`() throws {
        let target = smtp(Network.blocked)
        for hours in [1, 30, 2] as [Int64] {
            let until = now().adding(.hours(hours))
            try wall.set([target: until], now: now())
            let found = try #require(try wall.read([target], now: now())[target])
            #expect(abs(found.seconds(since: until)) < 2)
        }
    }
}
