import Core
import Testing

/// What the tests of calendars and clocks have in common.
enum ClockSamples {
    /// Zones of both hemispheres, with their rules since 2024: whole and half hours, changes at midnight, a winter time that is
    /// the exception.
    static let zones: [(name: String, posix: String)] = [
        ("Europe/Paris", "CET-1CEST,M3.5.0,M10.5.0/3"), ("America/Los_Angeles", "PST8PDT,M3.2.0,M11.1.0"),
        ("Asia/Tokyo", "JST-9"), ("UTC", "UTC0"), ("Australia/Sydney", "AEST-10AEDT,M10.1.0,M4.1.0/3"),
        ("Pacific/Auckland", "NZST-12NZDT,M9.5.0,M4.1.0/3"), ("Australia/Lord_Howe", "<+1030>-10:30<+11>-11,M10.1.0,M4.1.0"),
        ("Asia/Kolkata", "IST-5:30"), ("America/Havana", "CST5CDT,M3.2.0/0,M11.1.0/1"),
        ("Asia/Beirut", "EET-2EEST,M3.5.0/0,M10.5.0/0"), ("Europe/Dublin", "IST-1GMT0,M10.5.0,M3.5.0/1"),
        ("America/St_Johns", "NST3:30NDT,M3.2.0,M11.1.0"), ("Pacific/Chatham", "<+1245>-12:45<+1345>,M9.5.0/2:45,M4.1.0/3:45"),
        ("Pacific/Kiritimati", "<+14>-14"), ("America/Miquelon", "<-03>3<-02>,M3.2.0,M11.1.0"),
    ]

    static func zone(_ name: String) throws -> Zone {
        let posix = try #require(zones.first { $0.name == name }?.posix)
        return Zone(name: name, eras: [Zone.Era(from: Moment(seconds: 0), rule: try #require(ZoneRule(posix: posix)))])
    }

    static let french = Holidays(
        name: "fr",
        rules: [
            .init("1er janvier", .date(month: 1, day: 1)), .init("Lundi de Pâques", .easter(1)),
            .init("1er mai", .date(month: 5, day: 1)), .init("8 mai", .date(month: 5, day: 8)),
            .init("Ascension", .easter(39)), .init("Lundi de Pentecôte", .easter(50)),
            .init("14 juillet", .date(month: 7, day: 14)), .init("Assomption", .date(month: 8, day: 15)),
            .init("Toussaint", .date(month: 11, day: 1)), .init("11 novembre", .date(month: 11, day: 11)),
            .init("Jour de Noël", .date(month: 12, day: 25)),
        ])

    static let workdays: [Weekday] = [.mon, .tue, .wed, .thu, .fri]

    static func calendar(
        _ name: String, _ hours: String..., zone: String = "Europe/Paris", holidays: Holidays = french,
        days: [Weekday] = workdays
    ) throws -> WorkCalendar {
        let windows = try hours.map { try #require(WorkWindow(text: $0)) }
        return WorkCalendar(
            name: name, zone: try self.zone(zone), holidays: holidays,
            windows: Dictionary(uniqueKeysWithValues: days.map { ($0, windows) }))
    }

    /// Made once: three calendars of Paris, and one for every hour.
    static let version = Result {
        dated([
            try calendar("days", "00:00-24:00"), try calendar("office", "09:00-18:00"),
            try calendar("desk", "09:00-17:00"), .always,
        ])
    }

    static func dated(_ calendars: [WorkCalendar], _ name: String = "calendars-2026") -> Dated<CalendarPolicy> {
        Dated(.init(effective: Moment(seconds: 0), name: name, policy: CalendarPolicy(calendars)))
    }

    /// `2026-11-20 17:00` as clocks in Paris show it.
    static func paris(_ text: String) throws -> Moment { try local(text, in: "Europe/Paris") }

    static func local(_ text: String, in zone: String) throws -> Moment {
        let parts = text.split(separator: " ").map(String.init)
        let day = try #require(Day(iso8601: parts[0]))
        let time = try #require(Moment(rfc3339: "1970-01-01T\(parts[1]):00Z"))
        return try self.zone(zone).instant(of: day, at: Pause(microseconds: time.microseconds))
    }

    static func target(_ budget: Pause?, _ calendar: String = "days") -> ClockTarget {
        ClockTarget(budget: budget, calendar: calendar, policy: "sla-2026")
    }

    static func reading(_ ledger: ClockLedger, at now: Moment) throws -> ClockReading {
        try #require(ClockReading(of: ledger, under: version.get(), at: now))
    }
}
