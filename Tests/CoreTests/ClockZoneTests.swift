import Core
import Testing

@Suite struct `A zone` {
    @Test func `shows the time of its rule, on both sides of a change`() throws {
        let paris = try ClockSamples.zone("Europe/Paris")
        for (instant, shown) in [
            ("2026-03-29T00:59:59Z", "Sun 2026-03-29 01:59:59 CET"), ("2026-03-29T01:00:00Z", "Sun 2026-03-29 03:00 CEST"),
            ("2026-10-25T00:59:00Z", "Sun 2026-10-25 02:59 CEST"), ("2026-10-25T01:00:00Z", "Sun 2026-10-25 02:00 CET"),
            ("2026-12-31T23:30:00Z", "Fri 2027-01-01 00:30 CET"),
        ] {
            #expect(paris.local(at: try #require(Moment(rfc3339: instant))).description == shown)
        }
    }

    @Test func `has the end of the gap for an hour that is skipped, and the first of an hour that comes twice`() throws {
        #expect(try ClockSamples.paris("2026-03-29 02:30").description == "2026-03-29T01:00:00.000000Z")
        #expect(try ClockSamples.paris("2026-10-25 02:30").description == "2026-10-25T00:30:00.000000Z")
        #expect(
            try ClockSamples.local("2026-03-08 02:30", in: "America/Los_Angeles").description == "2026-03-08T10:00:00.000000Z")
    }

    @Test func `has rules with dates of effect: Samoa had no 30 December 2011`() throws {
        let change = try #require(Moment(rfc3339: "2011-12-30T10:00:00Z"))
        let apia = Zone(
            name: "Pacific/Apia",
            eras: [
                Zone.Era(from: change, rule: try #require(ZoneRule(posix: "<+14>-14"))),
                Zone.Era(from: Moment(seconds: 0), rule: try #require(ZoneRule(posix: "<-10>10"))),
            ])
        #expect(apia.local(at: Moment(microseconds: change.microseconds - 1)).day.description == "2011-12-29")
        #expect(apia.local(at: change).description == "Sat 2011-12-31 00:00 +14")
        let week = WorkCalendar(
            name: "week", zone: apia, holidays: .none,
            windows: Dictionary(uniqueKeysWithValues: Weekday.allCases.map { ($0, [.wholeDay]) }))
        let thursday = try #require(Day(iso8601: "2011-12-29"))
        let begin = apia.instant(of: thursday, at: .zero)
        #expect(week.workTime(from: begin, to: begin.adding(.days(2))) == .days(2))
        let fridays = WorkCalendar(name: "fridays", zone: apia, holidays: .none, windows: [.fri: [.wholeDay]])
        #expect(fridays.next(at: begin) == apia.instant(of: thursday.advanced(by: 8), at: .zero))
    }

    @Test(arguments: [
        "", "CET", "CE-1", "CET-25", "CET-1CEST", "CET-1CEST,M3.5.0", "CET-1CEST,M3.5.0,M10.5.0/3,", "CET-1CEST,M13.5.0,M10.5.0",
        "CET-1CEST,M3.6.0,M10.5.0", "CET-1CEST,M3.5.7,M10.5.0", "CET-1CEST,M3.5.0/168,M10.5.0", "CET-1CEST,J0,J10",
        "CET-1CEST,J366,J10", "CET-1CEST,366,10", "<+01-1", "CET-1:60", "CET-1:5", "CET-1CEST;M3.5.0;M10.5.0", "CET-1 CEST,0,1",
    ])
    func `refuses what is no rule of POSIX`(text: String) {
        #expect(ZoneRule(posix: text) == nil)
    }

    @Test func `knows all forms of POSIX rules: days by number, long times, a summer without end`() throws {
        func shown(_ posix: String, _ instant: String) throws -> String {
            let zone = Zone(name: "Z", eras: [Zone.Era(from: Moment(seconds: 0), rule: try #require(ZoneRule(posix: posix)))])
            return zone.local(at: try #require(Moment(rfc3339: instant))).description
        }
        // J60 is 1 March in every year, 59 is 29 February in a leap year.
        #expect(try shown("AAA0BBB,J60/0,J300/0", "2028-02-29T12:00:00Z").hasSuffix("AAA"))
        #expect(try shown("AAA0BBB,J60/0,J300/0", "2028-03-01T00:00:00Z").hasSuffix("01:00 BBB"))
        #expect(try shown("AAA0BBB,59/0,300/0", "2028-02-29T00:00:00Z").hasSuffix("BBB"))
        // RFC 9636's own example of a time that is days off, and of a summer that never ends.
        #expect(try shown("<-02>2<-01>,M3.5.0/-1,M10.5.0/0", "2026-03-29T00:59:59Z").hasSuffix("-02"))
        #expect(try shown("<-02>2<-01>,M3.5.0/-1,M10.5.0/0", "2026-03-29T01:00:00Z").hasSuffix("00:00 -01"))
        for instant in ["2026-01-01T04:00:00Z", "2026-01-01T05:00:00Z", "2026-12-31T23:59:59Z"] {
            #expect(try shown("XXX3EDT4,0/0,J365/23", instant).hasSuffix("EDT"))
        }
        #expect(try shown("AAA-1:30:30", "2026-01-01T00:00:00Z") == "Thu 2026-01-01 01:30:30 AAA")
    }
}
