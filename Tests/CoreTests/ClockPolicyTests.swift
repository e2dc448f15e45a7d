import Core
import Testing

@Suite struct `A policy of calendars` {
    private static let zone: Value = [
        "name": "Europe/Paris", "rules": [["from": "1996-01-01T00:00:00Z", "posix": "CET-1CEST,M3.5.0,M10.5.0/3"]],
    ]
    private static let region: Value = ["name": "fr", "days": [["day": "05-01", "name": "1er mai"]]]
    private static let calendar: Value = [
        "name": "office", "zone": "Europe/Paris", "holidays": "fr",
        "windows": [["days": ["mon", "tue"], "hours": ["09:00-18:00"]]],
    ]

    private func read(_ object: Object) -> (CalendarPolicy, [String]) {
        var form = Form(object, digest: { $0 })
        let policy = CalendarPolicy(from: &form)
        #expect(form.problems.allSatisfy { !$0.remedy.isEmpty && !$0.message.isEmpty })
        return (policy, form.problems.compactMap(\.field))
    }

    private func whole(_ zone: Value = zone, _ region: Value = region, _ calendar: Value = calendar) -> Object {
        ["zones": [zone], "holidays": [region], "calendars": [calendar]]
    }

    @Test func `names its calendars, with zone, holidays and hours`() throws {
        let (policy, faults) = read(whole())
        #expect(faults.isEmpty && policy.names == ["office"] && policy["other"] == nil)
        let office = try #require(policy["office"])
        let friday = try ClockSamples.paris("2028-04-28 12:00")
        // Monday 1 May 2028 is a holiday.
        #expect(try office.next(at: friday) == ClockSamples.paris("2028-05-02 09:00") && office.zone.name == "Europe/Paris")
        let tuesday = try ClockSamples.paris("2028-05-02 12:00")
        #expect(office.holidays(from: friday, to: tuesday).map(\.name) == ["1er mai"])
    }

