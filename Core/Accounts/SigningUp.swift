/// The way from a sign-up to an active account, in strict order (ACC-2). The worker enforces it, not the portal (PIP-5).
extension Account {
    /// How long a verification link lives.
    package static let linkLife = Pause.hours(24)
    package static let linkPurpose = "verify-address"

    /// ACC-1, NOT-5: one account and one mail, however often the request comes.
    package static func signUp(
        _ request: SignupRequested, given account: Account?, in circumstances: Circumstances
    ) -> Decision<AccountFact> {
        if let account {
            return Account.key(of: account.email) == Account.key(of: request.email)
                ? .ignore("already signed up")
                : .reject([
                    Reason(
                        rule: "ACC-1", field: "accountId", message: "this account was signed up with another address",
                        remedy: "choose a new accountId")
                ])
        }
        if circumstances.conflict == "accounts_email_once" {
            return .reject([
                Reason(
                    rule: "ACC-20", field: "email", message: "another account has this address",
                    remedy: "send the link again with account.verification.resend, or sign in")
            ])
        }
        let (link, mail) = verification(
            of: request.account, at: request.email, in: request.locale, circumstances: circumstances)
        return .record(
            [.signedUp(email: request.email, locale: request.locale, link: link)], Consequences(send: [mail]))
    }

    /// ACC-20: a new link; the earlier one is no longer anybody's.
    package static func resend(
        _ request: VerificationResend, given account: Account?, in circumstances: Circumstances
    ) -> Decision<AccountFact> {
        guard let account else {
            return .reject([
                Reason(
                    rule: "ACC-2", field: "email", message: "nobody signed up with this address",
                    remedy: "sign up first: account.signup.requested")
            ])
        }
        guard account.state == .unverified else {
            return .reject([
                Reason(
                    rule: "ACC-20", field: "email", message: "this address is confirmed already",
                    remedy: "sign in, or recover the password")
            ])
        }
        let (link, mail) = verification(
            of: account.id, at: account.email, in: account.locale, circumstances: circumstances)
        return .record([.verificationResent(link: link)], Consequences(send: [mail]))
    }

    /// ACC-20: single-use, expiring; found by the hash of its token.
    package static func confirm(
        _ confirmation: EmailConfirmed, given account: Account?, in circumstances: Circumstances
    ) -> Decision<AccountFact> {
        guard let account, let link = account.link, link.tokenHash == confirmation.tokenHash else {
            return .reject([
                Reason(
                    rule: "ACC-20", field: "token", message: "this link is unknown, or a newer one replaced it",
                    remedy: "use the newest mail, or ask for another: account.verification.resend")
            ])
        }
        guard account.state == .unverified else {
            return .reject([
                Reason(
                    rule: "ACC-20", field: "token", message: "this link was used already",
                    remedy: "the address is confirmed: go on with the password")
            ])
        }
        guard circumstances.now < link.expires else {
            return .reject([
                Reason(
                    rule: "ACC-20", field: "token", message: "this link expired at \(link.expires)",
                    remedy: "ask for another: account.verification.resend")
            ])
        }
        return .record([.emailConfirmed])
    }

    /// ACC-2: a password before the address is confirmed is a violation. The hash goes beside the account.
    package static func setPassword(_ password: PasswordSet, given account: Account?) -> Decision<AccountFact> {
        let missing = missingSteps(of: account, before: .verified)
        guard missing.isEmpty, let account else { return .reject(missing) }
        guard account.state == .verified else {
            return .reject([
                Reason(
                    rule: "ACC-2", field: "passwordHash", message: "this account has a password already",
                    remedy: "change it by account.recovery.requested")
            ])
        }
        return .record(
            [.passwordSet],
            Consequences(credentials: [
                Credential(subject: "account/\(account.id)", kind: "password", hash: password.hash)
            ]))
    }

    /// ACC-3: the profile completes the account.
    package static func complete(_ completion: ProfileCompleted, given account: Account?) -> Decision<AccountFact> {
        let missing = missingSteps(of: account, before: .secured)
        guard missing.isEmpty else { return .reject(missing) }
        guard account?.state != .active else {
            return account?.profile == completion.profile
                ? .ignore("already complete with this profile")
                : .reject([
                    Reason(
                        rule: "ACC-4", message: "the profile is complete already",
                        remedy: "change it by account.profile.changed")
                ])
        }
        return .record([.profileCompleted(completion.profile)])
    }

    /// ACC-4: at any time, once there is one.
    package static func change(_ change: ProfileChanged, given account: Account?) -> Decision<AccountFact> {
        let missing = missingSteps(of: account, before: .active)
        guard missing.isEmpty else { return .reject(missing) }
        return account?.profile == change.profile
            ? .ignore("nothing changes") : .record([.profileChanged(change.profile)])
    }

    /// Every step that must come before, and has not: all at once, in their order.
    static func missingSteps(of account: Account?, before needed: State) -> [Reason] {
        if account?.state == .deleted { return [gone] }
        if account?.state == .locked {
            return [
                Reason(
                    rule: "ACC-13", field: "accountId", message: "this account was reset: no password is set",
                    remedy: "open the link of the welcome mail, or ask for another: account.recovery.requested")
            ]
        }
        let steps: [(state: State?, message: String, remedy: String)] = [
            (.unverified, "nobody signed up for this account", "account.signup.requested"),
            (.verified, "the address is not confirmed", "account.email.confirmed with the token of the mail"),
            (.secured, "no password is set", "account.password.set"),
            (.active, "the profile is not complete", "account.profile.completed"),
        ]
        let reached = account?.state.map(rank) ?? -1
        return steps.enumerated().filter { index, _ in index > reached && index <= rank(needed) }.map { _, step in
            Reason(rule: "ACC-2", message: step.message, remedy: "first: \(step.remedy)")
        }
    }

    private static func rank(_ state: State) -> Int { State.allCases.firstIndex(of: state) ?? 0 }

    /// A link and the mail that carries it. The mail names the token's id; only the mail worker derives the token.
    static func verification(
        of account: String, at email: String, in locale: Locale, circumstances: Circumstances
    ) -> (VerificationLink, Outgoing) {
        let now = circumstances.now
        let tokenId = circumstances.derivedId("token")
        let expires = now.adding(linkLife)
        let link = VerificationLink(tokenHash: circumstances.tokenHash(linkPurpose, tokenId), expires: expires)
        let mail = NotificationSend.outgoing(
            id: circumstances.derivedId("mail"), template: "verify-address", locale: locale, recipient: email,
            account: account, link: NotificationLink(purpose: linkPurpose, tokenId: tokenId, path: "/verify"),
            values: ["expires": .moment(expires)], at: now)
        return (link, mail)
    }
}
