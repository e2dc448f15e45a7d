/// The decision that opens the way to orders (VER-6, VER-8): by one person, or by two where something speaks against it (SEC-10).
extension Verification {
    package static func approve(
        _ approval: VerificationApproved, given verification: Verification?, in circumstances: Circumstances
    ) -> Decision<VerificationFact> {
        guard let verification else { return .reject([.unknownVerification]) }
        var work = VerificationWork(verification, circumstances)
        var reasons = verification.objections(to: approval, in: circumstances)
        if verification.isDecidable { reasons += verification.obstacles(to: approval, by: work.policy, at: work.now) }
        let doubts = verification.doubts
        if !doubts.isEmpty, let proposal = verification.proposal, proposal.kind == .approval {
            reasons += verification.objections(to: proposal, seconded: approval, in: work)
        }
        guard reasons.isEmpty else { return .reject(reasons) }
        if doubts.isEmpty {
            work.approve(VerificationOutcome(.approved, by: approval.by), approval.category, until: work.end(of: approval))
        } else if let proposal = verification.proposal, proposal.kind == .approval, let category = proposal.category,
            let expires = proposal.expires
        {
            work.approve(
                VerificationOutcome(.approved, by: proposal.by, second: approval.by), category, until: expires)
        } else {
            work.propose(
                VerificationProposal(
                    .approval, by: approval.by, actor: circumstances.actor, until: work.now.adding(work.policy.proposal),
                    category: approval.category, expires: work.end(of: approval), doubts: doubts))
        }
        return work.decision
    }

    private func obstacles(to approval: VerificationApproved, by policy: VerificationPolicy, at now: Moment) -> [Reason] {
        var reasons: [Reason] = []
        if stage == .closed, heldStanding == nil {
            reasons.append(
                Reason(
                    rule: "VER-14", field: "companyId", message: "nothing is to be approved: \(standing.rawValue)",
                    remedy: "a new document of the customer begins a new round"))
        } else if current.isEmpty {
            reasons.append(
                Reason(
                    rule: "VER-1", field: "companyId", message: "the customer has sent no document",
                    remedy: "wait for it: verification.document.submitted"))
        }
        if let expires = approval.expires {
            if expires <= now {
                reasons.append(
                    Reason(
                        rule: "VER-15", field: "expires", message: "\(expires) is over",
                        remedy: "give an end in the future, or none: then it holds \(policy.renewal.valid) days"))
            } else if expires > now.adding(.days(policy.renewal.longest)) {
                reasons.append(
                    Reason(
                        rule: "VER-15", field: "expires", message: "\(expires) is more than \(policy.renewal.longest) days away",
                        remedy: "give an earlier end; it is renewed before it"))
            }
        }
        return reasons
    }

    /// The second person agrees to what the first proposed, or decides otherwise.
    private func objections(
        to proposal: VerificationProposal, seconded approval: VerificationApproved, in work: VerificationWork
    ) -> [Reason] {
        var reasons = work.samePerson(proposal, approval.by)
        if let expires = proposal.expires, expires <= work.now {
            reasons.append(
                Reason(
                    rule: "VER-15", field: "expires", message: "the end that \(proposal.by) proposed is over: \(expires)",
                    remedy: "wait until the proposal lapses (\(proposal.until)), or ask the customer, and begin anew"))
        }
        if let category = proposal.category, approval.category != category {
            reasons.append(
                Reason(
                    rule: "SEC-10", field: "category", message: "\(proposal.by) proposed the category \(category.rawValue)",
                    remedy: "approve the same, or release the proposal by asking the customer or by rejecting"))
        }
        if let expires = approval.expires, expires != proposal.expires {
            reasons.append(
                Reason(
                    rule: "SEC-10", field: "expires",
                    message: "\(proposal.by) proposed \(proposal.expires?.description ?? "no end")",
                    remedy: "approve the same, or leave the end away"))
        }
        return reasons
    }
}

extension VerificationWork {
    /// Where the proposal still waits, it must be another who agrees.
    func samePerson(_ proposal: VerificationProposal, _ by: String) -> [Reason] {
        let isSame = Reviewer.isSame(proposal.by, by)
        guard isSame || (policy.ownAccounts && proposal.actor == circumstances.actor) else { return [] }
        return [
            Reason(
                rule: "SEC-10", field: "by",
                message: isSame
                    ? "\(by) proposed this; a second person must agree"
                    : "\(by) and \(proposal.by) use one account, \(proposal.actor ?? "-"); a second person has their own",
                remedy: "let another reviewer claim it and decide the same, until \(proposal.until)")
        ]
    }

    fileprivate func end(of approval: VerificationApproved) -> Moment {
        approval.expires ?? now.adding(.days(policy.renewal.valid))
    }

    /// In the place of what was proposed before.
    mutating func propose(_ proposal: VerificationProposal) {
        add(.proposed(proposal))
        endClaim()
        schedule(VerificationDue(.proposal, at: proposal.until))
        tellDesk("proposal \(circumstances.cause)") { VerificationWords.proposal(proposal, in: $0) }
    }

    fileprivate mutating func approve(_ outcome: VerificationOutcome, _ category: CompanyType, until expires: Moment) {
        add(.approved(outcome, category: category, expires: expires))
        settle()
        awaitExpiry()
        tellCompany(by: outcome.by)
    }
}
