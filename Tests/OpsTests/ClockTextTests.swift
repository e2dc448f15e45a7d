import Core
import Queues
import Testing

@testable import guichet

/// The calendars that ship, and how a clock is told to people and programs.
@Suite struct `The text of a clock` {
    private let calendars: Dated<CalendarPolicy>

    init() throws {
        calendars = try PolicyFiles.policies(in: nil).calendars
    }

    private func calendar(_ name: String) throws -> WorkCalendar { try #require(calendars.all.first?.policy[name]) }

    private func moment(_ text: String) throws -> Moment { try #require(Moment(rfc3339: text)) }

    private func told(_ ledger: ClockLedger, at now: String) throws -> ClockText {
        let reading = try #require(ClockReading(of: ledger, under: calendars, at: moment(now)))
        return ClockText(reading, rungs: [50, 80, 100, 150], office: try calendar("fr-office"))
    }

    private func started(_ budget: Pause?, _ calendar: String = "fr-business-days") throws -> ClockLedger {
        let target = ClockTarget(budget: budget, calendar: calendar, policy: "verification-2026-11-01")
        return ClockLedger(start: target, at: try moment("2026-11-06T16:00:00Z"))
    }

    /// Section 12.1: three business days and 72 hours differ over a weekend, here over 11 November too, and both are shown.
    @Test func `has both dates, every interval, and the rungs in office hours (VER-10)`() throws {
        var ledger = try started(.days(3))
        ledger.append(.paused(reason: "needs_info", awaiting: "customer"), at: try moment("2026-11-09T11:00:00Z"))
        ledger.append(.resumed, at: try moment("2026-11-09T12:30:00Z"))
        let expected = """
            CLOCK        running
            calendar     fr-business-days in Europe/Paris, as of calendars-2026-11-01
            measured by  verification-2026-11-01
            began        Fri 2026-11-06 17:00 CET
            budget       72 h of working time, 21 h 30 min used
            remaining    50 h 30 min
            due          Thu 2026-11-12 18:30 CET
                         Mon 2026-11-09 18:30 CET if every hour counted
            holidays     2026-11-11 11 novembre

             RUNG  REACHED                   TOLD
             50 %  Tue 2026-11-10 06:30 CET  Tue 2026-11-10 09:00 CET
             80 %  Thu 2026-11-12 04:06 CET  Thu 2026-11-12 09:00 CET
            100 %  Thu 2026-11-12 18:30 CET  Fri 2026-11-13 09:00 CET
            150 %  Mon 2026-11-16 06:30 CET  Mon 2026-11-16 09:00 CET

            FROM                      UNTIL                     STATE       COUNTED  WHY         WAITS FOR
            Fri 2026-11-06 17:00 CET  Mon 2026-11-09 12:00 CET  running        19 h  -           -
            Mon 2026-11-09 12:00 CET  Mon 2026-11-09 13:30 CET  paused          0 h  needs_info  customer
            Mon 2026-11-09 13:30 CET  Mon 2026-11-09 16:00 CET  running  2 h 30 min  -           -
            """
        #expect(try told(ledger, at: "2026-11-09T15:00:00Z").text() == expected)
    }

    @Test func `says for whom a paused clock waits, and that it has no date meanwhile`() throws {
        var ledger = try started(.days(3))
        ledger.append(.paused(reason: "needs_info", awaiting: "customer"), at: try moment("2026-11-09T11:00:00Z"))
        let text = try told(ledger, at: "2026-11-20T15:00:00Z").text()
        #expect(text.contains("why          needs_info\nwaits for    customer\n"))
        #expect(text.contains("due          not while it is paused\n") && text.contains("remaining    53 h\n"))
        #expect(!text.contains("RUNG"))
    }

    @Test func `says by how much it is late, or that nothing was promised`() throws {
        #expect(try told(started(.days(3)), at: "2026-11-16T16:00:00Z").text().contains("overdue by   48 h\n"))
        let text = try told(started(nil), at: "2026-11-09T15:00:00Z").text()
        #expect(text.contains("budget       none: best effort, without a deadline; 23 h used\n") && !text.contains("due "))
        // Section 12.5: the choice of the zone is shown.
        #expect(try told(started(.hours(4), "support-es"), at: "2026-11-09T15:00:00Z").text().contains("“PST” is operated as"))
    }

    @Test func `has the same in JSON, with nothing left out`() throws {
        var ledger = try started(.days(3))
        ledger.append(.paused(reason: "needs_info", awaiting: "customer"), at: try moment("2026-11-09T11:00:00Z"))
        ledger.append(.resumed, at: try moment("2026-11-09T12:30:00Z"))
        let value = try told(ledger, at: "2026-11-09T15:00:00.5Z").value
        let object = try #require(JSONText.parse(Array(JSONLayout.text(value).utf8)).object)
        #expect(Value.object(object) == value)
        #expect(object["due"] == "2026-11-12T17:30:00.000000Z" && object["dueByWallClock"] == "2026-11-09T17:30:00.000000Z")
        #expect(object["usedSeconds"] == .number(77_400.5) && object["budgetSeconds"] == 259_200 && object["overdue"] == false)
        #expect(object["intervals"]?.array?.count == 3 && object["rungs"]?.array?.count == 4)
        #expect(object["intervals"]?.array?[1].object?["awaiting"] == "customer")
        let none = try told(started(nil), at: "2026-11-09T15:00:00Z").value.object
        #expect(none?["bestEffort"] == true && none?["due"] == .null && none?["remainingSeconds"] == .null)
    }

    /// TIC-10: English around the clock, Spanish and Japanese in their windows.
    @Test func `comes of calendars that ship, those of languages among them`() throws {
        let sunday = try moment("2026-11-22T12:00:00Z")
        let opens = [
            "support-en": sunday.description, "support-es": "2026-11-23T14:00:00.000000Z",
            "support-ja": "2026-11-23T00:00:00.000000Z", "fr-office": "2026-11-23T08:00:00.000000Z",
            "fr-business-days": "2026-11-22T23:00:00.000000Z", "wall-clock": sunday.description,
        ]
        #expect(Set(calendars.all.first?.policy.names ?? []) == Set(opens.keys))
        for (name, instant) in opens { #expect(try calendar(name).next(at: sunday)?.description == instant, "\(name)") }
        // Friday 17:00 is followed by Wednesday 17:00 (VER-10).
        let friday = try moment("2026-11-20T16:00:00Z")
        #expect(
            try calendar("fr-business-days").instant(after: .days(3), from: friday)?.description == "2026-11-25T16:00:00.000000Z")
    }
}
