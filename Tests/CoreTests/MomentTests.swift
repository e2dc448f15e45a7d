import Core
import Testing

@Suite struct `An instant` {
    /// Microseconds since 1970, by another calendar's word; the first two are examples of RFC 3339.
    static let known: [(text: String, microseconds: Int64)] = [
        ("1985-04-12T23:20:50.52Z", 482_196_050_520_000),
        ("1996-12-19T16:39:57-08:00", 851_042_397_000_000),
        ("1937-01-01T12:00:27.87+00:20", -1_041_337_172_130_000),
        ("1990-12-31T23:59:60Z", 662_687_999_999_999),
        ("1990-12-31T15:59:60-08:00", 662_687_999_999_999),
        ("1970-01-01T00:00:00Z", 0),
        ("1970-01-01t00:00:00z", 0),
        ("1970-01-01 00:00:00-00:00", 0),
        ("1969-12-31T23:59:59.999999Z", -1),
        ("2000-02-29T12:34:56Z", 951_827_696_000_000),
        ("2026-11-21T12:00:00Z", 1_795_262_400_000_000),
        ("2026-11-21T12:00:00.123456789Z", 1_795_262_400_123_456),
        ("0001-01-01T00:00:00Z", -62_135_596_800_000_000),
        ("1600-02-29T00:00:00Z", -11_670_998_400_000_000),
        ("1900-03-01T00:00:00Z", -2_203_891_200_000_000),
        ("2100-02-28T23:59:59Z", 4_107_542_399_000_000),
        ("9999-12-31T23:59:59.999999Z", 253_402_300_799_999_999),
    ]

    @Test(arguments: known) func `is read as every other calendar reads it`(text: String, microseconds: Int64) {
        #expect(Moment(rfc3339: text)?.microseconds == microseconds)
    }

    @Test func `is written in UTC with six digits`() {
        #expect(Moment(seconds: 1_795_262_400).description == "2026-11-21T12:00:00.000000Z")
        #expect(Moment(microseconds: -1).description == "1969-12-31T23:59:59.999999Z")
        #expect(Moment(microseconds: -62_135_596_800_000_000).description == "0001-01-01T00:00:00.000000Z")
    }

    @Test func `of any year from 1 to 9999 comes back as it was written`() {
        var dice = CoreDice(seed: 1)
        let first: Int64 = -62_135_596_800_000_000
        let span: UInt64 = 315_537_897_600_000_000
        for _ in 0..<5000 {
            let moment = Moment(microseconds: first + Int64(dice.next() % span))
            #expect(Moment(rfc3339: moment.description) == moment)
            #expect(Day(iso8601: moment.day.description) == moment.day)
            #expect(moment.description.hasPrefix(moment.day.description))
            #expect(moment.day.start <= moment && moment < moment.day.advanced(by: 1).start)
        }
    }

    @Test(
        arguments: [
            "", "now", "2026-11-21", "2026-11-21T12:00Z", "2026-11-21T12:00:00", "2026-11-21T12:00:00+2", "26-11-21T12:00:00Z",
            "2026-13-01T00:00:00Z", "2026-00-01T00:00:00Z", "2026-02-29T00:00:00Z", "1900-02-29T00:00:00Z",
            "2026-04-31T00:00:00Z",
            "2026-11-21T24:00:00Z", "2026-11-21T12:60:00Z", "2026-11-21T12:00:61Z", "2026-11-21T12:00:00.Z",
            "2026-11-21T12:00:00.1234567890Z", "2026-11-21T12:00:00+24:00", "2026-11-21T12:00:00+01:60", "2026-11-21T12:00:00Zz",
            " 2026-11-21T12:00:00Z", "２026-11-21T12:00:00Z", "2026-11-21T12:00:00\u{0}", "+026-11-21T12:00:00Z",
        ])
    func `is refused where it is not RFC 3339`(text: String) {
        #expect(Moment(rfc3339: text) == nil)
    }

    @Test func `never leaves its range when time is added`() {
        let last = Moment(microseconds: .max)
        #expect(last.adding(.days(1)) == last)
        #expect(Moment(microseconds: .min).adding(Pause(microseconds: -1)) == Moment(microseconds: .min))
    }
}

@Suite struct `A day` {
    @Test func `is counted from 1970, before it too`() {
        #expect(Moment(microseconds: -1).day == Day(number: -1))
        #expect(Moment(microseconds: 0).day == Day(number: 0))
        #expect(Day(number: -1).description == "1969-12-31")
        #expect(Day(year: 2024, month: 2, day: 29)?.number == 19_782)
    }

    @Test func `is one of those the calendar has`() {
        #expect(Day(year: 2023, month: 2, day: 29) == nil)
        #expect(Day(year: 2000, month: 2, day: 29) != nil)
        #expect(Day(year: 10_000, month: 1, day: 1) == nil)
        #expect(Day(iso8601: "2026-11-2") == nil)
        #expect(Day(iso8601: "2026-11-21T") == nil)
    }

    @Test func `follows the day before, over a whole cycle of the calendar`() {
        var text = Day(number: -719_162).description
        #expect(text == "0001-01-01")
        for number in (-719_161 as Int32)...(-719_162 + 146_097) {
            let next = Day(number: number).description
            #expect(next > text)
            text = next
        }
        #expect(text == "0401-01-01")
    }
}

/// Random numbers from a seed.
struct CoreDice: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
