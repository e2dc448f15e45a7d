/// Working hours of a day, from midnight: the first instant belongs to them, the last does not. At most 00:00-24:00.
package struct WorkWindow: Hashable, Sendable {
    package let from: Pause
    package let until: Pause

    package static let wholeDay = WorkWindow(from: .zero, until: .hours(24))

    package init(from: Pause, until: Pause) {
        self.from = from
        self.until = until
    }

    /// As policies write it: `09:00-18:00`, up to `24:00`. Over midnight it is two windows.
    package init?(text: String) {
        var reader = GrammarReader(text)
        guard let from = WorkWindow.time(&reader), reader.take("-"), let until = WorkWindow.time(&reader), reader.isAtEnd,
            from < until
        else { return nil }
        self.init(from: from, until: until)
    }

    private static func time(_ reader: inout GrammarReader) -> Pause? {
        guard let hour = reader.digits(2), reader.take(":"), let minute = reader.digits(2), minute < 60,
            hour * 60 + minute <= 24 * 60
        else { return nil }
        return .minutes(Int64(hour * 60 + minute))
    }

    static func overlap(_ windows: [WorkWindow]) -> Bool {
        let ordered = windows.sorted { $0.from < $1.from }
        return zip(ordered, ordered.dropFirst()).contains { $0.until > $1.from }
    }

    /// In order, and what touches or overlaps as one.
    static func joined(_ windows: [WorkWindow]) -> [WorkWindow] {
        windows.filter { $0.from < $0.until }.sorted { $0.from < $1.from }.reduce(into: []) { joined, window in
            if let last = joined.last, window.from <= last.until {
                joined[joined.count - 1] = WorkWindow(from: last.from, until: max(last.until, window.until))
            } else {
                joined.append(window)
            }
        }
    }
}
