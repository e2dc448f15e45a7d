import Core
import Support
import Testing
import Workers

/// What happens to an account after its sign-up, message by message, over the real engine.
@Suite struct `An account` {
    let house = AccountHouse()
    let ada = Bench.id(1)
    let bob = Bench.id(2)

    init() throws {
        try house.active(ada, "ada@example.org")
    }

    private func recover(_ email: String = "ada@example.org", _ kind: String = "password", id: String? = nil) throws {
        house.publish(RecoveryRequested.type, ["kind": .string(kind), "email": .string(email)], id: id)
        try house.run()
    }

    private func complete(_ token: String) throws {
        house.publish(RecoveryCompleted.type, ["token": .string(token), "passwordHash": .string(AccountHouse.hash)])
        try house.run()
    }

    private var hasPassword: Bool {
        house.database.credentials.keys.contains { $0.subject == "account/\(ada)" && $0.kind == "password" }
    }

    @Test func `is recovered by the newest link, once; a message twice is one attempt (ACC-12, NOT-5)`() throws {
        try recover(id: "first")
        try recover(id: "first")
        let older = try house.token("password-recovery")
        try recover()
        #expect(try house.account(ada).recovery.attempts == 2)
        try complete(older)
        #expect(house.refusals == ["ACC-12 token"])
        let newer = try house.token("password-recovery")
        try complete(newer)
        try complete(newer)
        #expect(house.refusals == ["ACC-12 token", "ACC-12 token"])
        #expect(house.mails.suffix(3) == ["password-recovery", "password-recovery", "password-changed"])
        try house.expectReplays()
    }

    @Test func `that nobody has is passed over, accepted like any other (ACC-12)`() throws {
        let before = house.mails.count
        try recover("eve@example.org")
        try recover("eve@example.org", "identifier")
        #expect(house.mails.count == before && house.refusals == [])
        #expect(house.database.inbox.values.filter { $0.verdict == .ignored }.count > 0)
    }

    @Test func `is reset after self-service was tried, and given back by the welcome mail (ACC-13)`() throws {
        house.publish(TOTPEnrolled.type, ["accountId": .string(ada), "secretRef": "totp/1"])
        let reset: Object = ["accountId": .string(ada), "reason": "recovery_failed", "by": "Sam"]
        house.publish(ResetOrdered.type, reset)
        try house.run()
        #expect(house.refusals == ["ACC-13 reason"])
        try recover()
        house.publish(ResetOrdered.type, reset)
        try house.run()
        #expect(try house.account(ada).state == .locked && !hasPassword)
        #expect(try house.account(ada).secondFactor == .revoked)
        try complete(try house.token("welcome"))
        #expect(try house.account(ada).state == .active && hasPassword)
        house.publish(TOTPEnrolled.type, ["accountId": .string(ada), "secretRef": "totp/2"])
        try house.run()
        #expect(house.mails.suffix(3) == ["welcome", "password-changed", "second-factor-changed"])
        try house.expectReplays()
    }

    @Test func `is given back and reset in one batch: the last word about the password counts (ACC-13)`() throws {
        try recover()
        let token = try house.token("password-recovery")
        house.publish(RecoveryCompleted.type, ["token": .string(token), "passwordHash": .string(AccountHouse.hash)])
        house.publish(ResetOrdered.type, ["accountId": .string(ada), "reason": "compromised", "by": "Sam"])
        try house.run()
        #expect(try house.account(ada).state == .locked && !hasPassword)
    }

    @Test func `takes no step before its time, whatever the order of the messages (PIP-5)`() throws {
        let id = Value.string(ada)
        house.publish(DeletionApproved.type, ["accountId": id, "by": "Eve"])
        house.publish(DeletionWithdrawn.type, ["accountId": id, "by": "Ada"])
        house.publish(PartnerApproved.type, ["accountId": id, "by": "Eve", "option": "yes"])
        house.publish(
            RecoveryCompleted.type, ["token": "a token from nowhere", "passwordHash": .string(AccountHouse.hash)])
        house.publish(DeletionDue.type, ["accountId": id])
        house.publish(TracesDue.type, ["accountId": id])
        try house.run()
        #expect(house.refusals == ["ACC-12 token", "ACC-16 accountId", "ACC-17 accountId", "ACC-17 accountId"])
        #expect(try house.account(ada).state == .active)
    }

    // MARK: Partners

    private func order(_ number: UInt128, _ name: (String, String) = ("Ada", "Lovelace"), _ more: Object = Object()) {
        var data: Object = [
            "accountId": .string(Bench.id(number)), "firstName": .string(name.0), "lastName": .string(name.1),
            "companyId": .string(AccountHouse.company), "email": .string("p\(number)@example.org"), "phone": "+33 1 23",
            "mayCreateOrganisations": false,
        ]
        for member in more.members { data[member.name] = member.value }
        house.publish(PartnerOrdered.type, data)
    }

    private var logins: [String] {
        (house.database.rows["accounts"] ?? [:]).values.compactMap { $0.columns["partner_login"]?.string }.sorted()
    }

    @Test func `of a partner is made, confirmed by its mail, and may create once a second person agrees (ACC-15, ACC-16)`() throws
    {
        house.company(administrators: [ada])
        order(5, ("Zoé", "d'Arc"), ["mayCreateOrganisations": true, "by": "Sam"])
        try house.run()
        house.publish(EmailConfirmed.type, ["token": .string(try house.token("partner-login"))])
        house.publish(PartnerApproved.type, ["accountId": .string(Bench.id(5)), "by": "sam", "option": "yes"])
        house.publish(PartnerApproved.type, ["accountId": .string(Bench.id(5)), "by": "Eve", "option": "yes"])
        try house.run()
        let partner = try house.account(Bench.id(5))
        #expect(partner.state == .verified && partner.partner?.login == "zoe.darc.acme" && partner.partner?.option == .granted)
        #expect(house.refusals == ["SEC-10 by"] && house.mails.suffix(2) == ["partner-login", "partner-option"])
        try house.expectReplays()
    }

