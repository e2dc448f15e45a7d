import ArgumentParser
import Core
import Testing

@testable import guichet

@Suite struct `The commands of the verification staff` {
    @Test(arguments: [
        ["verify", "approve", "732829320", "--category", "bank"],
        ["verify", "approve", "732829320"],
        ["verify", "approve", "732829320", "--category", "xaas", "--expires", "soon"],
        ["verify", "note", "732829320", "--channel", "pigeon", "--text", "a"],
        ["verify", "reject", "732829320"],
        ["verify", "reasons", "moods"],
        ["verify", "list", "--limit", "0"],
        ["verify", "claim", "732829320", "--timeout", "0"],
    ])
    func `refuse what cannot be meant before anything is asked of a server`(arguments: [String]) {
        #expect(throws: (any Error).self) { _ = try Guichet.parseAsRoot(arguments) }
    }

    @Test(arguments: [
        ["verify", "list"], ["verify", "show", "732829320", "--json"], ["verify", "claim", "732829320", "--by", "a@b.example"],
        ["verify", "approve", "732829320", "--category", "data-center", "--expires", "2027-06-30T00:00:00Z"],
        ["verify", "ask", "732829320", "--reason", "other", "--field", "legalName", "--message", "Which?"],
        ["verify", "fraud", "732829320", "--reason", "forged_document"], ["explain", "clock", "732829320"],
        ["verify", "revoke", "732829320", "--reason", "requested"], ["verify", "reasons", "fraud"],
        ["verify", "note", "732829320", "--channel", "phone", "--text", "a"], ["verify", "release", "732829320"],
    ])
    func `are there under their names`(arguments: [String]) throws {
        _ = try Guichet.parseAsRoot(arguments)
    }

    @Test func `print every reason of the policy that comes with the program, in both languages (VER-14, NOT-4)`() throws {
        let reasons = try PolicyFiles.policies(in: nil).verification.at(WallClock.now()).policy.reasons
        let rows = VerificationReasons.List.allCases.flatMap { list in reasons[list].map { (list, $0) } }
        #expect(VerificationReasons.List.allCases.allSatisfy { reasons[$0].count >= 4 })
        let text = VerifyReasons.text(rows)
        for (list, reason) in rows {
            #expect(text.contains(reason.code) && text.contains(reason.french) && text.contains(reason.english), "\(list)")
            #expect(reason.french != reason.english)
        }
    }

    @Test func `know a policy that would leave nothing to decide with, and say what is wrong with it`() throws {
        let policies = PolicyFiles.File(
            name: "verification-2027-01-01.yaml",
            text: "effective: \"2027-01-01T00:00:00Z\"\nbusinessDays: 3\nreminders: [{days: 40}]\ncloseDays: 30\n")
        let problems = #expect(throws: SettingsProblems.self) { try PolicyFiles.policies(own: [policies], builtIn: []) }
        let names = (problems?.problems ?? []).map(\.name)
        for field in ["infoReasons", "fraudReasons", "mediaTypes", "reminders", "calendar"] {
            #expect(names.contains { $0.hasSuffix(": \(field)") }, "\(field) in \(names)")
        }
    }
}
