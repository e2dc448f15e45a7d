import Core
import Testing

@Suite struct `An account's row` {
    @Test func `is the replay of its facts, on any way through the rules`() throws {
        var dice = CoreDice(seed: 5)
        var (reached, factors) = (Set<String>(), Set<String>())
        for _ in 0..<400 {
            var account: Account?
            var history: [(name: String, data: Object, at: Moment)] = []
            var now = Samples.now
            for _ in 0..<40 {
                now = now.adding(.seconds(Int64(dice.next() % 40_000)))
                let decision = AccountWays.decision(on: account, at: now, &dice)
                for fact in decision.facts ?? [] {
                    var state = account ?? Account(id: Samples.account)
                    state.apply(fact, at: now)
                    history.append((fact.name, fact.data, now))
                    account = state
                }
                for erasure in decision.consequences?.erase ?? [] {
                    history = history.map { ($0.name, Erasure.erased($0.data, erasure.members), $0.at) }
                    #expect(!"\(history)".contains(Samples.email) && !"\(history)".contains("Ada"))
                }
                reached.insert(account?.state?.rawValue ?? "nobody")
                factors.insert(account?.secondFactor.name ?? "none")
            }
            guard let account else { continue }
            var replayed = Account(id: Samples.account)
            for entry in history {
                replayed.apply(try #require(AccountFact(name: entry.name, data: entry.data)), at: entry.at)
            }
            #expect(replayed.row == account.row)
            #expect(try Account(id: Samples.account, row: account.row).row == account.row)
        }
        #expect(reached == Set(Account.State.allCases.map(\.rawValue) + ["nobody"]))
        #expect(factors == ["none", "enrolled", "revoked"])
    }

    @Test func `names every column by which an account is found`() {
        let row = Samples.account(Samples.locked).row
        for column in Account.references { #expect(row[column]?.string != nil) }
    }

    @Test(arguments: ["state", "email", "locale", "confirmed_at", "recovery_attempts", "recovery_recent", "second_factor"])
    func `that cannot be read is our fault, by its table and column`(column: String) {
        let row = Samples.account(Samples.active).row.with(column, "?")
        do throws(Failure) {
            let broken = column == "recovery_recent" ? row.with(column, ["?"]) : column == "email" ? row.with(column, .null) : row
            _ = try Account(id: Samples.account, row: broken)
            Issue.record("it was read")
        } catch {
            guard case .fatal(let message) = error else { return #expect(Bool(false), "\(error)") }
            #expect(message.contains("accounts.\(column)"))
        }
    }
}
