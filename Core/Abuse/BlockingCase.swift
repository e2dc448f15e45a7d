/// What became of a case's block, as it was observed.
extension AbuseCase {
    package static let linkPurpose = "unblock"

    package static func observe(
        _ change: BlockChanged, given abuseCase: AbuseCase?, in circumstances: Circumstances
    ) -> Decision<AbuseCaseFact> {
        guard let abuseCase, abuseCase.opening != nil else { return .ignore("no such case") }
        guard let block = abuseCase.block, block.id == change.block else {
            return .ignore("this case asked for no such block")
        }
        var work = CaseWork(abuseCase, circumstances)
        switch change.state {
        case .active:
            if abuseCase.state == .closed {
                // Nobody is told of it any more, and nobody has a way out: so it must not be.
                work.send(LiftRequested.outgoing(block.id, for: abuseCase.id, because: "the case is closed"))
                // Nothing of the case changes but that a person should know.
                work.add(.escalated(.lift))
                return work.decision
            }
            // A gateway that could not do it first may do it later: then it is a block like any other.
            guard block.isThere || block.state == .withheld else { return .ignore("the block was over already") }
            work.blocked(until: change.until ?? block.until)
        case .expired, .lifted:
            guard block.isThere || block.state == .withheld else { return .ignore("the block was over already") }
            work.add(.blockEnded(change.state == .expired ? .expired : .lifted))
            if abuseCase.state == .closed { return work.decision }
            work.wait(for: CaseDue(.probation, at: work.now.adding(work.policy.remedy.probation)))
        case .withheld:
            guard block.state == .requested, abuseCase.state != .closed else { return .ignore("nothing was asked for") }
            work.add(.blockWithheld(change.reasons.compactMap { PlainLine.of($0, limit: 300) }))
            work.answerReporters(.attributed)
            if work.abuseCase.state == .attributed { work.noticeHolder() }
            work.escalate(.desk)
            work.wait(for: CaseDue(.desk, at: work.now.adding(work.policy.remedy.escalation)))
        }
        return work.facts.isEmpty ? .ignore("nothing changed") : work.decision
    }
}

extension CaseWork {
    mutating func lift(_ reason: String) {
        guard let block = abuseCase.block, block.isThere else { return }
        send(LiftRequested.outgoing(block.id, for: abuseCase.id, because: reason))
    }

    /// Only now it is true, and only now anybody is told.
    fileprivate mutating func blocked(until: Moment) {
        guard let block = abuseCase.block else { return }
        switch block.state {
        case .requested, .withheld: break
        // The holder has asked for its end: a gateway that is late does not take that back.
        case .ending: return
        case .active, .expired, .lifted:
            if block.until == until { return }
            return add(.blockActive(until: until, link: nil))
        }
        let tokenId = circumstances.derivedId("token")
        let expires = max(now.adding(policy.remedy.link), until)
        let link = VerificationLink(
            tokenHash: circumstances.tokenHash(AbuseCase.linkPurpose, tokenId), expires: expires)
        add(.blockActive(until: until, link: link))
        answerReporters(.actioned)
        if let holder = abuseCase.opening?.holder, let contact = holder.contact {
            send(mail(to: contact, in: holder.language, tokenId: tokenId, until: until, expires: expires))
            wait(for: CaseDue(.expiry, at: until.adding(policy.remedy.observation)))
        } else {
            // Nobody can be told: a person finds somebody.
            escalate(.desk)
            wait(for: CaseDue(.expiry, at: until.adding(policy.remedy.observation)))
        }
    }

    private func mail(
        to contact: String, in language: Locale, tokenId: String, until: Moment, expires: Moment
    ) -> Outgoing {
        let scope = abuseCase.block?.scope ?? .smtp
        let evidence = abuseCase.samples.prefix(5).map(\.line).filter { !$0.isEmpty }
        let isFirst = abuseCase.rung <= 1
        return NotificationSend.outgoing(
            id: circumstances.derivedId("mail"), template: isFirst ? "abuse-blocked" : "abuse-blocked-again",
            locale: language, recipient: contact,
            link: NotificationLink(purpose: AbuseCase.linkPurpose, tokenId: tokenId, path: "/unblock"),
            values: [
                "address": .string(abuseCase.opening?.target?.description ?? "-"), "case": .string(abuseCase.id),
                "category": .string(abuseCase.opening?.category.words(in: language) ?? "-"),
                "scope": .string(scope.words(in: language)), "until": .moment(until),
                "earliest": .moment(max(now, (abuseCase.block?.since ?? now).adding(policy.rung(abuseCase.rung).lifted))),
                "evidence": .string(evidence.isEmpty ? "-" : evidence.joined(separator: "\n")), "expires": .moment(expires),
                "reports": .string("\(abuseCase.reports)"),
            ], at: now)
    }
}
