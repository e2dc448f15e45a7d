/// How far a zone's clocks are from UTC, as POSIX writes it in `TZ`: `CET-1CEST,M3.5.0,M10.5.0/3`.
package struct ZoneRule: Hashable, Sendable {
    /// What the clocks show for a part of the year.
    struct Setting: Hashable, Sendable {
        /// `CET`, `-03`
        let abbreviation: String
        /// Ahead of UTC, so positive in the east; POSIX writes it the other way round.
        let offset: Pause
    }

    /// When the clocks are changed: microseconds from the beginning of a day, which may lie before it or days after.
    struct Turn: Hashable, Sendable {
        let day: YearlyDay
        let time: Int64
    }

    struct Summer: Hashable, Sendable {
        let setting: Setting
        let begins: Turn
        let ends: Turn
    }

    let standard: Setting
    let summer: Summer?

    static let utc = ZoneRule(standard: Setting(abbreviation: "UTC", offset: .zero), summer: nil)

    private init(standard: Setting, summer: Summer?) {
        self.standard = standard
        self.summer = summer
    }

    /// The grammar of POSIX.1-2017 8.3 with the longer times of RFC 9636 3.3.1. A rule with a summer time says when it counts.
    package init?(posix text: String) {
        var reader = GrammarReader(text)
        guard let abbreviation = ZoneRule.abbreviation(&reader), let west = ZoneRule.time(&reader, hours: 24) else { return nil }
        standard = Setting(abbreviation: abbreviation, offset: Pause(microseconds: -west))
        if reader.isAtEnd {
            summer = nil
            return
        }
        guard let name = ZoneRule.abbreviation(&reader) else { return nil }
        var ahead = standard.offset.microseconds + Pause.hours(1).microseconds
        if !reader.sees(",") {
            guard let west = ZoneRule.time(&reader, hours: 24) else { return nil }
            ahead = -west
        }
        guard let begins = ZoneRule.turn(&reader), let ends = ZoneRule.turn(&reader), reader.isAtEnd else { return nil }
        summer = Summer(
            setting: Setting(abbreviation: name, offset: Pause(microseconds: ahead)), begins: begins, ends: ends)
    }

    /// Every change of the clocks in these years, in order.
    func switches(in years: ClosedRange<Int>) -> [ZoneSwitch] {
        guard let summer else { return [] }
        let all = years.flatMap { year in
            [
                ZoneRule.instant(of: summer.ends, in: year, from: summer.setting).map { ZoneSwitch(at: $0, to: standard) },
                ZoneRule.instant(of: summer.begins, in: year, from: standard).map { ZoneSwitch(at: $0, to: summer.setting) },
            ].compactMap(\.self)
        }
        // A summer that ends when the next begins never ends: where two changes fall on one instant, summer is last.
        return all.enumerated().sorted { ($0.element.at, $0.offset) < ($1.element.at, $1.offset) }.map(\.element)
    }

    private static func instant(of turn: Turn, in year: Int, from setting: Setting) -> Int64? {
        turn.day.day(in: year).map { $0.start.microseconds + turn.time - setting.offset.microseconds }
    }
}

/// From this instant the clocks show this.
struct ZoneSwitch: Hashable, Sendable {
    let at: Int64
    let setting: ZoneRule.Setting

    init(at: Int64, to setting: ZoneRule.Setting) {
        self.at = at
        self.setting = setting
    }
}

extension ZoneRule {
    /// Three letters or more; anything with digits or signs stands in angle brackets.
    private static func abbreviation(_ reader: inout GrammarReader) -> String? {
        let isQuoted = reader.take("<")
        let name = reader.text {
            GrammarReader.isLetter($0) || (isQuoted && (GrammarReader.isDigit($0) || $0 == 0x2B || $0 == 0x2D))
        }
        guard name.utf8.count >= 3, !isQuoted || reader.take(">") else { return nil }
        return name
    }

    /// `[+-]hh[:mm[:ss]]` in microseconds.
    private static func time(_ reader: inout GrammarReader, hours limit: Int) -> Int64? {
        let sign: Int64 = reader.take("-") ? -1 : 1
        if sign == 1 { _ = reader.take("+") }
        guard let hours = reader.number(upTo: limit) else { return nil }
        var seconds = hours * 3600
        for unit in [60, 1] where reader.take(":") {
            guard let number = reader.digits(2), number < 60 else { return nil }
            seconds += number * unit
        }
        return sign * Int64(seconds) * 1_000_000
    }

    /// `,date[/time]`, at 02:00 where it does not say.
    private static func turn(_ reader: inout GrammarReader) -> Turn? {
        guard reader.take(","), let day = date(&reader) else { return nil }
        guard reader.take("/") else { return Turn(day: day, time: Pause.hours(2).microseconds) }
        return time(&reader, hours: 167).map { Turn(day: day, time: $0) }
    }

    private static func date(_ reader: inout GrammarReader) -> YearlyDay? {
        if reader.take("M") { return YearlyDay(monthWeekDay: &reader) }
        if reader.take("J") { return reader.number(upTo: 365).flatMap { $0 > 0 ? .numbered($0) : nil } }
        return reader.number(upTo: 365).map { .counted($0) }
    }
}
