/// Named calendars: zones, working windows and holidays (PIP-6).
package struct CalendarPolicy: Policy {
    package static let name = "calendars"

    package let calendars: [WorkCalendar]

    package init(_ calendars: [WorkCalendar]) {
        self.calendars = calendars
    }

    package init(from form: inout Form) {
        let zones = Named(
            form.list("zones", "time zones and their rules", limit: 100) { Zone(from: &$0) }, by: \.name, in: "zones", &form)
        var regions: [String: Holidays] = [:]
        let holidays = form.list("holidays", "holidays of regions", limit: 100) { entry in
            let region = Holidays(from: &entry, after: regions)
            regions[region.name] = region
            return region
        }
        let known = Named(holidays, by: \.name, in: "holidays", &form)
        calendars = form.list("calendars", "when work is done", limit: 100) {
            WorkCalendar(from: &$0, zones: zones.byName, holidays: known.byName)
        }
        _ = Named(calendars, by: \.name, in: "calendars", &form)
    }

    package static let cautious = CalendarPolicy([])

    /// The calendar of this name, as other policies call it.
    package subscript(name: String) -> WorkCalendar? { calendars.first { $0.name == name } }

    package var names: [String] { calendars.map(\.name) }
}

/// Entries of a list that others call by name: each name is there once.
private struct Named<Entry> {
    let byName: [String: Entry]

    init(_ entries: [Entry], by name: (Entry) -> String, in field: String, _ form: inout Form) {
        byName = Dictionary(entries.map { (name($0), $0) }, uniquingKeysWith: { first, _ in first })
        if byName.count != entries.count {
            form.refuse(field, "two entries have one name", remedy: "give each its own")
        }
    }
}
