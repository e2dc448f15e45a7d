/// The way back for who forgot something (ACC-12). Whether an address is known is told to its mailbox alone.
extension Account {
    package static let recoveryPurpose = "recover-password"
    package static let welcomePurpose = "welcome"

    /// One answer for addresses that nobody has and for requests beyond the limit: neither can be told from the other.
    static let passedOver = "no mail follows"

    /// Each request of a known address is a fact, since a reset by sales rests on it (ACC-13).
    package static func recover(
        _ request: RecoveryRequested, given account: Account?, in circumstances: Circumstances
    ) -> Decision<AccountFact> {
        let policy = policy(in: circumstances)
        guard let account, account.state != .deleted, account.recovery.count(at: circumstances.now) < policy.recoveriesPerHour
        else {
            return .ignore(passedOver)
        }
        if account.state == .unverified { return account.verifyInstead(request, in: circumstances) }
        switch request.kind {
        case .identifier:
            let names = [account.email, account.partner?.login].compactMap(\.self).joined(separator: "\n")
            return .record(
                [.recoveryRequested(.identifier, link: nil)],
                Consequences(send: [
                    account.mail("identifier-reminder", values: ["identifiers": .string(names)], in: circumstances)
                ]))
        case .password:
            let (link, mail) =
                account.state == .locked
                ? account.welcome(policy, in: circumstances) : account.recoveryMail(policy, in: circumstances)
            return .record([.recoveryRequested(.password, link: link)], Consequences(send: [mail]))
        }
    }

    /// Where the address is not confirmed there is no password yet, and the identifier is the address itself. What the person
    /// needs is the link of the sign-up: a new one is sent, within the same limit.
    private func verifyInstead(_ request: RecoveryRequested, in circumstances: Circumstances) -> Decision<AccountFact> {
        let (link, mail) = Account.verification(of: id, at: email, in: locale, circumstances: circumstances)
        return .record(
            [.recoveryRequested(request.kind, link: nil), .verificationResent(link: link)], Consequences(send: [mail]))
    }

    private func recoveryMail(
        _ policy: AccountPolicy, in circumstances: Circumstances
    ) -> (VerificationLink, Outgoing) {
        let (link, named) = Account.link(
            Account.recoveryPurpose, "/recover", lives: .minutes(policy.recoveryMinutes), in: circumstances)
        return (link, mail("password-recovery", link: named, values: ["expires": .moment(link.expires)], in: circumstances))
    }

    /// The mail that gives access again after a reset (ACC-13).
    func welcome(_ policy: AccountPolicy, in circumstances: Circumstances) -> (VerificationLink, Outgoing) {
        let (link, named) = Account.link(
            Account.welcomePurpose, "/welcome", lives: .hours(policy.welcomeHours), in: circumstances)
        return (link, mail("welcome", link: named, values: ["expires": .moment(link.expires)], in: circumstances))
    }

    /// ACC-12, ACC-13: single-use, expiring, found by the hash of its token; the newest link alone counts.
    package static func completeRecovery(
        _ completion: RecoveryCompleted, given account: Account?, in circumstances: Circumstances
    ) -> Decision<AccountFact> {
        guard let account, let link = account.recovery.link, link.tokenHash == completion.tokenHash else {
            return refuse("this link is unknown, or a newer one replaced it", "use the newest mail, or ask for another")
        }
        if account.recovery.isUsed {
            return refuse("this link was used already", "sign in with the password that was chosen then, or ask for another link")
        }
        guard circumstances.now < link.expires else {
            return refuse("this link expired at \(link.expires)", "ask for another")
        }
        return .record(
            [.passwordRecovered],
            Consequences(
                send: [
                    account.mail("password-changed", values: ["changed": .moment(circumstances.now)], in: circumstances)
                ],
                credentials: [account.password(completion.hash)]))
    }

    private static func refuse(_ message: String, _ remedy: String) -> Decision<AccountFact> {
        .reject([
            Reason(
                rule: "ACC-12", field: "token", message: message, remedy: "\(remedy): account.recovery.requested")
        ])
    }
}
