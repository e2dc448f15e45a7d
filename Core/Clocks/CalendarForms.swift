/// How zones, holidays and calendars stand in a policy.
extension Form {
    /// A text with a grammar of its own; nil where it is missing or does not fit, which is noted.
    fileprivate mutating func parsed<Parsed>(
        _ name: String, _ meaning: String, remedy: String, _ parse: (String) -> Parsed?
    ) -> Parsed? {
        let before = problems.count
        guard let text = optionalText(name, meaning, limit: 200) else {
            if problems.count == before { refuse(name, "“\(name)” is missing", remedy: remedy) }
            return nil
        }
        guard let parsed = parse(text) else {
            refuse(name, "“\(text)” does not fit “\(name)”", remedy: remedy)
            return nil
        }
        return parsed
    }

    /// The same for each text of a list.
    fileprivate mutating func parsedList<Parsed>(
        _ name: String, _ meaning: String, remedy: String, _ parse: (String) -> Parsed?
    ) -> [Parsed] {
        texts(name, meaning, limit: 366).enumerated().compactMap { place, text in
            if let parsed = parse(text) { return parsed }
            refuse("\(name)[\(place)]", "“\(text)” does not fit “\(name)”", remedy: remedy)
            return nil
        }
    }
}

extension Zone {
    init(from form: inout Form) {
        let name = form.text("name", "the zone's name", limit: 64)
        let eras = form.list("rules", "its rules, each with its date of effect", limit: 100) { Era(from: &$0) }
        if eras.isEmpty {
            form.refuse("rules", "the zone has no rule", remedy: "give one: {from: 1996-01-01T00:00:00Z, posix: \"UTC0\"}")
        }
        if Set(eras.map(\.from)).count != eras.count {
            form.refuse("rules", "two rules count from one instant", remedy: "give each its own")
        }
        self.init(name: name, eras: eras)
    }
}

extension Zone.Era {
    init(from form: inout Form) {
        let from = form.moment("from", "from when it counts")
        let rule = form.parsed(
            "posix", "the rule", remedy: "write it as POSIX writes TZ: CET-1CEST,M3.5.0,M10.5.0/3, or UTC0", ZoneRule.init(posix:)
        )
        self.init(from: from, rule: rule ?? .utc)
    }
}

extension Holidays {
    /// - Parameter regions: those that stand before it, of which it can be a variety.
    init(from form: inout Form, after regions: [String: Holidays]) {
        let name = form.text("name", "the region's name", limit: 64)
        var like = Holidays.none
        if let other = form.optionalText("like", "the region whose holidays it has too", limit: 64) {
            if let region = regions[other] {
                like = region
            } else {
                form.refuse("like", "no region “\(other)” stands before it", remedy: "define it first")
            }
        }
        let rules = form.list("days", "holidays of every year", limit: 366) { Rule(from: &$0) }
        let added = form.list("added", "holidays of one year", limit: 1000) { Single(from: &$0) }
        let removed = form.parsedList(
            "removed", "days that are no holidays this once", remedy: "write 2027-05-06", Day.init(iso8601:))
        self.init(
            name: name, rules: like.rules + rules, added: like.added + added, removed: like.removed + removed)
    }
}

extension Holidays.Rule {
    init(from form: inout Form) {
        let name = form.text("name", "what the holiday is called", limit: 100)
        let day = form.parsed(
            "day", "which day it is", remedy: "write 05-01, easter+39, easter-2, or M11.4.4 for November's fourth Thursday",
            YearlyDay.init(text:))
        let years = Int64(Horizon.years.lowerBound)...Int64(Horizon.years.upperBound)
        let from = form.optionalInteger("from", "the first year", in: years) ?? years.lowerBound
        let until = form.optionalInteger("until", "the last year", in: years) ?? years.upperBound
        if from > until { form.refuse("until", "it ends before it begins", remedy: "give a year from \(from) on") }
        self.init(name, day ?? .date(month: 1, day: 1), in: Int(from)...Int(max(from, until)))
    }
}

extension Holidays.Single {
    init(from form: inout Form) {
        let name = form.text("name", "what the holiday is called", limit: 100)
        let day = form.parsed("day", "which day it is", remedy: "write 2027-05-06", Day.init(iso8601:))
        self.init(name, day ?? Horizon.days.lowerBound)
    }
}

extension WorkCalendar {
    init(from form: inout Form, zones: [String: Zone], holidays: [String: Holidays]) {
        let name = form.text("name", "the calendar's name", limit: 64)
        let zone = form.parsed("zone", "the zone of its hours", remedy: "name one of “zones”") { zones[$0] }
        var region = Holidays.none
        if let named = form.optionalText("holidays", "the region of its holidays", limit: 64) {
            if let found = holidays[named] {
                region = found
            } else {
                form.refuse("holidays", "no region “\(named)”", remedy: "name one of “holidays”, or leave it out")
            }
        }
        let windows = form.list("windows", "weekly working hours", limit: 100) { WeeklyHours(from: &$0) }
        let week = Dictionary(grouping: windows.flatMap(\.pairs), by: \.0).mapValues { $0.map(\.1) }
        if week.isEmpty {
            form.refuse(
                "windows", "the calendar never works", remedy: "give days and hours: {days: [mon], hours: [\"09:00-18:00\"]}")
        }
        if week.values.contains(where: { WorkWindow.overlap($0) }) {
            form.refuse("windows", "two windows of one day overlap", remedy: "give each hour once")
        }
        let note = form.optionalText("note", "what a reader of its dates should know", limit: 500)
        self.init(name: name, zone: zone ?? .utc, holidays: region, windows: week, note: note)
    }
}

/// The same hours on some days of the week.
private struct WeeklyHours {
    let pairs: [(Weekday, WorkWindow)]

    init(from form: inout Form) {
        let days = form.parsedList(
            "days", "days of the week", remedy: "choose from \(Weekday.allCases.map(\.rawValue).joined(separator: ", "))",
            Weekday.init(rawValue:))
        let hours = form.parsedList(
            "hours", "its windows", remedy: "write 09:00-18:00, at most until 24:00; a window over midnight is two",
            WorkWindow.init(text:))
        pairs = days.flatMap { day in hours.map { (day, $0) } }
    }
}
