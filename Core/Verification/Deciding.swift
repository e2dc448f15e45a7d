/// The other decisions: something is asked, the company is rejected, fraud is suspected, a verification is taken back (VER-14).
extension Verification {
    package static func ask(
        _ request: VerificationInfoRequested, given verification: Verification?, in circumstances: Circumstances
    ) -> Decision<VerificationFact> {
        guard let verification else { return .reject([.unknownVerification]) }
        var work = VerificationWork(verification, circumstances)
        var reasons = verification.objections(to: request, in: circumstances) + work.unknown(request.reason, in: .info)
        if verification.isDecidable, verification.stage == .closed || verification.stage == .awaitingDocument {
            reasons.append(
                Reason(
                    rule: "VER-14", field: "companyId",
                    message: verification.stage == .closed
                        ? "no request is open: \(verification.standing.rawValue)"
                        : "the customer owes the first document already",
                    remedy: "wait for a document of the customer"))
        }
        guard reasons.isEmpty else { return .reject(reasons) }
        work.ask(request)
        return work.decision
    }

    package static func reject(
        _ rejection: VerificationRejected, given verification: Verification?, in circumstances: Circumstances
    ) -> Decision<VerificationFact> {
        guard let verification else { return .reject([.unknownVerification]) }
        var work = VerificationWork(verification, circumstances)
        var reasons = verification.objections(to: rejection, in: circumstances) + work.unknown(rejection.reason, in: .rejection)
        if verification.isDecidable, verification.stage == .closed {
            reasons.append(
                Reason(
                    rule: "VER-14", field: "companyId", message: "no request is open: \(verification.standing.rawValue)",
                    remedy: "a verification that holds is taken back: verification.revoked"))
        }
        guard reasons.isEmpty else { return .reject(reasons) }
        work.dropProposal()
        work.close(VerificationOutcome(.rejected, by: rejection.by, reason: rejection.reason))
        let (standing, expires, lists) = (work.verification.standing, work.verification.expires, work.policy.reasons)
        work.write(.rejected) { locale in
            [
                "reason": .string(lists.words(rejection.reason, in: .rejection, locale)),
                "standing": .string(VerificationWords.standing(standing, until: expires, in: locale)),
            ]
        }
        return work.decision
    }

    /// VER-3: fraud is another outcome than a document that could be better. The customer is told nothing of the suspicion.
    package static func suspect(
        _ suspicion: FraudSuspected, given verification: Verification?, in circumstances: Circumstances
    ) -> Decision<VerificationFact> {
        guard let verification else { return .reject([.unknownVerification]) }
        var work = VerificationWork(verification, circumstances)
        var reasons = verification.objections(to: suspicion, in: circumstances) + work.unknown(suspicion.reason, in: .fraud)
        let proposal = verification.proposal.flatMap { $0.kind == .fraud ? $0 : nil }
        if let proposal { reasons += work.seconds(proposal, by: suspicion.by, reason: suspicion.reason) }
        guard reasons.isEmpty else { return .reject(reasons) }
        if let proposal {
            work.close(VerificationOutcome(.fraud, by: proposal.by, second: suspicion.by, reason: proposal.reason))
            work.write(.closed)
            return work.decision
        }
        work.propose(
            VerificationProposal(
                .fraud, by: suspicion.by, actor: circumstances.actor, until: work.now.adding(work.policy.proposal),
                reason: suspicion.reason))
        if work.verification.standing == .verified {
            work.add(.suspended)
            work.tellCompany()
        }
        return work.decision
    }

    package static func revoke(
        _ revocation: VerificationRevoked, given verification: Verification?, in circumstances: Circumstances
    ) -> Decision<VerificationFact> {
        guard let verification else { return .reject([.unknownVerification]) }
        var work = VerificationWork(verification, circumstances)
        var reasons =
            verification.objections(to: revocation, in: circumstances) + work.unknown(revocation.reason, in: .revocation)
        if verification.isDecidable, (verification.heldStanding ?? verification.standing) != .verified {
            reasons.append(
                Reason(
                    rule: "VER-15", field: "companyId", message: "there is no verification to take back",
                    remedy: "decide on the request instead: reject it, or ask"))
        }
        let proposal = verification.proposal.flatMap { $0.kind == .revocation ? $0 : nil }
        if let proposal { reasons += work.seconds(proposal, by: revocation.by, reason: revocation.reason) }
        guard reasons.isEmpty else { return .reject(reasons) }
        guard let proposal else {
            work.propose(
                VerificationProposal(
                    .revocation, by: revocation.by, actor: circumstances.actor, until: work.now.adding(work.policy.proposal),
                    reason: revocation.reason))
            return work.decision
        }
        work.close(VerificationOutcome(.revoked, by: proposal.by, second: revocation.by, reason: proposal.reason))
        let lists = work.policy.reasons
        work.write(.revoked) { ["reason": .string(lists.words(revocation.reason, in: .revocation, $0))] }
        return work.decision
    }
}

extension VerificationWork {
    /// VER-14: a reason is one of a closed list.
    fileprivate func unknown(_ reason: String, in list: VerificationReasons.List) -> [Reason] {
        let known = policy.reasons[list].map(\.code)
        if known.contains(reason) { return [] }
        return [
            Reason(
                rule: "VER-14", field: "reason", message: "“\(reason)” is no reason of the list “\(list.rawValue)”",
                remedy: "choose one of \(known.joined(separator: ", "))")
        ]
    }

    /// The second person says the same, or decides otherwise.
    fileprivate func seconds(_ proposal: VerificationProposal, by person: String, reason: String) -> [Reason] {
        var reasons = samePerson(proposal, person)
        if let proposed = proposal.reason, proposed != reason {
            reasons.append(
                Reason(
                    rule: "SEC-10", field: "reason", message: "\(proposal.by) proposed it for “\(proposed)”",
                    remedy: "agree for the same reason, or decide otherwise"))
        }
        return reasons
    }

    fileprivate mutating func ask(_ request: VerificationInfoRequested) {
        if verification.proposal?.kind == .approval { dropProposal() }
        let message = request.message.map { keep($0, as: "message") }
        add(
            .infoRequested(
                VerificationQuestion(by: request.by, reason: request.reason, field: request.field, message: message)))
        endClaim()
        cancelRungs()
        awaitCustomer()
        let (lists, close) = (policy.reasons, now.adding(.days(policy.customer.close)))
        write(.infoRequested) { locale in
            [
                "reason": .string(lists.words(request.reason, in: .info, locale)),
                "field": .string(VerificationWords.field(request.field, in: locale)),
                "message": .string(request.message ?? "-"), "until": .moment(close),
            ]
        }
    }
}
