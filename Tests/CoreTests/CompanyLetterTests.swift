import Core
import Testing

@Suite struct `A letter of a company` {
    private typealias S = CompanySamples

    private func write(
        _ letter: CompanyLetter, about account: String? = CompanySamples.stranger, grant: RoleGrant? = nil,
        reason: String? = nil, until: Moment? = nil, administrators: [Object] = CompanyLetters.administrators
    ) throws -> (decision: Decision<CompanyFact>, mails: [NotificationSend]) {
        let wanted = CompanyLetterWanted.outgoing(
            letter, of: S.company, about: account, grant: grant, reason: reason, until: until)
        let circumstances = S.circumstances(S.people + [(.administrators(of: S.company), administrators)])
        let decision = Company.write(
            S.read(CompanyLetterWanted.self, wanted.data), given: S.withRequest(), in: circumstances)
        return (decision, try #require(decision.consequences?.send).map { S.read(NotificationSend.self, $0.data) })
    }

    @Test(arguments: CompanyLetter.allCases)
    func `goes to all administrators, or to the one it is about, each in his language (NOT-1, NOT-4)`(
        letter: CompanyLetter
    ) throws {
        let (decision, mails) = try write(letter, grant: S.contract, reason: "no", until: S.now)
        #expect(mails.allSatisfy { $0.template == letter.rawValue && $0.values["company"] == "Crémerie de l'Étoile SAS" })
        if letter.isForAdministrators {
            #expect(mails.map(\.recipient) == ["ada@acme.example", "bob@acme.example"])
            #expect(mails.map(\.locale) == [.french, .english])
        } else {
            #expect(mails.map(\.recipient) == ["\(S.stranger.suffix(3))@example.org"] && mails[0].account == S.stranger)
        }
        #expect(decision.facts == [.told(letter, account: S.stranger, count: Int64(mails.count))])
        #expect(Set(mails.map(\.notification)).count == mails.count)
    }

    @Test func `to nobody is kept as such: a company without administrators tells none`() throws {
        let (decision, mails) = try write(.joinRequested, until: S.now, administrators: [])
        #expect(mails.isEmpty && decision.facts == [.told(.joinRequested, account: S.stranger, count: 0)])
    }

    @Test func `says the role in the reader's words, and that no reason was given where none was`() throws {
        #expect(try write(.roleChanged, grant: S.contract).mails[0].values["role"] == "user, limited to the contract OCB000123")
        #expect(S.contract.words(in: .french) == "utilisateur, limité au contrat OCB000123")
        #expect(try write(.joinRefused).mails[0].values["reason"] == "no reason was given")
    }

    @Test func `about a registration names the address for questions (VER-12)`() throws {
        let values = try write(.registered, about: S.registrant).mails[0].values
        #expect(values["contact"] == .string(CompanyPolicy.cautious.contact) && values["country"] == "FR")
    }

    @Test func `decided twice is the same mail (NOT-5)`() throws {
        #expect(
            try write(.verified, about: nil).mails.map(\.notification) == write(.verified, about: nil).mails.map(\.notification))
    }
}

enum CompanyLetters {
    static let administrators: [Object] = [
        ["account": .string(CompanySamples.registrant), "email": "ada@acme.example", "locale": "fr"],
        ["account": .string(CompanySamples.second), "email": "bob@acme.example", "locale": "en"],
    ]
}
