import Core
import Foundation
import Testing

@Suite struct `The second factor` {
    private func enrol(_ reference: String = "totp/7", _ facts: [AccountFact]) -> Decision<AccountFact> {
        let enrolment = Samples.read(
            TOTPEnrolled.self, ["accountId": .string(Samples.account), "secretRef": .string(reference)])
        return Account.enrol(enrolment, given: facts.isEmpty ? nil : Samples.account(facts), in: Samples.circumstances())
    }

    @Test(arguments: [Samples.secured, Samples.active])
    func `is enrolled on a secured account, by its reference (SEC-1)`(facts: [AccountFact]) {
        let decision = enrol("totp/7", facts)
        #expect(decision.facts == [.secondFactorEnrolled(reference: "totp/7")] && decision.mails == [])
        let account = Samples.account(facts + (decision.facts ?? []))
        #expect(account.row["second_factor"] == "enrolled" && account.row["second_factor_ref"] == "totp/7")
        #expect(enrol("totp/7", facts + (decision.facts ?? [])).ignored != nil)
    }

    @Test func `set up again replaces the first, and the person is told (SEC-1)`() {
        let decision = enrol("totp/8", Samples.active + [.secondFactorEnrolled(reference: "totp/7")])
        #expect(decision.facts == [.secondFactorEnrolled(reference: "totp/8")] && decision.mails == ["second-factor-changed"])
        let back =
            Samples.active + [
                .secondFactorEnrolled(reference: "totp/7"), .reset(.compromised, by: "Eve", link: Samples.link),
                .passwordRecovered,
            ]
        #expect(enrol("totp/7", back).mails == ["second-factor-changed"])
    }

    @Test func `needs a password first: every missing step is named (ACC-2, SEC-1)`() {
        #expect(enrol("totp/7", []).reasons?.count == 3)
        #expect(enrol("totp/7", Samples.unverified).reasons?.count == 2)
        #expect(enrol("totp/7", Samples.verified).refusals == ["ACC-2 -"])
        #expect(enrol("totp/7", Samples.deleted).refusals == ["ACC-17 accountId"])
    }

    @Test(arguments: [
        "otpauth://totp/Secure%20App:alice%40google.com?secret=JBSWY3DPEHPK3PXP&issuer=Secure%20App", "OTPAUTH://totp?x=1",
        "otpauth%3A%2F%2Ftotp", "https://qr.example/?data=otpauth://totp", "x?Secret=AB", "JBSWY3DPEHPK3PXP", "jbswy3dpehpk3pxp",
        "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", "GEZDGNBV", "MZXW6YTBOI======", "MY======", "vault/JBSWY3DPEHPK3PXP/7",
        "JBSW-Y3DP-EHPK-3PXP", "totp/JBSW-Y3DP-EHPK-3PXP", "JBSW Y3DP EHPK 3PXP", "", " ", "a b", "réf",
        String(repeating: "0", count: 201),
    ])
    func `is known by a reference: what looks like a secret is refused and nowhere quoted (SEC-1, NOT-3)`(text: String) throws {
        var form = Form(
            ["accountId": .string(Samples.account), "secretRef": .string(text)], conceals: TOTPEnrolled.carriesSecrets,
            digest: { $0 })
        _ = TOTPEnrolled(from: &form)
        let problem = try #require(form.problems.first)
        #expect(problem.field == "secretRef" && problem.remedy.contains("no otpauth URI, no base32"))
        if text.count > 3 { #expect(!"\(problem)".contains(text)) }
        // So it is sealed wherever it waits, and no problem of the event quotes it.
        #expect(TOTPEnrolled.carriesSecrets)
    }

    @Test(arguments: [
        "totp/7", "vault:kv/data/totp/6b1f0000-0000-7000-8000-000000000000", "6b1f0000-0000-7000-8000-000000000000", "ref-41",
        "guichet-portal-totp-keys/41", "arn:aws:secretsmanager:eu-west-3:123:secret:totp-41", "0f9e8d7c6b5a49388271605f4e3d2c1b",
    ])
    func `takes the names of any store`(text: String) {
        #expect(SecretReference.isAcceptable(text))
    }

    private static let folder = ProcessInfo.processInfo.environment["GUICHET_SAMPLES"]

    /// `rfc6238-appendix-B.tsv`, `rfc4648-base32.tsv`, `otpauth-uris.tsv` of the samples.
    @Test(
        .enabled(
            if: folder != nil || ProcessInfo.processInfo.environment["CI"] != nil,
            "GUICHET_SAMPLES names no folder: the vectors were not read"))
    func `takes no secret of the standards' own vectors`() throws {
        let folder = try #require(Self.folder)
        func cells(_ file: String, _ column: Int) throws -> [String] {
            let text = try String(contentsOfFile: "\(folder)/totp/\(file)", encoding: .utf8)
            let rows = text.split(separator: "\n").dropFirst().map { $0.split(separator: "\t", omittingEmptySubsequences: false) }
            return rows.filter { $0.count > column }.map { String($0[column]) }
        }
        let secrets = try cells("rfc6238-appendix-B.tsv", 1)
        let padded = try cells("rfc4648-base32.tsv", 1).filter { $0.contains("=") }
        let uris = try cells("otpauth-uris.tsv", 0).filter { $0.hasPrefix("otpauth") }
        #expect(!secrets.isEmpty && !padded.isEmpty && !uris.isEmpty)
        for text in secrets + padded + uris { #expect(!SecretReference.isAcceptable(text), "\(text)") }
    }
}
