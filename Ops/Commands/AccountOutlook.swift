import Core

/// What an account waits for, and for whom: in words.
struct AccountOutlook {
    let account: Account

    func next(now: Moment) -> String {
        ([step(now: now)] + [option, deletion(now: now)].compactMap(\.self)).joined(separator: "\n")
    }

    /// The next step on the way in.
    private func step(now: Moment) -> String {
        switch account.state {
        case nil: return "\(SignupRequested.type)"
        case .unverified: return link(account.link?.expires, for: EmailConfirmed.type, else: VerificationResend.type, now: now)
        case .verified: return "\(PasswordSet.type): the person chooses a password"
        case .secured: return "\(ProfileCompleted.type): the person gives name and job function"
        case .locked:
            let expires = account.recovery.isUsed ? nil : account.recovery.link?.expires
            return link(expires, for: RecoveryCompleted.type, else: RecoveryRequested.type, now: now)
        case .active:
            return account.secondFactor.reference == nil
                ? "\(TOTPEnrolled.type): the person sets up the second factor (\(account.secondFactor.name))"
                : "nothing: the account is complete"
        case .deleted:
            let since = account.deleted?.description ?? "-"
            let traces = account.tracesErased.map { "what mails had left was taken out at \($0)" }
            return "nothing: deleted at \(since); \(traces ?? "what mails under way leave behind is taken out later")"
        }
    }

    private func link(_ expires: Moment?, for type: EventType, else again: EventType, now: Moment) -> String {
        guard let expires else { return "\(type)" }
        return expires > now
            ? "\(type), until \(expires) (\(Span.text(since: now, until: expires)) left): the person opens the link of the mail"
            : "\(again): the link expired at \(expires); the person asks for another"
    }

    private var option: String? {
        guard let partner = account.partner, partner.option == .pending else { return nil }
        return
            "\(PartnerApproved.type): a second person, not \(partner.orderedBy ?? "who ordered it"), about creating organisations"
    }

    private func deletion(now: Moment) -> String? {
        guard let deletion = account.deletion, account.state != .deleted else { return nil }
        let wait =
            deletion.due > now
            ? "deletion: not before \(deletion.due) (\(Span.text(since: now, until: deletion.due)) left)"
            : "deletion: the cooling-off ended at \(deletion.due)"
        return deletion.approved == nil
            ? "\(wait); \(DeletionApproved.type): a second person, not \(deletion.by ?? "who asked")"
            : "\(wait); approved at \(deletion.approved?.description ?? "-"): it follows by itself, unless a company would be left "
                + "without an administrator (guichet parked list)"
    }
}
