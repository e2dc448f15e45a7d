/// What happens to a verification by time alone. Never an approval (VER-10).
extension Verification {
    package static func come(
        _ input: VerificationCameDue, given verification: Verification?, in circumstances: Circumstances
    ) -> Decision<VerificationFact> {
        guard let verification else { return .ignore("no such verification") }
        var work = VerificationWork(verification, circumstances)
        let due = input.due
        switch due.what {
        case .claim:
            guard let claim = verification.claim, claim.until == due.at else { break }
            work.add(.claimLapsed(by: claim.by))
        case .proposal:
            guard let proposal = verification.proposal, proposal.until == due.at else { break }
            work.lapse(proposal)
        case .customer:
            guard verification.customerDue == due else { break }
            work.remind(due)
        case .expiry:
            guard verification.expiryDue == due, (verification.heldStanding ?? verification.standing) == .verified else { break }
            work.expire(due)
        case .rung: return work.reach(due.number)
        }
        return work.facts.isEmpty ? .ignore("nothing waits for this any more") : work.decision
    }
}

extension VerificationWork {
    fileprivate mutating func lapse(_ proposal: VerificationProposal) {
        let before = verification.standing
        add(.proposalLapsed)
        restore(from: before)
        tellDesk("lapsed \(proposal.until)") { VerificationWords.lapsed(proposal, in: $0) }
    }

    /// A customer who owes the first document, or an answer.
    fileprivate mutating func remind(_ due: VerificationDue) {
        guard due.number <= policy.customer.reminders.count else {
            close(VerificationOutcome(.unanswered))
            write(.unanswered)
            return
        }
        add(.reminded(number: due.number))
        let since = due.at.adding(.days(-policy.customer.reminders[Int(due.number) - 1]))
        awaitCustomer(after: due.number, since: since)
        let (question, lists) = (verification.question, policy.reasons)
        let close = since.adding(.days(policy.customer.close))
        write(.reminder, "\(due.number) \(due.at)") { locale in
            let wanted = question.map { lists.words($0.reason, in: .info, locale) }
            return [
                "reason": .string(wanted ?? VerificationWords.field("certificate", in: locale)), "until": .moment(close),
            ]
        }
    }

    fileprivate mutating func expire(_ due: VerificationDue) {
        guard let expires = verification.expires else { return }
        if due.number > 0 {
            add(.expiryNoticed(days: due.number))
            awaitExpiry(below: due.number)
            return write(.expiring, "\(due.number)") { _ in ["days": .string("\(due.number)"), "expires": .moment(expires)] }
        }
        let before = verification.standing
        add(.expired)
        if verification.standing != before { tellCompany(reason: VerificationOutcome.Result.expired.rawValue) }
        write(.expired) { _ in ["expires": .moment(expires)] }
    }

    /// A rung, once: where the clock paused meanwhile, or the office is closed, it is not yet told.
    fileprivate mutating func reach(_ percent: Int64) -> Decision<VerificationFact> {
        guard let round = verification.round, !round.reached.contains(percent),
            let told = round.delivery(of: percent, at: now, policy, circumstances.policies)
        else { return .ignore("the clock does not run, or the rung was told") }
        guard told <= now else { return .postpone(until: told, "told in office hours, once \(percent) % are used") }
        add(.rungReached(percent: percent, round: round.number))
        tellDesk("rung \(round.number) \(percent)") { VerificationWords.rung(percent, in: $0) }
        return decision
    }
}
