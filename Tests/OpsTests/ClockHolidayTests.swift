import Core
import Foundation
import Testing

@testable import guichet

/// Holidays as others publish and compute them, in the folder that `GUICHET_SAMPLES` names.
@Suite struct `The holidays of the calendars that ship` {
    private static let folder = ProcessInfo.processInfo.environment["GUICHET_SAMPLES"]
    private static var areWanted: Bool { folder != nil || ProcessInfo.processInfo.environment["CI"] != nil }
    private static let absence: Comment = "GUICHET_SAMPLES names no folder: what others publish was not read"

    /// By etalab's name of the zone. Etalab knows no local holidays of the last four.
    private static let zones = [
        "Métropole": "fr", "Alsace-Moselle": "fr-alsace-moselle", "Guadeloupe": "fr-guadeloupe", "Guyane": "fr-guyane",
        "Martinique": "fr-martinique", "Mayotte": "fr-mayotte", "La Réunion": "fr-la-reunion",
        "Saint-Barthélémy": "fr-saint-barthelemy", "Saint-Martin": "fr-saint-martin", "Nouvelle-Calédonie": "fr",
        "Polynésie Française": "fr", "Saint-Pierre-et-Miquelon": "fr", "Wallis-et-Futuna": "fr",
    ]

    @Test(.enabled(if: areWanted, absence)) func `are those that etalab publishes for all thirteen zones of France, by name`()
        throws
    {
        let files = try FileManager.default.contentsOfDirectory(atPath: #require(Self.folder) + "/calendar")
            .filter { $0.hasPrefix("etalab__jours_feries_") }
        #expect(files.count == 13)
        for file in files {
            let rows = try Self.rows(file, separator: ",")
            let zone = try #require(rows.first?["zone"])
            let holidays = try Self.region(#require(Self.zones[zone]))
            let published = Dictionary(grouping: rows) { $0["date"] ?? "" }.mapValues {
                Set($0.compactMap { $0["nom_jour_ferie"] })
            }
            #expect(
                try Self.days(of: holidays, in: 2006...2031).mapValues { Set($0.components(separatedBy: ", ")) } == published,
                "\(file)")
        }
        // The file of all zones says the same.
        let all = try Self.rows("etalab__jours_feries.csv", separator: ",").flatMap { row in
            (row["zones"] ?? "").split(separator: "|").map { (String($0), row["date"] ?? "") }
        }
        for (zone, region) in Self.zones {
            let published = Set(all.filter { $0.0 == zone }.map(\.1))
            #expect(try Set(Self.days(of: Self.region(region), in: 2006...2031).keys) == published, "\(zone)")
        }
    }

    @Test(.enabled(if: areWanted, absence)) func `follow Easter as another library reckons it, from 1583 to 2299`() throws {
        let rows = try Self.rows("easter-dateutil-1583-2299.tsv", separator: "\t")
        #expect(rows.count == 717)
        for row in rows {
            #expect(try Day.easter(in: #require(row["year"].flatMap { Int($0) }))?.description == row["easter"])
        }
        #expect(Day.easter(in: 1582) == nil)
    }

    @Test(.enabled(if: areWanted, absence)) func `are those of another library until 2040, and other countries are data too`()
        throws
    {
        let rows = try Self.rows("holidays-pypi-2015-2040.tsv", separator: "\t")
        for (country, subdivision, name) in [
            ("FR", "", "fr"), ("FR", "57", "fr-alsace-moselle"), ("AT", "", "at"), ("BE", "", "be"), ("DE", "", "de"),
            ("DE", "BY", "de-by"), ("IT", "", "it"), ("LU", "", "lu"),
        ] {
            let computed = Set(rows.filter { $0["country"] == country && $0["subdiv"] == subdivision }.compactMap { $0["date"] })
            let region = try name.hasPrefix("fr") ? Self.region(name) : Self.region(name, in: Self.neighbours)
            let known = try Set(Self.days(of: region, in: 2015...2040).keys)
            #expect(computed.count > 200 && known == computed, "\(name)")
        }
    }

    /// A region as a calendar sees it that is written under the others of a file.
    private static func region(_ name: String, in file: String? = nil) throws -> Holidays {
        let shipped = BuiltInPolicies.files.first { $0.name.hasPrefix("calendars-") }?.text
        let text =
            try (file ?? #require(shipped))
            + "\n  - {name: wanted, zone: Europe/Paris, holidays: \(name), windows: [{days: [mon], hours: [\"09:00-18:00\"]}]}\n"
        let policies = try PolicyFiles.policies(own: [.init(name: "calendars-2015-01-01.yaml", text: text)], builtIn: [])
        return try #require(policies.calendars.all.first?.policy["wanted"]?.holidays)
    }

    /// What each holiday is called, by its date.
    private static func days(of holidays: Holidays, in years: ClosedRange<Int>) throws -> [String: String] {
        let first = try #require(Day(year: years.lowerBound, month: 1, day: 1))
        let last = try #require(Day(year: years.upperBound, month: 12, day: 31))
        return Dictionary(
            uniqueKeysWithValues: (first.number...last.number).map { Day(number: $0) }.compactMap { day in
                holidays.name(of: day).map { (day.description, $0) }
            })
    }

    private static func rows(_ file: String, separator: Character) throws -> [[String: String]] {
        let path = try #require(folder) + "/calendar/" + file
        let lines = try String(contentsOfFile: path, encoding: .utf8).split(whereSeparator: \.isNewline).map {
            $0.split(separator: separator, omittingEmptySubsequences: false).map(String.init)
        }
        let head = try #require(lines.first)
        return lines.dropFirst().map { Dictionary(uniqueKeysWithValues: zip(head, $0)) }
    }

    private static let neighbours = """
        effective: "2015-01-01T00:00:00Z"
        zones: [{name: Europe/Paris, rules: [{from: "1996-01-01T00:00:00Z", posix: "CET-1CEST,M3.5.0,M10.5.0/3"}]}]
        holidays:
          - name: western
            days: [{day: 01-01, name: a}, {day: easter+1, name: b}, {day: 05-01, name: c}, {day: 12-25, name: d}]
          - name: catholic
            like: western
            days: [{day: easter+39, name: e}, {day: easter+50, name: f}, {day: 08-15, name: g}, {day: 11-01, name: h}]
          - {name: at, like: catholic, days: [{day: 01-06, name: i}, {day: easter+60, name: j}, {day: 10-26, name: k},
             {day: 12-08, name: l}, {day: 12-26, name: m}]}
          - {name: be, like: catholic, days: [{day: easter, name: i}, {day: easter+49, name: j}, {day: 07-21, name: k},
             {day: 11-11, name: l}]}
          - {name: lu, like: catholic, days: [{day: 05-09, name: i, from: 2019}, {day: 06-23, name: j}, {day: 12-26, name: k}]}
          - {name: it, like: western, days: [{day: 01-06, name: e}, {day: easter, name: f}, {day: 04-25, name: g},
             {day: 06-02, name: h}, {day: 08-15, name: i}, {day: 10-04, name: j, from: 2026}, {day: 11-01, name: k},
             {day: M11.1.0, name: l}, {day: 12-08, name: m}, {day: 12-26, name: n}]}
          - {name: de, like: western, days: [{day: easter-2, name: e}, {day: easter+39, name: f}, {day: easter+50, name: g},
             {day: 10-03, name: h}, {day: 12-26, name: i}], added: [{day: 2017-10-31, name: j}]}
          - {name: de-by, like: de, days: [{day: 01-06, name: k}, {day: easter+60, name: l}, {day: 11-01, name: m}]}
        calendars:
        """
}
