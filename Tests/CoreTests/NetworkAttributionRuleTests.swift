import Core
import Testing

/// NET-8: what the rows of the question make of an address, at the edges of the clock skew.
@Suite struct `An answer about an address` {
    private let policy = NetworkPolicy(skewSeconds: 60)
    private let instant = Samples.now

    private func row(_ lease: String?, _ organisation: String, _ from: Int64, _ to: Int64?) -> Object {
        [
            "at": .moment(instant), "lease": .text(lease), "prefix": "192.0.2.7", "organisation": .string(organisation),
            "contact": .null, "language": "fr", "valid_from": .moment(instant.adding(.seconds(from))),
            "valid_to": .moment(to.map { instant.adding(.seconds($0)) }),
        ]
    }

    @Test func `is not ours without a prefix, and unattributable without a lease (ABU-5)`() {
        #expect(Attribution.answer([], policy: policy) == .notOurs)
        #expect(Attribution.answer([row(nil, "", -9, nil)], policy: policy) == .unattributable)
        #expect(Attribution.answer([row(nil, "", -9, nil), row("a", "x", -900, -60)], policy: policy) == .unattributable)
        #expect(Attribution.answer([row("a", "x", 61, nil), row(nil, "", -9, nil)], policy: policy) == .unattributable)
    }

    @Test(arguments: [(-900, -59), (60, 900), (1, nil), (-900, 0)] as [(Int64, Int64?)])
    func `is for a person where the lease was only near`(from: Int64, to: Int64?) {
        let answer = Attribution.answer([row("a", "x", from, to), row(nil, "", -9, nil)], policy: policy)
        guard case .ambiguous(let holders) = answer else { return #expect(Bool(false), "\(answer)") }
        #expect(holders.map(\.lease) == ["a"])
    }

    @Test func `is the holder where two leases near are of one`() {
        let rows = [row("a", "x", -900, -10), row("b", "x", -10, nil)]
        guard case .held(let holder) = Attribution.answer(rows, policy: policy) else { return #expect(Bool(false)) }
        #expect(holder.lease == "b")
    }

    @Test func `does not depend on the order of its rows`() {
        let rows = [row("a", "x", -900, -10), row("b", "y", -10, 20), row("c", "x", 20, nil), row(nil, "", -9, nil)]
        let answer = Attribution.answer(rows, policy: policy)
        #expect(Attribution.answer(rows.reversed(), policy: policy) == answer)
        guard case .ambiguous(let holders) = answer else { return #expect(Bool(false), "\(answer)") }
        #expect(Set(holders.compactMap(\.organisation)) == ["x", "y"] && holders.count == 2)
    }

    @Test(arguments: ["prefix", "language", "valid_from", "valid_to", "at"])
    func `that cannot be read names nobody`(column: String) {
        let row = row("a", "x", -900, nil).with(column, "?")
        #expect(Attribution.answer([row], policy: policy) == .ambiguous([]))
    }

    @Test func `that never came names nobody`() throws {
        let ask = Attribution.ask(try #require(IPAddress("192.0.2.7")), port: nil, at: instant, purpose: "test")
        #expect(Attribution.answer(to: ask, in: Samples.circumstances()) == .ambiguous([]))
    }
}
