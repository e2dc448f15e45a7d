import Core
import Foundation
import Testing

@testable import guichet

@Suite struct `Policy files` {
    private static let rest =
        "quarantineDays: 1\nsharedQuarantineDays: 1\nconfirmedQuarantineDays: 1\nconfirmedWithinDays: 1\nhistoryHours: 1\n"

    private func policies(_ own: [(String, String)]) throws -> Policies {
        try PolicyFiles.policies(
            own: own.map { PolicyFiles.File(name: $0.0, text: $0.1) },
            builtIn: [
                PolicyFiles.File(
                    name: "network-2026-01-01.yaml", text: "effective: 2026-01-01T00:00:00Z\nskewSeconds: 7\n" + Self.rest)
            ])
    }

    @Test func `that come with the program are whole, and all of them are listed`() throws {
        let built = try PolicyFiles.policies(in: nil)
        #expect(built.abuse.all[0].name.hasPrefix("abuse-2026") && built.firewall.all[0].name.hasPrefix("firewall-2026"))
        #expect(built.network.all[0].name.hasPrefix("network-2026"))
        let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "Ops/Policies")
        let files = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".yaml") }
        #expect(Set(files) == Set(BuiltInPolicies.files.map(\.name)))
    }

    @Test func `that name a calendar which nobody knows are refused before anything starts (VER-10)`() throws {
        let text = try #require(BuiltInPolicies.files.first { $0.name.hasPrefix("verification-") }).text
        let wrong = text.replacing("calendar: fr-business-days", with: "calendar: nope")
        let own = [PolicyFiles.File(name: "verification-2026-12-01.yaml", text: wrong)]
        let problems = #expect(throws: SettingsProblems.self) {
            try PolicyFiles.policies(own: own, builtIn: BuiltInPolicies.files)
        }
        #expect(problems?.problems.map(\.name) == ["verification-2026-12-01.yaml: calendar"])
    }

    @Test func `of an installation count instead of those built in, each from its date`() throws {
        let own = try policies([
            ("network-2026-05-01.yaml", "effective: 2026-05-01T00:00:00Z\nskewSeconds: 60\n" + Self.rest),
            ("network-2026-06-01.yaml", "effective: 2026-06-01T00:00:00+02:00\nskewSeconds: 90\n" + Self.rest),
        ])
        let instants = ["2026-04-01T00:00:00Z", "2026-05-31T21:59:59Z", "2026-05-31T22:00:00Z"].compactMap { Moment(rfc3339: $0) }
        #expect(instants.map { own.network.at($0).policy.skewSeconds } == [60, 60, 90])
        #expect(own.network.at(instants[2]).name == "network-2026-06-01")
        #expect(try policies([]).network.all.map(\.policy.skewSeconds) == [7])
    }

    @Test func `that are wrong are all refused at once, naming file and field`() throws {
        let problems = #expect(throws: SettingsProblems.self) {
            try policies([
                ("network-2026-05-01.yaml", "skewSeconds: soon\n"), ("firewall-2026-05-01.yaml", "- 1\n"),
                ("weather-2026-05-01.yaml", "effective: 2026-05-01T00:00:00Z\n"), ("abuse-2026-05-01.yaml", "mode: [\n"),
            ])
        }
        let names = (problems?.problems ?? []).map(\.name)
        for name in [
            "network-2026-05-01.yaml: skewSeconds", "network-2026-05-01.yaml: effective", "firewall-2026-05-01.yaml",
            "weather-2026-05-01.yaml", "abuse-2026-05-01.yaml",
        ] { #expect(names.contains(name), "\(names)") }
    }
}