    @Test func `of each of fifty homonyms in one batch has a login of its own (ACC-15)`() throws {
        house.company(administrators: [ada])
        for number: UInt128 in 100..<150 { order(number) }
        try house.run()
        for _ in 0..<60 where !house.database.parked.isEmpty { try house.wait(.seconds(2)) }
        #expect(Set(logins).count == 50 && logins.contains("ada.lovelace.acme") && logins.contains("ada.lovelace50.acme"))
        #expect(house.database.parked.isEmpty)
        try house.expectReplays()
    }

    @Test func `of one person ordered twice at once is one (NOT-5)`() throws {
        house.company(administrators: [ada])
        order(7)
        order(8, ("Ada", "Lovelace"), ["email": "p7@example.org"])
        try house.run()
        try house.wait(.seconds(2))
        #expect(logins == ["ada.lovelace.acme"] && house.mails.filter { $0.hasPrefix("partner") }.count == 1)
    }

    // MARK: The end

    private func askDeletion(approvedBy approver: String? = "Eve") throws {
        house.publish(DeletionRequested.type, ["accountId": .string(ada), "by": "Ada", "reason": "I, Ada, have had enough"])
        try house.run()
        guard let approver else { return }
        house.publish(DeletionApproved.type, ["accountId": .string(ada), "by": .string(approver)])
        try house.run()
    }

    /// Wherever a word may still stand.
    private func traces(of word: String) -> [String] {
        let tables = house.database.rows.values.flatMap(\.values).filter { "\($0.columns)".contains(word) }.map {
            "\($0.table) \($0.id)"
        }
        let lines = house.database.history.values.joined().filter { "\($0.data)".contains(word) }.map {
            "\($0.subject) \($0.name)"
        }
        let timers = house.database.timers.values.filter { timer in
            house.codec.event(in: timer.message.body).map { "\($0.data)".contains(word) } ?? false
        }
        return (tables + lines + timers.map(\.key)).sorted()
    }

    @Test func `is erased after its cooling-off and two people: nothing tells of the person, the ledger holds (ACC-17, SEC-10)`()
        throws
    {
        house.publish(TOTPEnrolled.type, ["accountId": .string(ada), "secretRef": "totp/of-ada"])
        try recover()
        house.company(administrators: [ada, bob])
        try askDeletion(approvedBy: "ada")
        #expect(house.refusals == ["SEC-10 by"])
        house.publish(DeletionApproved.type, ["accountId": .string(ada), "by": "Eve"])
        try house.run()
        try house.wait(.days(29))
        #expect(try house.account(ada).state == .active)
        try house.wait(.days(1))
        let stone = try house.account(ada)
        #expect(stone.state == .deleted && !hasPassword && house.mails.last == "deletion-done")
        #expect(house.database.history["company/\(AccountHouse.company)"]?.map(\.name) == ["company.member_left"])
        // The last mail of all went to the address, and is the only trace; then it is gone as well.
        #expect(traces(of: "ada@example.org").allSatisfy { $0.hasPrefix("notification") })
        try house.wait(.hours(72))
        #expect(try house.account(ada).tracesErased != nil)
        for word in ["ada@example.org", "Lovelace", "totp/of-ada", "had enough"] { #expect(traces(of: word) == [], "\(word)") }
        let names = (house.database.history["account/\(ada)"] ?? []).map(\.name)
        #expect(
            names.first == "account.signed_up"
                && names.suffix(3) == ["account.deletion_approved", "account.erased", "account.traces_erased"])
        try house.expectReplays()
        try house.active(Bench.id(9), "ada@example.org")
        #expect(try house.account(Bench.id(9)).state == .active)
    }

    @Test func `is not erased when the request was withdrawn, and may be asked for again (ACC-17)`() throws {
        try askDeletion()
        house.publish(DeletionWithdrawn.type, ["accountId": .string(ada), "by": "Ada"])
        try house.run()
        #expect(house.database.timers.isEmpty)
        try house.wait(.days(60))
        #expect(try house.account(ada).state == .active && house.mails.last == "deletion-withdrawn")
        try askDeletion()
        try house.wait(.days(30))
        #expect(try house.account(ada).state == .deleted)
    }

    @Test func `approved after its cooling-off is erased by the approval (ACC-17)`() throws {
        try askDeletion(approvedBy: nil)
        try house.wait(.days(31))
        #expect(try house.account(ada).state == .active)
        house.publish(DeletionApproved.type, ["accountId": .string(ada), "by": "Eve"])
        try house.run()
        #expect(try house.account(ada).state == .deleted)
    }

    @Test func `of the only administrator of others stays until another is one (ACC-17)`() throws {
        house.company(administrators: [ada], members: [bob])
        try askDeletion(approvedBy: nil)
        #expect(house.refusals == ["ACC-17 accountId"])
        // The others come only after the request: the end waits, visibly, and goes on by itself.
        house.company(administrators: [ada])
        try askDeletion()
        house.company(administrators: [ada], members: [bob])
        try house.wait(.days(30))
        #expect(try house.account(ada).state == .active)
        #expect(house.database.parked.values.map(\.reason) == ["Acme SAS has other members and no other administrator"])
        house.company(administrators: [ada, bob])
        try house.wait(.days(1))
        #expect(try house.account(ada).state == .deleted && house.database.parked.isEmpty)
    }
}
