import Core
import Testing

/// History is kept for ever: these names and forms are what is in it already. Add to them, change none.
@Suite struct `The facts of history` {
    static let link: Object = ["tokenHash": "hash", "expires": "2026-11-22T12:00:00.000000Z"]
    static let profile: Object = ["fullName": "Ada", "jobTitle": "Analyst", "photo": .null]
    static let posting: Object = [
        "template": "verify-address", "locale": "fr", "recipient": "ada@example.org", "accountId": "a",
        "queuedAt": "2026-11-21T12:00:00.000000Z",
    ]
    static let ours = Posting(
        template: "verify-address", locale: .french, recipient: "ada@example.org", account: "a", queuedAt: Samples.now)

    static let accounts: [(AccountFact, String, Object)] = [
        (
            .signedUp(
                email: "ada@example.org", locale: .english,
                link: VerificationLink(tokenHash: "hash", expires: Samples.now.adding(.days(1)))),
            "account.signed_up", ["email": "ada@example.org", "locale": "en", "link": .object(link)]
        ),
        (
            .verificationResent(link: VerificationLink(tokenHash: "hash", expires: Samples.now.adding(.days(1)))),
            "account.verification_resent", ["link": .object(link)]
        ),
        (.emailConfirmed, "account.email_confirmed", [:]),
        (.passwordSet, "account.password_set", [:]),
        (.profileCompleted(Profile(fullName: "Ada", jobTitle: "Analyst", photo: nil)), "account.profile_completed", profile),
        (
            .profileChanged(Profile(fullName: "Ada", jobTitle: "Analyst", photo: "document/7")), "account.profile_changed",
            profile.with("photo", "document/7")
        ),
        (
            .recoveryRequested(.password, link: VerificationLink(tokenHash: "hash", expires: Samples.now.adding(.days(1)))),
            "account.recovery_requested", ["kind": "password", "link": .object(link)]
        ),
        (.recoveryRequested(.identifier, link: nil), "account.recovery_requested", ["kind": "identifier", "link": .null]),
        (.passwordRecovered, "account.password_recovered", [:]),
        (
            .reset(
                .secondFactorLost, by: "Eve", link: VerificationLink(tokenHash: "hash", expires: Samples.now.adding(.days(1)))),
            "account.reset", ["reason": "second_factor_lost", "by": "Eve", "link": .object(link)]
        ),
        (.secondFactorEnrolled(reference: "totp/7"), "account.second_factor_enrolled", ["secretRef": "totp/7"]),
        (
            .partnerOrdered(
                PartnerTerms(
                    login: "ada.lovelace.acme", company: "c", firstName: "Ada", lastName: "Lovelace", phone: "+33 1",
                    wantsCreation: true, by: "Eve")),
            "account.partner_ordered",
            [
                "login": "ada.lovelace.acme", "companyId": "c", "firstName": "Ada", "lastName": "Lovelace", "phone": "+33 1",
                "mayCreateOrganisations": true, "by": "Eve",
            ]
        ),
        (.partnerOptionOrdered(by: "Eve"), "account.partner_option_ordered", ["by": "Eve"]),
        (.partnerOptionAnswered(by: "Eve", .yes), "account.partner_option_answered", ["by": "Eve", "option": "yes"]),
        (
            .deletionRequested(by: "Ada", words: "no more", due: Samples.now), "account.deletion_requested",
            ["requestedBy": "Ada", "words": "no more", "due": .moment(Samples.now)]
        ),
        (.deletionApproved(by: "Eve"), "account.deletion_approved", ["by": "Eve"]),
        (.deletionWithdrawn(by: "Ada"), "account.deletion_withdrawn", ["requestedBy": "Ada"]),
        (.erased, "account.erased", [:]),
        (.tracesErased, "account.traces_erased", [:]),
    ]

    static let notifications: [(NotificationFact, String, Object)] = [
        (
            .sent(ours, MailReceipt(messageId: "m@x", reply: "250 ok", templateVersion: "3", size: 7)), "notification.sent",
            posting.with("messageId", "m@x").with("reply", "250 ok").with("templateVersion", "3").with("size", 7)
        ),
        (.failed(ours, reason: "no such user"), "notification.failed", posting.with("reason", "no such user")),
    ]

    @Test(arguments: accounts) func `of accounts keep their names and forms`(fact: AccountFact, name: String, data: Object) {
        #expect(fact.name == name && fact.data == data)
        #expect(AccountFact(name: name, data: data) == fact)
    }

    @Test(arguments: notifications)
    func `of notifications keep their names and forms`(fact: NotificationFact, name: String, data: Object) {
        #expect(fact.name == name && fact.data == data)
        #expect(NotificationFact(name: name, data: data) == fact)
    }

    @Test func `are all in here`() {
        // A new case does not compile here before it has its line above.
        let names = Set(
            Self.accounts.map { fact, _, _ in
                switch fact {
                case .signedUp, .verificationResent, .emailConfirmed, .passwordSet, .profileCompleted, .profileChanged,
                    .recoveryRequested, .passwordRecovered, .reset, .secondFactorEnrolled, .partnerOrdered,
                    .partnerOptionOrdered, .partnerOptionAnswered, .deletionRequested, .deletionApproved, .deletionWithdrawn,
                    .erased, .tracesErased:
                    fact.name
                }
            }
                + Self.notifications.map { fact, _, _ in
                    switch fact {
                    case .sent, .failed: fact.name
                    }
                })
        #expect(names.count == 20)
    }

    @Test func `of another form are not read`() {
        #expect(AccountFact(name: "account.renamed", data: [:]) == nil)
        for (_, name, data) in Self.accounts where !data.isEmpty { #expect(AccountFact(name: name, data: [:]) == nil) }
        for (_, name, _) in Self.notifications { #expect(NotificationFact(name: name, data: [:]) == nil) }
    }

    @Test func `hold no token and no password`() {
        let words = ["token", "password", "hash"]
        for (fact, _, data) in Self.accounts {
            let names = data.members.map { $0.name.lowercased() }
            #expect(!names.contains { name in words.contains { name.contains($0) } }, "\(fact)")
        }
    }
}
