import Core

/// What an entity waits for.
enum ShowNext {
    case account(AccountOutlook)
    case event(EventType)
    case nothing(String)
    case outlook(CaseOutlook)
    case verification(Verification)
    case company(CompanyOutlook)
    case invitation(InvitationOutlook)

    init(of kind: String, _ row: EntityRow) throws(Failure) {
        switch kind {
        case Account.kind: self = .account(AccountOutlook(account: try Account(id: row.id, row: row.columns)))
        case Notification.kind: self = ShowNext(try Notification(id: row.id, row: row.columns))
        case AbuseCase.kind: self = .outlook(CaseOutlook(abuseCase: try AbuseCase(id: row.id, row: row.columns)))
        case Verification.kind:
            self = .verification(try Verification(id: row.id, row: row.columns))
        case Company.kind: self = .company(CompanyOutlook(company: try Company(id: row.id, row: row.columns)))
        case Invitation.kind:
            self = .invitation(InvitationOutlook(invitation: try Invitation(id: row.id, row: row.columns)))
        case AbuseReport.kind: self = .nothing("nothing: the rest is its case's (guichet explain block ADDRESS)")
        default: self = .nothing("nothing is known of what comes next")
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
        case .account(let outlook): return outlook.next(now: now)
        case .event(let type): return "\(type)"
        case .nothing(let reason): return reason
        case .verification(let verification):
            return VerifyOutlook(verification, under: .cautious, at: now).next
        case .company(let outlook): return outlook.text(now: now)
        case .invitation(let outlook): return outlook.text(now: now)
        case .outlook(let outlook):
            return "\(outlook.next(now: now))\nway out: \(outlook.wayOut(now: now))\nblock: \(outlook.block)"
        }
    }
}
