import Core
import Testing

@Suite struct `A UUID as text` {
    @Test func `comes back as it was written`() {
        var dice = CoreDice(seed: 2)
        for _ in 0..<500 {
            let bits = UInt128(dice.next()) << 64 | UInt128(dice.next())
            let text = UUIDText.text(bits)
            #expect(UUIDText.bits(text) == bits)
            #expect(UUIDText.canonical(text.uppercased()) == text)
        }
        #expect(UUIDText.text(0) == "00000000-0000-0000-0000-000000000000")
    }

    @Test func `is known by its bits in lower case only, so that one event has one key`() {
        #expect(UUIDText.bits("6B1F0000-0000-7000-8000-000000000000") == nil)
        #expect(UUIDText.canonical("6B1F0000-0000-7000-8000-000000000000") == "6b1f0000-0000-7000-8000-000000000000")
    }

    @Test(
        arguments: [
            "", "6b1f", "6b1f0000-0000-7000-8000-00000000000", "6b1f0000-0000-7000-8000-0000000000000",
            "6b1f00000-000-7000-8000-000000000000", "6b1f0000_0000-7000-8000-000000000000",
            "6b1g0000-0000-7000-8000-000000000000", "{6b1f0000-0000-7000-8000-00000000000}",
            "6b1f0000-0000-7000-8000-00000000000é",
        ])
    func `is refused where it is none`(text: String) {
        #expect(UUIDText.canonical(text) == nil)
        #expect(UUIDText.bits(text) == nil)
    }

    @Test func `of version 7 tells its instant, and others tell none`() {
        let now = Moment(microseconds: 1_795_262_400_123_000)
        var dice = CoreDice(seed: 3)
        for _ in 0..<100 {
            let bits = UUIDText.version7(at: now, random: UInt128(dice.next()) << 64 | UInt128(dice.next()))
            #expect(UUIDText.instant(of: bits) == now)
        }
        // The example of RFC 9562, appendix A.6.
        let example = UUIDText.bits("017f22e2-79b0-7cc3-98c4-dc0c0c07398f")
        #expect(example.flatMap(UUIDText.instant) == Moment(rfc3339: "2022-02-22T19:22:22Z"))
        #expect(UUIDText.instant(of: UUIDText.bits("017f22e2-79b0-4cc3-98c4-dc0c0c07398f") ?? 0) == nil)
        #expect(UUIDText.instant(of: UUIDText.bits("017f22e2-79b0-7cc3-18c4-dc0c0c07398f") ?? 0) == nil)
    }
}
