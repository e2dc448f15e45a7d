import Core
import Testing

@testable import Queues

@Suite struct `A window of confirms` {
    private func window(_ count: Int, capacity: Int = 8) -> ConfirmWindow {
        var window = ConfirmWindow(capacity: capacity)
        for id in 0..<count { window.add(Int64(100 + id), deadline: Int64(id)) }
        return window
    }

    @Test func `settles single, multiple and out of order, each once`() {
        var window = window(6)
        var settled: [Settlement] = []
        window.settle(3, multiple: false, accepted: true, into: &settled)
        #expect(settled == [.confirmed(102)] && window.room == 3 && window.deadline == 0)
        window.settle(4, multiple: true, accepted: true, into: &settled)
        #expect(settled == [.confirmed(102), .confirmed(100), .confirmed(101), .confirmed(103)])
        #expect(window.deadline == 4)
        window.settle(4, multiple: true, accepted: true, into: &settled)
        window.settle(3, multiple: false, accepted: true, into: &settled)
        #expect(settled.count == 4)
        window.settle(6, multiple: true, accepted: false, into: &settled)
        #expect(settled.suffix(2) == [.refused(104), .refused(105)])
        #expect(window.room == 8 && window.deadline == nil && window.next == 7)
    }

    @Test func `marks a return before its confirm`() {
        var window = window(2)
        var settled: [Settlement] = []
        window.markReturned(2, reason: "no route")
        window.settle(2, multiple: true, accepted: true, into: &settled)
        #expect(settled == [.confirmed(100), .returned(101, reason: "no route")])
    }

    @Test func `takes nothing from numbers that were never given`() {
        var window = window(1)
        var settled: [Settlement] = []
        window.settle(9, multiple: false, accepted: true, into: &settled)
        window.markReturned(9, reason: "")
        #expect(settled.isEmpty && window.unsettled == 1)
        window.settle(9, multiple: true, accepted: true, into: &settled)
        window.settle(9, multiple: true, accepted: true, into: &settled)
        #expect(settled == [.confirmed(100)])
    }

    @Test func `does not grow without end behind one that lingers`() {
        var window = ConfirmWindow(capacity: 4)
        var settled: [Settlement] = []
        window.add(0, deadline: 0)
        var sent = 0
        while window.room > 0 && sent < 1000 {
            let sequence = window.next
            window.add(Int64(sequence), deadline: 0)
            window.settle(sequence, multiple: false, accepted: true, into: &settled)
            sent += 1
        }
        #expect(sent < 20)
        window.settle(1, multiple: false, accepted: true, into: &settled)
        #expect(window.room == 4 && settled.count == sent + 1)
    }

    @Test(arguments: 0..<50 as Range<UInt64>) func `settles each exactly once, whatever the order`(seed: UInt64) {
        var dice = SplitMix(state: seed)
        var window = ConfirmWindow(capacity: 16)
        var settled: [Settlement] = []
        var sent: Int64 = 0
        for _ in 0..<500 {
            while window.room > 0 && Bool.random(using: &dice) {
                window.add(sent, deadline: 0)
                sent += 1
            }
            let sequence = UInt64.random(in: 0...UInt64(sent + 2), using: &dice)
            window.settle(
                sequence, multiple: Bool.random(using: &dice), accepted: Bool.random(using: &dice), into: &settled)
        }
        window.settle(0, multiple: true, accepted: true, into: &settled)
        let ids = settled.map { settlement -> Int64 in
            switch settlement {
            case .confirmed(let id), .refused(let id), .returned(let id, _): id
            }
        }
        #expect(ids.sorted() == Array(0..<sent) && window.unsettled == 0)
    }
}

private struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var bits = state
        bits = (bits ^ bits >> 30) &* 0xBF58_476D_1CE4_E5B9
        bits = (bits ^ bits >> 27) &* 0x94D0_49BB_1331_11EB
        return bits ^ bits >> 31
    }
}