    @Test func `has regions like others, years of effect, and single days`() throws {
        let regions: Value = [
            Self.region,
            [
                "name": "more", "like": "fr",
                "days": [
                    ["day": "easter", "name": "Easter", "from": 2027], ["day": "easter-2", "name": "Friday", "until": 2026],
                    ["day": "M11.4.4", "name": "Thanksgiving"], ["day": "02-29", "name": "Leap"],
                ],
                "added": [["day": "2026-08-14", "name": "bridge"]], "removed": ["2027-05-01"],
            ],
        ]
        let (policy, faults) = read(["zones": [Self.zone], "holidays": regions, "calendars": [with("holidays", "more")]])
        #expect(faults.isEmpty)
        let holidays = try #require(policy["office"]?.holidays)
        let found = (2026...2028).flatMap { year in
            (0...365).compactMap { YearlyDay.counted($0).day(in: year) }.filter { $0.year == year && holidays.contains($0) }
        }
        #expect(
            found.map(\.description) == [
                "2026-04-03", "2026-05-01", "2026-08-14", "2026-11-26", "2027-03-28", "2027-11-25", "2028-02-29", "2028-04-16",
                "2028-05-01", "2028-11-23",
            ])
        #expect(try holidays.name(of: #require(Day(iso8601: "2026-05-01"))) == "1er mai")
        #expect(try holidays.name(of: #require(Day(iso8601: "2026-05-02"))) == nil)
    }

    @Test func `that is wrong names every field at fault`() {
        let cases: [(Object, [String])] = [
            (whole(["rules": .null]), ["zones[0].name", "zones[0].rules", "calendars[0].zone"]),
            (whole(zone("posix", "CET")), ["zones[0].rules[0].posix"]),
            (whole(zone("posix", .null)), ["zones[0].rules[0].posix"]),
            (whole(zone("posix", 1)), ["zones[0].rules[0].posix"]), (whole(zone("from", "soon")), ["zones[0].rules[0].from"]),
            (whole(Self.zone, ["name": "fr", "days": [["day": "02-30", "name": "x"]]]), ["holidays[0].days[0].day"]),
            (whole(Self.zone, ["name": "fr", "days": [["day": "easter+", "name": "x"]]]), ["holidays[0].days[0].day"]),
            (whole(Self.zone, ["name": "fr", "days": [["day": "05-01"]]]), ["holidays[0].days[0].name"]),
            (
                whole(Self.zone, ["name": "fr", "days": [["day": "05-01", "name": "x", "from": 2030, "until": 2029]]]),
                ["holidays[0].days[0].until"]
            ),
            (whole(Self.zone, ["name": "fr", "like": "be"]), ["holidays[0].like"]),
            (whole(Self.zone, ["name": "fr", "added": [["day": "05-01", "name": "x"]]]), ["holidays[0].added[0].day"]),
            (whole(Self.zone, ["name": "fr", "removed": ["2026-01-01", "soon"]]), ["holidays[0].removed[1]"]),
            (whole(Self.zone, Self.region, with("zone", "Mars")), ["calendars[0].zone"]),
            (whole(Self.zone, Self.region, with("zone", .null)), ["calendars[0].zone"]),
            (whole(Self.zone, Self.region, with("holidays", "be")), ["calendars[0].holidays"]),
            (whole(Self.zone, Self.region, with("windows", .null)), ["calendars[0].windows"]),
            (whole(Self.zone, Self.region, hours("18:00-09:00")), ["calendars[0].windows[0].hours[0]", "calendars[0].windows"]),
            (whole(Self.zone, Self.region, hours("09:00-24:01")), ["calendars[0].windows[0].hours[0]", "calendars[0].windows"]),
            (whole(Self.zone, Self.region, hours("9-18")), ["calendars[0].windows[0].hours[0]", "calendars[0].windows"]),
            (whole(Self.zone, Self.region, hours("09:00-12:00", "11:00-18:00")), ["calendars[0].windows"]),
            (
                whole(Self.zone, Self.region, with("windows", [["days": ["mon", "monday"], "hours": ["09:00-18:00"]]])),
                ["calendars[0].windows[0].days[1]"]
            ),
            (["zones": [Self.zone, Self.zone], "calendars": []], ["zones"]),
            (["zones": [Self.zone], "holidays": [Self.region], "calendars": [Self.calendar, Self.calendar]], ["calendars"]),
            (["zones": [Self.zone], "holidays": [Self.region, Self.region], "calendars": [Self.calendar]], ["holidays"]),
        ]
        for (object, fields) in cases { #expect(read(object).1 == fields, "\(object)") }
    }

    @Test func `reads windows to the minute and nothing else`() {
        for text in ["00:00-24:00", "09:30-09:31", "23:59-24:00"] { #expect(WorkWindow(text: text) != nil) }
        for text in ["09:00-09:00", "24:00-24:00", "09:60-10:00", "9:00-10:00", "09:00–10:00", "09:00-10:00 ", "-1:00-02:00", ""]
        {
            #expect(WorkWindow(text: text) == nil)
        }
        for text in ["13-01", "00-01", "5-1", "05-01-01", "easter+367", "easter +1", "M11.4", "M0.4.4", "M11.4.4.4", "Easter"] {
            #expect(YearlyDay(text: text) == nil)
        }
    }

    private func zone(_ field: String, _ value: Value) -> Value {
        let rule: Object = ["from": "1996-01-01T00:00:00Z", "posix": "CET-1"]
        return ["name": "Europe/Paris", "rules": [.object(rule.with(field, value))]]
    }

    private func with(_ field: String, _ value: Value) -> Value { .object((Self.calendar.object ?? Object()).with(field, value)) }

    private func hours(_ hours: String...) -> Value {
        with("windows", [["days": ["mon"], "hours": .array(hours.map(Value.string))]])
    }
}
