import Core
import Testing

@Suite struct `An account's row` {
    @Test func `is the replay of its facts, on any way through the rules`() throws {
        var dice = CoreDice(seed: 5)
        var reached = Set<String>()
        for _ in 0..<300 {
            var account: Account?
            var history: [(name: String, data: Object, at: Moment)] = []
            var now = Samples.now
            for _ in 0..<12 {
                now = now.adding(.seconds(Int64(dice.next() % 40_000)))
                for fact in decision(on: account, at: now, &dice).facts ?? [] {
                    var state = account ?? Account(id: Samples.account)
                    state.apply(fact, at: now)
                    history.append((fact.name, fact.data, now))
                    account = state
                }
            }
            guard let account else { continue }
            reached.insert(account.state?.rawValue ?? "")
            var replayed = Account(id: Samples.account)
            for entry in history {
                replayed.apply(try #require(AccountFact(name: entry.name, data: entry.data)), at: entry.at)
            }
            #expect(replayed.row == account.row)
            #expect(try Account(id: Samples.account, row: account.row).row == account.row)
        }
        #expect(reached == ["unverified", "verified", "secured", "active"])
    }

    @Test func `names every column by which an account is found`() {
        let row = Samples.account(Samples.active).row
        for column in Account.references { #expect(row[column]?.string != nil) }
    }

    @Test(arguments: ["state", "email", "locale", "confirmed_at"])
    func `that cannot be read is our fault, by its table and column`(column: String) {
        let row = Samples.account(Samples.active).row.with(column, "?")
        do throws(Failure) {
            _ = try Account(id: Samples.account, row: column == "email" ? row.with(column, .null) : row)
            Issue.record("it was read")
        } catch {
            guard case .fatal(let message) = error else { return #expect(Bool(false), "\(error)") }
            #expect(message.contains("accounts.\(column)"))
        }
    }

    /// Any event, at any time: most are refused, and those that are not make a valid way.
    private func decision(on account: Account?, at now: Moment, _ dice: inout CoreDice) -> Decision<AccountFact> {
        let circumstances = Samples.circumstances(at: now, cause: "/portal \(dice.next())")
        let id = Value.string(Samples.account)
        let title = Value.string("title \(dice.next() % 3)")
        switch dice.next() % 7 {
        case 0, 1:
            let request = Samples.read(SignupRequested.self, ["accountId": id, "email": .string(Samples.email)])
            return Account.signUp(request, given: account, in: circumstances)
        case 2:
            let request = Samples.read(VerificationResend.self, ["email": .string(Samples.email)])
            return Account.resend(request, given: account, in: circumstances)
        case 3:
            // The hash of the link is what this digest makes of its token.
            var form = Form(["token": "any-token-of-a-link"], digest: { _ in account?.link?.tokenHash ?? "" })
            return Account.confirm(EmailConfirmed(from: &form), given: account, in: circumstances)
        case 4:
            let set = Samples.read(PasswordSet.self, ["accountId": id, "passwordHash": .string(Samples.hash)])
            return Account.setPassword(set, given: account)
        case 5:
            let data: Object = ["accountId": id, "fullName": "Ada", "jobTitle": title, "photo": "photo"]
            return Account.complete(Samples.read(ProfileCompleted.self, data), given: account)
        default:
            let data: Object = ["accountId": id, "fullName": "Ada", "jobTitle": title]
            return Account.change(Samples.read(ProfileChanged.self, data), given: account)
        }
    }
}
