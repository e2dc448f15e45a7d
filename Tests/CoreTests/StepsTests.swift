import Core
import Testing

/// ACC-2: every step in its order, and a step too early told all that must come before.
@Suite struct `The steps of an account` {
    static let signUp = "first: account.signup.requested"
    static let confirm = "first: account.email.confirmed with the token of the mail"
    static let password = "first: account.password.set"
    static let profile = "first: account.profile.completed"

    let set = Samples.read(PasswordSet.self, ["accountId": .string(Samples.account), "passwordHash": .string(Samples.hash)])
    let completion = Samples.read(
        ProfileCompleted.self, ["accountId": .string(Samples.account), "fullName": "Ada Lovelace", "jobTitle": "Analyst"])

    func change(_ title: String) -> ProfileChanged {
        Samples.read(
            ProfileChanged.self,
            ["accountId": .string(Samples.account), "fullName": "Ada Lovelace", "jobTitle": .string(title)])
    }

    @Test func `a password after the confirmation secures the account, its hash beside it (ACC-2)`() {
        let decision = Account.setPassword(set, given: Samples.account(Samples.verified))
        #expect(decision.facts == [.passwordSet])
        #expect(
            decision.consequences?.credentials
                == [Credential(subject: "account/\(Samples.account)", kind: "password", hash: Samples.hash)])
    }

    @Test func `a password too early is refused with every missing step in order (ACC-2)`() {
        #expect(remedies(Account.setPassword(set, given: nil)) == [Self.signUp, Self.confirm])
        #expect(remedies(Account.setPassword(set, given: Samples.account(Samples.unverified))) == [Self.confirm])
    }

    @Test(arguments: [Samples.secured, Samples.active])
    func `a second password is refused (ACC-2)`(facts: [AccountFact]) {
        let reasons = Account.setPassword(set, given: Samples.account(facts)).reasons
        #expect(reasons?.map(\.rule) == ["ACC-2"] && reasons?.map(\.field) == ["passwordHash"])
    }

    @Test func `a profile completes a secured account (ACC-3)`() {
        let decision = Account.complete(completion, given: Samples.account(Samples.secured))
        #expect(decision.facts == [.profileCompleted(Samples.profile)])
    }

    @Test func `a profile too early is refused with every missing step in order (ACC-2, ACC-3)`() {
        #expect(remedies(Account.complete(completion, given: nil)) == [Self.signUp, Self.confirm, Self.password])
        #expect(
            remedies(Account.complete(completion, given: Samples.account(Samples.unverified))) == [Self.confirm, Self.password])
        #expect(remedies(Account.complete(completion, given: Samples.account(Samples.verified))) == [Self.password])
    }

    @Test func `the same profile again is ignored, another is refused: changes have their own event (ACC-3, ACC-4)`() {
        #expect(Account.complete(completion, given: Samples.account(Samples.active)).ignored != nil)
        let other = Samples.read(
            ProfileCompleted.self, ["accountId": .string(Samples.account), "fullName": "Eve", "jobTitle": "Analyst"])
        #expect(Account.complete(other, given: Samples.account(Samples.active)).reasons?.map(\.rule) == ["ACC-4"])
    }

    @Test func `a profile is changed at any time once there is one (ACC-4)`() {
        let changed = Profile(fullName: "Ada Lovelace", jobTitle: "Director", photo: nil)
        #expect(Account.change(change("Director"), given: Samples.account(Samples.active)).facts == [.profileChanged(changed)])
        let again = Samples.account(Samples.active + [.profileChanged(changed)])
        #expect(Account.change(change("Director"), given: again).ignored != nil)
        #expect(Account.change(change("Analyst"), given: again).facts == [.profileChanged(Samples.profile)])
    }

    @Test func `a change too early is refused with every missing step in order (ACC-2, ACC-4)`() {
        let steps = [Self.signUp, Self.confirm, Self.password, Self.profile]
        let states: [[AccountFact]] = [[], Samples.unverified, Samples.verified, Samples.secured]
        for (index, facts) in states.enumerated() {
            let account = facts.isEmpty ? nil : Samples.account(facts)
            #expect(remedies(Account.change(change("Director"), given: account)) == Array(steps.dropFirst(index)))
        }
    }

    private func remedies(_ decision: Decision<AccountFact>) -> [String]? {
        guard let reasons = decision.reasons else { return nil }
        #expect(reasons.allSatisfy { $0.rule == "ACC-2" })
        return reasons.map(\.remedy)
    }
}
