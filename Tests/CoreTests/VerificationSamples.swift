import Core

/// The calendars and policies under which verifications are tested.
enum VerificationSamples {
    static let calendars: CalendarPolicy = {
        let rule = ZoneRule(posix: "CET-1CEST,M3.5.0,M10.5.0/3")
        let zone = Zone(
            name: "Europe/Paris", eras: rule.map { [Zone.Era(from: Moment(seconds: 0), rule: $0)] } ?? [])
        let holidays = Holidays(
            name: "fr",
            rules: [
                .init("Noël", .date(month: 12, day: 25)), .init("1er janvier", .date(month: 1, day: 1)),
                .init("Lundi de Pâques", .easter(1)),
            ])
        let days: [Weekday] = [.mon, .tue, .wed, .thu, .fri]
        func calendar(_ name: String, _ window: WorkWindow) -> WorkCalendar {
            WorkCalendar(
                name: name, zone: zone, holidays: holidays,
                windows: Dictionary(uniqueKeysWithValues: days.map { ($0, [window]) }))
        }
        return CalendarPolicy([
            calendar("fr-business-days", .wholeDay),
            calendar("fr-office", WorkWindow(from: .hours(9), until: .hours(18))),
        ])
    }()

    static func policies(_ policy: VerificationPolicy, _ certificates: CertificatePolicy = .cautious) -> Policies {
        var policies = Policies.cautious
        policies.certificates = Dated(version("certificates", certificates))
        policies.verification = Dated(version("verification-2026-11-01", policy))
        policies.calendars = Dated(version("calendars-2026-11-01", calendars))
        return policies
    }

    private static func version<P>(_ name: String, _ policy: P) -> Dated<P>.Version {
        Dated.Version(effective: Moment(seconds: 0), name: name, policy: policy)
    }
}
