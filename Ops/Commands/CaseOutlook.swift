import Core

/// What a case waits for, and how its holder gets out: in words.
struct CaseOutlook {
    let abuseCase: AbuseCase

    /// What comes next by itself, or who is awaited.
    func next(now: Moment) -> String {
        guard let due = abuseCase.due else {
            return abuseCase.state == .closed
                ? "nothing: closed as \(abuseCase.outcome?.rawValue ?? "-") at \(abuseCase.closedAt?.description ?? "-")"
                : "nothing is due"
        }
        let what =
            switch due.what {
            case .quiet: "closed, if no other report comes"
            case .desk: "a person of the desk"
            case .observe: "the block read back from the gateways, else a person of the desk"
            case .expiry: "the block's own end, else a person of the desk"
            case .lift: "the end of the block read back, else a person of the desk"
            case .probation: "closed as remedied, if nothing comes back"
            }
        let span =
            due.at > now ? "in \(Span.text(since: now, until: due.at))" : "overdue since \(Span.text(since: due.at, until: now))"
        return "\(what), \(due.at) (\(span))"
    }

    /// How the holder gets out of it.
    func wayOut(now: Moment) -> String {
        if abuseCase.isRestricted { return "only through the desk" }
        switch abuseCase.state {
        case .closed: return "it is over"
        case .new, .unattributable, .ambiguous: return "nothing is asked of anybody; the desk decides"
        case .attributed, .notified: return "the holder mends the cause; without new reports the case closes by itself"
        case .probation: return "nothing to do but to stay clean; a new report blocks again, for longer"
        case .remediationClaimed: return "the end of the block is under way"
        case .blocked:
            guard let link = abuseCase.link, link.expires > now else {
                return "wait for its end, or appeal: abuse.appeal.filed"
            }
            return "the link of the last mail with the attestation (abuse.unblock.requested), until \(link.expires); "
                + "asked \(abuseCase.attempts) times so far; or an appeal: abuse.appeal.filed"
        }
    }

    /// `requested until …`
    var block: String {
        guard let block = abuseCase.block else { return "none" }
        let since = block.since.map { ", observed since \($0)" } ?? ", not observed"
        return "\(block.scope.rawValue) \(block.state.rawValue), block \(abuseCase.rung), until \(block.until)\(since)"
    }
}
