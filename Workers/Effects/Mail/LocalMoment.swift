import Core
import Foundation

/// An instant as the reader of a mail understands it: the time in France for French mails, UTC for others, and always
/// with its distance from UTC.
enum LocalMoment {
    static func text(_ moment: Moment, in locale: Core.Locale) -> String {
        let zone = locale == .french ? TimeZone(identifier: "Europe/Paris") : nil
        let offset = zone?.secondsFromGMT(for: Date(timeIntervalSince1970: moment.seconds(since: Moment(seconds: 0)))) ?? 0
        let local = moment.adding(.seconds(Int64(offset)))
        let date = local.day.description.split(separator: "-").compactMap { Int($0) }
        let time = local.description.dropFirst(11).prefix(5)
        guard date.count == 3 else { return moment.description }
        let month = months(locale)[date[1] - 1]
        let (hours, minutes) = (twoDigits(abs(offset) / 3600), twoDigits(abs(offset) / 60 % 60))
        let distance = offset == 0 ? "UTC" : "UTC\(offset < 0 ? "-" : "+")\(hours):\(minutes)"
        switch locale {
        case .french: return "\(date[2] == 1 ? "1er" : "\(date[2])") \(month) \(date[0]) à \(time) (\(distance))"
        case .english: return "\(date[2]) \(month) \(date[0]) at \(time) (\(distance))"
        }
    }

    /// RFC 5322, 3.3, in UTC: `Sat, 21 Nov 2026 12:00:00 +0000`.
    static func header(_ moment: Moment) -> String {
        let date = moment.day.description.split(separator: "-").compactMap { Int($0) }
        let time = moment.description.dropFirst(11).prefix(8)
        guard date.count == 3 else { return moment.description }
        let weekday = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"][Int((moment.day.number % 7 + 7) % 7)]
        return "\(weekday), \(twoDigits(date[2])) \(months(.english)[date[1] - 1].prefix(3)) \(date[0]) \(time) +0000"
    }

    private static func months(_ locale: Core.Locale) -> [String] {
        switch locale {
        case .french:
            [
                "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre",
                "novembre", "décembre",
            ]
        case .english:
            [
                "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
                "November", "December",
            ]
        }
    }

    private static func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
