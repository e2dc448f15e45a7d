import Core

/// A clock for people and for programs: what it shows, what comes next, and every interval of its life.
struct ClockText {
    let reading: ClockReading
    let rungs: [ClockRung]

    /// - Parameter office: in whose hours the rungs are told.
    init(_ reading: ClockReading, rungs percents: [Int64], office: WorkCalendar) {
        self.reading = reading
        rungs = reading.rungs(percents, in: office)
    }

    /// Instants as the clocks of the calendar's zone show them.
    func text(_ paint: Paint = .none) -> String {
        [summary.text(paint), rungTable.map { $0.text(paint) }, intervals.text(paint)].compactMap(\.self)
            .joined(separator: "\n\n")
    }

    var value: Value {
        [
            "state": .string(reading.state.rawValue), "reason": .text(reading.reason), "awaiting": .text(reading.awaiting),
            "now": .moment(reading.now), "start": .moment(reading.start),
            "calendar": .string(reading.calendar.name), "zone": .string(reading.calendar.zone.name),
            "calendars": .string(reading.version), "policy": .string(reading.target.policy),
            "note": .text(reading.calendar.note), "bestEffort": .bool(reading.isBestEffort),
            "budgetSeconds": Self.seconds(reading.budget), "usedSeconds": Self.seconds(reading.used),
            "remainingSeconds": Self.seconds(reading.remaining), "overdue": .bool(reading.isOverdue),
            "due": .moment(reading.due), "dueByWallClock": .moment(reading.dueByWallClock),
            "holidays": .array(holidays.map { ["day": .string($0.day.description), "name": .string($0.name)] }),
            "rungs": .array(
                rungs.map { ["percent": .integer($0.percent), "reached": .moment($0.reached), "told": .moment($0.told)] }),
            "intervals": .array(
                reading.intervals.map { interval in
                    [
                        "from": .moment(interval.from), "until": .moment(interval.until),
                        "state": .string(interval.state.rawValue), "countedSeconds": Self.seconds(interval.counted),
                        "calendar": .string(interval.target.calendar), "reason": .text(interval.reason),
                        "awaiting": .text(interval.awaiting),
                    ]
                }),
        ]
    }

    private var summary: Table {
        var lines = Table(("CLOCK", .left), (reading.state.rawValue, .left))
        if reading.state != .running { lines.add("why", reading.reason ?? "-") }
        if let awaiting = reading.awaiting { lines.add("waits for", awaiting) }
        lines.add("calendar", "\(reading.calendar.name) in \(reading.calendar.zone.name), as of \(reading.version)")
        if let note = reading.calendar.note { lines.add("note", note) }
        lines.add("measured by", reading.target.policy)
        lines.add("began", shown(reading.start))
        if let budget = reading.budget, let remaining = reading.remaining {
            lines.add("budget", "\(Self.length(budget)) of working time, \(Self.length(reading.used)) used")
            lines.add(
                remaining < .zero ? "overdue by" : "remaining",
                Self.length(Pause(microseconds: abs(remaining.microseconds))), remaining < .zero ? .red : nil)
            lines.add("due", reading.due.map(shown) ?? "not while it is \(reading.state.rawValue)")
            if let due = reading.dueByWallClock { lines.add("", "\(shown(due)) if every hour counted") }
        } else {
            lines.add("budget", "none: best effort, without a deadline; \(Self.length(reading.used)) used")
        }
        if !holidays.isEmpty {
            lines.add("holidays", holidays.map { "\($0.day) \($0.name)" }.joined(separator: "; "))
        }
        return lines
    }

    private var rungTable: Table? {
        guard !rungs.isEmpty else { return nil }
        var table = Table(("RUNG", .right), ("REACHED", .left), ("TOLD", .left))
        table.rows = rungs.map { ["\($0.percent) %", .init(shown($0.reached)), .init(shown($0.told))] }
        return table
    }

    private var intervals: Table {
        var table = Table(
            ("FROM", .left), ("UNTIL", .left), ("STATE", .left), ("COUNTED", .right), ("WHY", .left), ("WAITS FOR", .left))
        table.rows = reading.intervals.map { interval in
            [
                .init(shown(interval.from)), .init(shown(interval.until)), .init(interval.state.rawValue),
                .init(Self.length(interval.counted)), .init(interval.reason ?? "-"), .init(interval.awaiting ?? "-"),
            ]
        }
        return table
    }

    /// Holidays that moved or will move the due instant.
    private var holidays: [Holidays.Single] {
        reading.calendar.holidays(from: reading.start, to: max(reading.now, reading.due ?? reading.now))
    }

    private func shown(_ moment: Moment) -> String { reading.calendar.zone.local(at: moment).description }

    /// In hours, so that 72 h stay 72 h.
    private static func length(_ pause: Pause) -> String {
        let seconds = pause.microseconds / 1_000_000
        let parts = [(seconds / 3600, "h"), (seconds / 60 % 60, "min"), (seconds % 60, "s")].filter { $0.0 > 0 }
        return parts.isEmpty ? "0 h" : parts.map { "\($0.0) \($0.1)" }.joined(separator: " ")
    }

    private static func seconds(_ pause: Pause?) -> Value {
        pause.map { $0.microseconds % 1_000_000 == 0 ? .integer($0.microseconds / 1_000_000) : .number($0.seconds) } ?? .null
    }
}

extension Table {
    fileprivate mutating func add(_ name: String, _ text: String, _ colour: Paint.Colour? = nil) {
        rows.append([.init(name), .init(text, colour)])
    }
}
