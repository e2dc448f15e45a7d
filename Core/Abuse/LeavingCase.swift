/// The ways out of a case: by the holder's own work, by appeal, by the desk, by time.
extension AbuseCase {
    package static func claim(
        _ request: UnblockRequested, given abuseCase: AbuseCase?, in circumstances: Circumstances
    ) -> Decision<AbuseCaseFact> {
        guard let abuseCase, let link = abuseCase.link, link.tokenHash == request.tokenHash else {
            return refuse("token", "this link is unknown, was used, or a newer one replaced it", "use the newest mail")
        }
        guard abuseCase.state == .blocked, let block = abuseCase.block else {
            return refuse("token", "this link was used already", "wait: the end of the block is under way")
        }
        var work = CaseWork(abuseCase, circumstances)
        let remedy = work.policy.remedy
        var reasons: [Reason] = []
        if work.now >= link.expires {
            reasons.append(reason("token", "this link expired at \(link.expires)", "file an appeal: abuse.appeal.filed"))
        }
        if abuseCase.attempts >= remedy.attempts {
            reasons.append(
                reason(
                    "token", "the end was asked for \(abuseCase.attempts) times in this case already",
                    "file an appeal: abuse.appeal.filed; a person decides"))
        }
        let earliest = (block.since ?? work.now).adding(work.policy.rung(abuseCase.rung).lifted)
        if work.now < earliest {
            reasons.append(
                reason(
                    "token", "block \(abuseCase.rung) of this case may be ended from \(earliest) on",
                    "ask again then, or file an appeal: abuse.appeal.filed"))
        }
        let missing = remedy.checklist.filter { !request.attestation.points.contains($0) }
        if !missing.isEmpty, !request.attestation.isInWords || !request.attestation.points.isEmpty {
            reasons.append(
                reason(
                    "attestation", "not attested: \(missing.joined(separator: ", "))", "do it, then attest every point with true")
            )
        }
        guard reasons.isEmpty else { return .reject(reasons) }
        let document = work.keep(request.attestation.text, as: "attestation")
        work.add(.remediationClaimed(checklist: request.attestation.points, document: document))
        work.send(LiftRequested.outgoing(block.id, for: abuseCase.id, because: "the holder attests the clean-up"))
        work.wait(for: CaseDue(.lift, at: work.now.adding(remedy.observation)))
        return work.decision
    }

    package static func appeal(
        _ appeal: AppealFiled, given abuseCase: AbuseCase?, in circumstances: Circumstances
    ) -> Decision<AbuseCaseFact> {
        guard let abuseCase, abuseCase.opening?.holder != nil, !abuseCase.isRestricted else {
            return refuse("caseId", "there is no such case", "take the number from the mail")
        }
        guard abuseCase.state != .closed else {
            return refuse("caseId", "this case is closed: there is nothing to appeal against", "open a ticket")
        }
        var work = CaseWork(abuseCase, circumstances)
        guard let document = work.keep(appeal.text, as: "appeal") else { return .ignore("nothing was said") }
        work.add(.appealed(by: appeal.by, document: document))
        work.escalate(.desk)
        work.wait(for: CaseDue(.desk, at: work.now.adding(work.policy.remedy.escalation)))
        return work.decision
    }

    package static func close(
        _ closing: CaseClosed, given abuseCase: AbuseCase?, in circumstances: Circumstances
    ) -> Decision<AbuseCaseFact> {
        guard let abuseCase, abuseCase.opening != nil else {
            return refuse("caseId", "there is no such case", "see `guichet cases`")
        }
        let outcome: CaseOutcome = closing.verdict == .falseAlarm ? .falseAlarm : .confirmed
        if abuseCase.state == .closed {
            return abuseCase.outcome == outcome
                ? .ignore("closed already, with this outcome")
                : refuse("outcome", "it is closed already: \(abuseCase.outcome?.rawValue ?? "")", "nothing can be done")
        }
        if outcome == .confirmed, let block = abuseCase.block, block.isThere {
            return refuse(
                "outcome", "its block runs until \(block.until), and the holder's way out ends with the case",
                "wait for the block's end, order it (abuse.unblock.ordered), or close as false_alarm")
        }
        var work = CaseWork(abuseCase, circumstances)
        if outcome == .falseAlarm { work.lift("false alarm, says \(PlainLine.of(closing.by) ?? "the desk")") }
        let document = work.keep(closing.text, as: "closing")
        work.close(outcome, by: closing.by, document: document)
        return work.decision
    }

    package static func come(
        _ input: CaseCameDue, given abuseCase: AbuseCase?, in circumstances: Circumstances
    ) -> Decision<AbuseCaseFact> {
        guard let abuseCase, abuseCase.due == input.due, abuseCase.state != .closed else {
            return .ignore("the case does not wait for this any more")
        }
        var work = CaseWork(abuseCase, circumstances)
        switch input.due.what {
        case .quiet: work.close(.quiet)
        case .probation: work.close(.remedied)
        case .desk, .expiry, .lift: work.escalate(input.due.what)
        case .observe:
            // Failure pattern 3: asked for is not done. The reporters learn what is true.
            work.answerReporters(.attributed)
            work.escalate(.observe)
        }
        if work.abuseCase.state != .closed {
            work.wait(for: CaseDue(.desk, at: work.now.adding(work.policy.remedy.escalation)))
        }
        return work.decision
    }

    private static func refuse(_ field: String, _ message: String, _ remedy: String) -> Decision<AbuseCaseFact> {
        .reject([reason(field, message, remedy)])
    }

    private static func reason(_ field: String, _ message: String, _ remedy: String) -> Reason {
        Reason(rule: "ABU-2", field: field, message: message, remedy: remedy)
    }
}

extension CaseWork {
    /// What a person wrote goes among the documents, which can be forgotten.
    fileprivate mutating func keep(_ text: String?, as label: String) -> String? {
        guard let text else { return nil }
        let document = Document(
            id: circumstances.derivedId(label), subject: "case/\(abuseCase.id)", mediaType: "text/plain; charset=utf-8",
            bytes: Array(text.utf8), purge: now.adding(policy.keepRaw))
        consequences.documents.append(document)
        return document.id
    }
}
