import Core
import Testing

@Suite struct `The row of a company` {
    private typealias S = CompanySamples

    @Test func `is the replay of its facts on any way, with an administrator or waiting for one`() throws {
        var dice = CoreDice(seed: 17)
        var names = Set<String>()
        var standings = Set<Standing>()
        for round in 0..<200 {
            var company: Company?
            var history: [(name: String, data: Object, at: Moment)] = []
            var now = S.now
            for step in 0..<30 {
                now = now.adding(.seconds(Int64(dice.next() % 200_000)))
                let circumstances = S.circumstances(at: now, cause: "\(round) \(step)", Self.answers)
                for fact in decision(on: company, in: circumstances, &dice).facts ?? [] {
                    var state = company ?? Company(id: S.company)
                    state.apply(fact, at: now)
                    history.append((fact.name, fact.data, now))
                    names.insert(fact.name)
                    company = state
                }
                if let company {
                    standings.insert(company.standing)
                    #expect(company.administrators.isEmpty == (company.orphanedSince != nil))
                }
            }
            guard let company else { continue }
            var replayed = Company(id: S.company)
            for entry in history {
                replayed.apply(try #require(CompanyFact(name: entry.name, data: entry.data), "\(entry)"), at: entry.at)
            }
            #expect(replayed.row == company.row)
            #expect(try Company(id: S.company, row: company.row).row == company.row)
        }
        #expect(names.count == 16 && standings == Set(Standing.allCases), "\(names) \(standings)")
    }

    private static let answers: [(Ask, [Object])] =
        S.people + [
            (.administrators(of: S.company), CompanyLetters.administrators),
            (
                .person(at: "second@example.org", in: S.company),
                [["account": .string(S.second), "member_state": "active"]]
            ),
            (
                .invitation(Invitation.id(of: "second@example.org", to: S.company, Samples.digest)),
                [["state": "open", "email": "second@example.org"]]
            ),
        ]

    private func decision(
        on company: Company?, in circumstances: Circumstances, _ dice: inout CoreDice
    ) -> Decision<CompanyFact> {
        let people = [S.registrant, S.second, S.stranger]
        let (one, other) = (people[Int(dice.next() % 3)], people[Int(dice.next() % 3)])
        let role: Object = dice.next() % 2 == 0 ? CompanyJoining.user : ["role": "administrator"]
        let ids = S.ids(by: one, of: other, role)
        switch dice.next() % 13 {
        case 0: return Company.register(S.read(CompanyRegistered.self, S.registration()), given: company, in: circumstances)
        case 1, 2: return Company.requestJoin(S.read(JoinRequested.self, ids), given: company, in: circumstances)
        case 3, 4: return Company.grant(S.read(JoinGranted.self, ids), given: company, in: circumstances)
        case 5: return Company.refuse(S.read(JoinRefused.self, ids), given: company, in: circumstances)
        case 6:
            guard let company, let member = company.members[other] else { return .ignore("nobody") }
            let what = JoinCameDue.What.allCases[Int(dice.next() % 2)]
            let due = JoinCameDue.outgoing(what, company: company.id, account: other, requestedAt: member.since)
            return Company.comeDue(S.read(JoinCameDue.self, due.data), given: company, in: circumstances)
        case 7: return Company.assign(S.read(RoleAssigned.self, ids), given: company, in: circumstances)
        case 8: return revocation(ids, on: company, in: circumstances, &dice)
        case 9: return leaving(other, on: company, in: circumstances, &dice)
        case 10:
            let joined = MemberJoined.outgoing(company: S.company, account: other, invitation: S.id(9), .administrator)
            return Company.join(S.read(MemberJoined.self, joined.data), given: company, in: circumstances)
        case 11:
            let standing = Standing.allCases[Int(dice.next() % 7)]
            let change = StandingChanged.outgoing(
                company: S.company, standing: standing, category: dice.next() % 2 == 0 ? .xaas : nil,
                expires: circumstances.now.adding(.days(9)), by: "Eve")
            return Company.stand(S.read(StandingChanged.self, change.data), given: company, in: circumstances)
        default: return contact(on: company, in: circumstances, &dice)
        }
    }

    private func revocation(
        _ ids: Object, on company: Company?, in circumstances: Circumstances, _ dice: inout CoreDice
    ) -> Decision<CompanyFact> {
        let byAddress: Object = ["companyId": .string(S.company), "by": ids["by"] ?? .null, "email": "second@example.org"]
        let input = S.read(MemberRevoked.self, dice.next() % 2 == 0 ? ids : byAddress)
        return Company.revoke(input, given: company, in: circumstances)
    }

    private func leaving(
        _ account: String, on company: Company?, in circumstances: Circumstances, _ dice: inout CoreDice
    ) -> Decision<CompanyFact> {
        if company?.orphanedSince != nil {
            let data: Object = [
                "companyId": .string(S.company), "accountId": .string(account), "by": "Chloé", "reason": "a letter",
            ]
            return Company.appoint(S.read(AdministratorAppointed.self, data), given: company, in: circumstances)
        }
        let left = MemberLeft.outgoing(company: S.company, account: account)
        return Company.leave(S.read(MemberLeft.self, left.data), given: company, in: circumstances)
    }

    private func contact(
        on company: Company?, in circumstances: Circumstances, _ dice: inout CoreDice
    ) -> Decision<CompanyFact> {
        let contract: Value = dice.next() % 2 == 0 ? "OCB000123" : "OCB000124"
        let data: Object = [
            "companyId": .string(S.company), "contractId": contract, "contact": "a@acme.example", "oldContact": "a@acme.example",
            "newContact": "b@acme.example", "by": "Chloé",
        ]
        switch dice.next() % 3 {
        case 0: return Company.name(S.read(ContactNamed.self, data), given: company, in: circumstances)
        case 1: return Company.change(S.read(ContactChanged.self, data), given: company, in: circumstances)
        default:
            let letter = CompanyLetter.allCases[Int(dice.next() % 10)]
            let wanted = CompanyLetterWanted.outgoing(letter, of: S.company, about: S.registrant)
            return Company.write(S.read(CompanyLetterWanted.self, wanted.data), given: company, in: circumstances)
        }
    }

    @Test func `names every column by which a company is found`() {
        let row = S.registered().row
        for column in Company.references { #expect(row[column]?.string != nil) }
    }

    @Test(arguments: ["standing", "declared_type", "legal_name", "registered_at", "members", "contacts", "category"])
    func `that cannot be read is our fault, by its table and column`(column: String) {
        let row = S.registered().row.with(column, column == "legal_name" ? .null : column.hasSuffix("s") ? ["x": "?"] : "?")
        #expect { _ = try Company(id: S.company, row: row) } throws: { error in
            guard case .fatal(let message) = error as? Failure else { return false }
            return message.contains("companies.\(column)")
        }
    }

    @Test func `of an invitation is the replay of its facts, on any way through the rules`() throws {
        var dice = CoreDice(seed: 23)
        var reached = Set<Invitation.State>()
        for round in 0..<200 {
            var invitation: Invitation?
            var history: [(name: String, data: Object, at: Moment)] = []
            var now = S.now
            for step in 0..<10 {
                now = now.adding(.seconds(Int64(dice.next() % 200_000)))
                let decision = CompanyInvitationDice.decision(on: invitation, at: now, cause: "\(round) \(step)", &dice)
                for fact in decision.facts ?? [] {
                    var state = invitation ?? Invitation(id: S.id(8))
                    state.apply(fact, at: now)
                    history.append((fact.name, fact.data, now))
                    invitation = state
                }
            }
            guard let invitation else { continue }
            if let state = invitation.state { reached.insert(state) }
            var replayed = Invitation(id: S.id(8))
            for entry in history {
                replayed.apply(try #require(InvitationFact(name: entry.name, data: entry.data), "\(entry)"), at: entry.at)
            }
            #expect(replayed.row == invitation.row)
            #expect(try Invitation(id: S.id(8), row: invitation.row).row == invitation.row)
            #expect("\(history)".contains("token-of") == false)
        }
        #expect(reached == Set(Invitation.State.allCases))
    }
}

enum CompanyInvitationDice {
    private typealias S = CompanySamples

    static func decision(
        on invitation: Invitation?, at now: Moment, cause: String, _ dice: inout CoreDice
    ) -> Decision<InvitationFact> {
        let membership: Object = [
            "standing": "pending", "legal_name": "Acme", "active_members": 1, "member_state": "active", "role": "administrator",
        ]
        let circumstances = S.circumstances(
            at: now, cause: cause,
            [
                S.account(S.registrant), S.account(S.stranger, email: "new@example.org"),
                (.membership(of: S.registrant, in: S.company), [membership]),
            ])
        let role: Object = dice.next() % 2 == 0 ? CompanyJoining.user : ["role": "administrator"]
        guard let invitation, dice.next() % 3 > 0 else {
            let data = S.ids(role).with("email", "new@example.org")
            return Invitation.invite(S.read(MemberInvited.self, data), given: invitation, in: circumstances)
        }
        switch dice.next() % 5 {
        case 4:
            let forgotten = InvitationForgotten.outgoing(invitation.id)
            return Invitation.forget(S.read(InvitationForgotten.self, forgotten.data), given: invitation, in: circumstances)
        case 0:
            var form = Form(
                ["token": "any-token-of-a-link", "accountId": .string(S.stranger)],
                digest: { _ in invitation.link?.tokenHash ?? "" })
            return Invitation.accept(InvitationAccepted(from: &form), given: invitation, in: circumstances)
        case 1:
            let revocation = InvitationRevoked.outgoing(invitation.id, by: S.registrant)
            return Invitation.revoke(S.read(InvitationRevoked.self, revocation.data), given: invitation, in: circumstances)
        default:
            let what = InvitationCameDue.What.allCases[Int(dice.next() % 2)]
            let due = InvitationCameDue.outgoing(what, of: invitation.id, issue: invitation.issue)
            return Invitation.comeDue(S.read(InvitationCameDue.self, due.data), given: invitation, in: circumstances)
        }
    }
}
