/// RFC 3339 text for instants and days. Civil dates by the proleptic Gregorian calendar (H. Hinnant's algorithms).
extension Moment: CustomStringConvertible {
    /// `2026-11-21T12:00:00.000000Z`, always UTC, always six fractional digits.
    package var description: String {
        let time = microseconds - day.start.microseconds
        let seconds = time / 1_000_000
        let (year, month, dayOfMonth) = day.civil
        guard (0...9999).contains(year) else {
            return "\(day)T\(padded(seconds / 3600, 2)):\(padded(seconds / 60 % 60, 2)):\(padded(seconds % 60, 2))"
                + ".\(padded(time % 1_000_000, 6))Z"
        }
        // Rows are full of instants: their text is written at once, without pieces.
        return String(unsafeUninitializedCapacity: 27) { text in
            _ = text.initialize(from: "0000-00-00T00:00:00.000000Z".utf8)
            for (number, end) in [
                (Int64(year), 4), (Int64(month), 7), (Int64(dayOfMonth), 10), (seconds / 3600, 13),
                (seconds / 60 % 60, 16), (seconds % 60, 19), (time % 1_000_000, 26),
            ] {
                var (rest, place) = (number, end)
                while rest > 0 {
                    place -= 1
                    text[place] = 0x30 + UInt8(truncatingIfNeeded: rest % 10)
                    rest /= 10
                }
            }
            return 27
        }
    }

    /// Reads RFC 3339 with any offset and up to nine fractional digits (kept to the microsecond); nil for anything else.
    /// A leap second (`:60`) is read as the last microsecond of its minute.
    package init?(rfc3339 text: String) {
        self.init(rfc3339: text.utf8.span)
    }

    /// The same of its bytes.
    package init?(rfc3339 bytes: Span<UInt8>) {
        guard var reader = Digits(bytes), let year = reader.number(4), reader.take("-"), let month = reader.number(2),
            reader.take("-"), let dayOfMonth = reader.number(2), let day = Day(year: year, month: month, day: dayOfMonth),
            reader.take("T") || reader.take("t") || reader.take(" "),
            let hour = reader.number(2), hour < 24, reader.take(":"), let minute = reader.number(2), minute < 60,
            reader.take(":"), let second = reader.number(2), second <= 60
        else { return nil }
        var fraction = 0
        if reader.take(".") {
            var count = 0
            while let digit = reader.number(1) {
                if count < 6 { fraction = fraction * 10 + digit }
                count += 1
            }
            guard (1...9).contains(count) else { return nil }
            for _ in min(count, 6)..<6 { fraction *= 10 }
        }
        var offset = 0
        if !(reader.take("Z") || reader.take("z")) {
            let sign = reader.take("+") ? 1 : reader.take("-") ? -1 : 0
            guard sign != 0, let hours = reader.number(2), hours < 24, reader.take(":"), let minutes = reader.number(2),
                minutes < 60
            else { return nil }
            offset = sign * (hours * 3600 + minutes * 60)
        }
        guard reader.isAtEnd else { return nil }
        let leap = second == 60
        let seconds = hour * 3600 + minute * 60 + (leap ? 59 : second) - offset
        self.init(
            microseconds: day.start.microseconds + Int64(seconds) * 1_000_000 + Int64(leap ? 999_999 : fraction))
    }
}

extension Day: CustomStringConvertible {
    /// `2026-11-21`
    package var description: String {
        let (year, month, day) = civil
        return "\(padded(Int64(year), 4))-\(padded(Int64(month), 2))-\(padded(Int64(day), 2))"
    }

    /// Nil where the calendar has no such day.
    package init?(year: Int, month: Int, day: Int) {
        guard (1...12).contains(month), (1...31).contains(day), (0...9999).contains(year) else { return nil }
        let shifted = month <= 2 ? year - 1 : year
        let era = (shifted >= 0 ? shifted : shifted - 399) / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        self.init(number: Int32(era * 146_097 + dayOfEra - 719_468))
        let (_, sameMonth, sameDay) = civil
        guard sameMonth == month, sameDay == day else { return nil }
    }

    /// Reads `2026-11-21`; nil for anything else.
    package init?(iso8601 text: String) {
        guard var reader = Digits(text.utf8.span), let year = reader.number(4), reader.take("-"), let month = reader.number(2),
            reader.take("-"), let day = reader.number(2), reader.isAtEnd
        else { return nil }
        self.init(year: year, month: month, day: day)
    }

    var civil: (year: Int, month: Int, day: Int) {
        let shifted = Int(number) + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let part = (5 * dayOfYear + 2) / 153
        let month = part < 10 ? part + 3 : part - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * part + 2) / 5 + 1)
    }
}

private func padded(_ number: Int64, _ width: Int) -> String {
    let digits = String(number)
    return digits.count >= width ? digits : String(repeating: "0", count: width - digits.count) + digits
}

/// A short text, read from left to right. No instant is longer: `2026-11-21T12:00:00.123456789+01:00` has 35 bytes.
private struct Digits {
    private var bytes = InlineArray<40, UInt8>(repeating: 0)
    private let count: Int
    private var position = 0

    init?(_ text: Span<UInt8>) {
        guard text.count <= bytes.count else { return nil }
        count = text.count
        for place in text.indices { bytes[place] = text[place] }
    }

    var isAtEnd: Bool { position == count }

    mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard position < count, bytes[position] == UInt8(ascii: character) else { return false }
        position += 1
        return true
    }

    mutating func number(_ width: Int) -> Int? {
        guard position + width <= count else { return nil }
        var value = 0
        for place in position..<position + width {
            let byte = bytes[place]
            guard (0x30...0x39).contains(byte) else { return nil }
            value = value * 10 + Int(byte - 0x30)
        }
        position += width
        return value
    }
}
