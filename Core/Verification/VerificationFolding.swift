/// What each fact makes of a verification.
extension Verification {
    package mutating func apply(_ fact: VerificationFact, at moment: Moment) {
        switch fact {
        case .opened(let opening): self.opening = opening
        case .roundOpened(let target): round = VerificationRound(target, at: moment)
        case .documentReceived(let document):
            documents.append(document)
            resume(at: moment)
        case .inspected(let id, let advice):
            if let place = documents.firstIndex(where: { $0.id == id }) { documents[place].inspection = advice }
        case .answered: resume(at: moment)
        case .claimed(let claim): self.claim = claim
        case .released, .claimLapsed: claim = nil
        case .infoRequested(let question):
            self.question = question
            stage = .needsInfo
            claim = nil
            round?.pause(at: moment)
        case .proposed(let proposal):
            self.proposal = proposal
            claim = nil
            if proposal.kind == .fraud { isSuspected = true }
        case .suspended:
            heldStanding = standing
            standing = .pending
        case .proposalDropped, .proposalLapsed: endProposal()
        case .approved(let outcome, let category, let expires):
            close(outcome, as: .verified, at: moment)
            self.category = category
            self.expires = expires
        case .ended(let outcome): close(outcome, as: standing(after: outcome.result), at: moment)
        case .expired:
            expiryDue = nil
            if heldStanding == .verified { heldStanding = .expired } else { standing = .expired }
            if stage == .closed { outcome = VerificationOutcome(.expired) }
        case .contactNoted(let contact): contacts.append(contact)
        case .rungReached(let percent, let number): if round?.number == number { round?.reached.append(percent) }
        case .reminded, .expiryNoticed: break
        case .awaits(let due):
            if due.what == .expiry { expiryDue = due } else { customerDue = due }
        }
    }

    /// The customer owes nothing any more.
    private mutating func resume(at moment: Moment) {
        stage = .submitted
        question = nil
        customerDue = nil
        round?.resume(at: moment)
    }

    /// With a suspicion of fraud falls what it withheld, and with any proposal where no request is open. What a customer sends
    /// meanwhile opens no way to orders.
    private mutating func endProposal() {
        let isOver = proposal?.kind == .fraud || stage == .closed
        proposal = nil
        guard isOver, let held = heldStanding else { return }
        (heldStanding, standing) = (nil, held)
        if stage == .closed { isSuspected = false }
    }

    /// Where a company was verified before, a round that came to nothing leaves it as it was.
    private func standing(after result: VerificationOutcome.Result) -> Standing {
        let before = heldStanding ?? standing
        return switch result {
        case .approved: .verified
        case .fraud: .fraud
        case .revoked: .revoked
        case .expired: .expired
        case .rejected: before == .pending ? .rejected : before
        case .withdrawn: before == .pending ? .withdrawn : before
        case .unanswered: before == .pending ? .expired : before
        }
    }

    private mutating func close(_ outcome: VerificationOutcome, as standing: Standing, at moment: Moment) {
        self.outcome = outcome
        self.standing = standing
        stage = .closed
        (heldStanding, claim, question, proposal, customerDue) = (nil, nil, nil, nil, nil)
        // Who only waits until a question is closed stays suspected.
        if outcome.result != .unanswered { isSuspected = false }
        if standing != .verified || outcome.result == .approved { expiryDue = nil }
        round?.stop(outcome.result.rawValue, at: moment)
    }
}
