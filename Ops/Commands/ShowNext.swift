import Core

/// What an entity waits for.
enum ShowNext {
    case confirmation(linkExpires: Moment?)
    case event(EventType)
    case nothing(String)
    case outlook(CaseOutlook)
    case verification(Verification)

    init(of kind: String, _ row: EntityRow) throws(Failure) {
        switch kind {
        case Account.kind: self = ShowNext(try Account(id: row.id, row: row.columns))
        case Notification.kind: self = ShowNext(try Notification(id: row.id, row: row.columns))
        case AbuseCase.kind: self = .outlook(CaseOutlook(abuseCase: try AbuseCase(id: row.id, row: row.columns)))
        case Verification.kind:
            self = .verification(try Verification(id: row.id, row: row.columns))
        case AbuseReport.kind: self = .nothing("nothing: the rest is its case's (guichet explain block ADDRESS)")
        default: self = .nothing("nothing is known of what comes next")
        }
    }

    private init(_ account: Account) {
        self =
            switch account.state {
            case .unverified: .confirmation(linkExpires: account.link?.expires)
            case .verified: .event(PasswordSet.type)
            case .secured: .event(ProfileCompleted.type)
            case .active: .nothing("nothing: the account is complete")
            case nil: .event(SignupRequested.type)
            }
    }

    private init(_ notification: Notification) {
        self =
            switch notification.state {
            case .sent: .nothing("nothing: the mail server took it")
            case .failed: .nothing("nothing: it was given up; ask for a new mail (account.verification.resend)")
            case .queued: .event(NotificationSend.type)
            }
    }

    func text(now: Moment) -> String {
        switch self {
        case .confirmation(let expires):
            guard let expires else { return "\(EmailConfirmed.type)" }
            return expires > now
                ? "\(EmailConfirmed.type), until \(expires) (\(Span.text(since: now, until: expires)) left)"
                : "\(VerificationResend.type): the link expired at \(expires)"
        case .event(let type): return "\(type)"
        case .nothing(let reason): return reason
        case .verification(let verification):
            return VerifyOutlook(verification, under: .cautious, at: now).next
        case .outlook(let outlook):
            return "\(outlook.next(now: now))\nway out: \(outlook.wayOut(now: now))\nblock: \(outlook.block)"
        }
    }
}
