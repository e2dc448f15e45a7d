/// A day of the calendar, as a document states it.
package struct CalendarDate: Hashable, Comparable, Sendable, CustomStringConvertible {
    package let year: Int
    package let month: Int
    package let day: Int

    /// Nil where there is no such day.
    init?(_ year: Int, _ month: Int, _ day: Int) {
        let isLeap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0
        let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        guard (1900...2999).contains(year), (1...12).contains(month), (1...lengths[month - 1]).contains(day) else { return nil }
        (self.year, self.month, self.day) = (year, month, day)
    }

    package static func < (left: CalendarDate, right: CalendarDate) -> Bool {
        (left.year, left.month, left.day) < (right.year, right.month, right.day)
    }

    /// `2026-11-02`
    package var description: String {
        let two = { (number: Int) in number < 10 ? "0\(number)" : "\(number)" }
        return "\(year)-\(two(month))-\(two(day))"
    }

    package var inUTC: Day { Moment(rfc3339: "\(self)T00:00:00Z")?.day ?? Day(number: 0) }
}

/// The date on which a certificate was issued: the first after words that say so, in the languages of the registers.
enum IssueDate {
    static func find(in words: [String], upTo last: Day) -> CalendarDate? {
        for place in words.indices {
            guard let end = end(ofWordsAt: place, in: words) else { continue }
            for next in end..<min(end + 8, words.count) {
                if let date = date(at: next, in: words), date.inUTC <= last { return date }
            }
        }
        return nil
    }

    private static func end(ofWordsAt place: Int, in words: [String]) -> Int? {
        guard let candidates = sayings[words[place]] else { return nil }
        for saying in candidates where words[place...].starts(with: saying) { return place + saying.count }
        return nil
    }

    /// `02/11/2026`, `2026-11-02`, `2 novembre 2026`, `November 2, 2026`, `2 de noviembre de 2026`, `1er mai 2026`.
    private static func date(at place: Int, in words: [String]) -> CalendarDate? {
        let parts = words[place...].prefix(5).filter { !["de", "del", "den", "of", "the"].contains($0) }.prefix(3)
        guard parts.count == 3, let first = parts.first, !["de", "del", "den", "of", "the"].contains(words[place]) else {
            return nil
        }
        let rest = Array(parts.dropFirst())
        if let month = months[first] {
            return number(rest[0]).flatMap { day in Int(rest[1]).flatMap { CalendarDate($0, month, day) } }
        }
        guard let leading = number(first), let month = months[rest[0]] ?? Int(rest[0]) else { return nil }
        if first.utf8.count == 4 { return number(rest[1]).flatMap { CalendarDate(leading, month, $0) } }
        return rest[1].utf8.count == 4 ? Int(rest[1]).flatMap { CalendarDate($0, month, leading) } : nil
    }

    /// `2`, `02`, `1er`, `2nd`.
    private static func number(_ word: String) -> Int? {
        let digits = word.prefix { $0.isNumber }
        return digits.count >= word.count - 2 ? Int(digits) : nil
    }

    private static let months: [String: Int] = {
        let names = [
            "janvier january enero januar gennaio janeiro januari jan janv",
            "fevrier february febrero februar febbraio fevereiro februari fev feb",
            "mars march marzo marz marco maart mar", "avril april abril aprile avr apr", "mai may mayo maggio maio mei",
            "juin june junio juni giugno junho", "juillet july julio juli luglio julho", "aout august agosto augustus",
            "septembre september septiembre settembre setembro sept sep",
            "octobre october octubre oktober ottobre outubro oct okt",
            "novembre november noviembre novembro nov", "decembre december diciembre dezember dicembre dezembro dec",
        ]
        var months: [String: Int] = [:]
        for (place, words) in names.enumerated() { for word in words.split(separator: " ") { months[String(word)] = place + 1 } }
        return months
    }()

    /// By their first word, the longest first.
    private static let sayings: [String: [[String]]] = {
        let texts = [
            "a jour au", "a jour a la date du", "date de delivrance", "date d edition", "date de l extrait", "delivre le",
            "delivre a", "edite le", "emis le", "extrait du", "extrait le", "fait a", "situation au", "etat au", "date of issue",
            "date of extract", "date issued", "issued on", "issue date", "extracted on", "given at", "as at", "dated",
            "fecha de expedicion", "fecha de emision", "expedido el", "expedida el", "emitido el", "ausgestellt am", "stand vom",
            "abruf vom", "auszug vom", "ausdruck vom", "datum des auszugs", "data di emissione", "data estrazione", "estratto il",
            "in data", "rilasciato il", "data de emissao", "emitida em", "emitido em", "datum van afgifte", "afgegeven op",
            "uittreksel van", "datum uittreksel", "vervaardigd op",
        ]
        var sayings: [String: [[String]]] = [:]
        for text in texts {
            let words = text.split(separator: " ").map(String.init)
            sayings[words[0], default: []].append(words)
        }
        return sayings.mapValues { $0.sorted { $0.count > $1.count } }
    }()
}
