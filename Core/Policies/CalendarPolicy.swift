/// Named calendars: zones, working windows and holidays (PIP-6).
package struct CalendarPolicy: Policy {
    package static let name = "calendars"

    /// Names of the calendars, as other policies call them.
    package var names: [String]

    package init(names: [String]) {
        self.names = names
    }

    package init(from form: inout Form) {
        names = form.texts("names", "the calendars", limit: 100)
    }

    package static let cautious = CalendarPolicy(names: [])
}
