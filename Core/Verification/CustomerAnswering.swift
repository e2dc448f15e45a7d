/// What else the customer may do: answer in words, or take the request back.
extension Verification {
    package static func answer(
        _ answer: VerificationAnswered, given verification: Verification?, in circumstances: Circumstances
    ) -> Decision<VerificationFact> {
        guard let verification else { return .reject([.unknownVerification]) }
        var reasons = [verification.over, verification.objection(to: answer.by, in: circumstances)].compactMap(\.self)
        if verification.stage != .needsInfo, verification.over == nil {
            reasons.append(
                Reason(
                    rule: "VER-14", field: "companyId", message: "nothing was asked that words could answer",
                    remedy: verification.stage == .submitted
                        ? "wait for the staff" : "send the document: verification.document.submitted"))
        }
        guard reasons.isEmpty else { return .reject(reasons) }
        var work = VerificationWork(verification, circumstances)
        let document = work.keep(answer.text, as: "answer")
        work.add(.answered(by: answer.by, document: document))
        if work.verification.proposal?.kind == .approval { work.dropProposal() }
        work.cancel(.customer)
        work.scheduleRungs()
        return work.decision
    }

    package static func withdraw(
        _ withdrawal: VerificationWithdrawn, given verification: Verification?, in circumstances: Circumstances
    ) -> Decision<VerificationFact> {
        guard let verification else { return .reject([.unknownVerification]) }
        if verification.stage == .closed, verification.outcome?.result == .withdrawn { return .ignore("withdrawn already") }
        var reasons: [Reason] = []
        if verification.stage == .closed {
            reasons.append(
                Reason(
                    rule: "VER-14", field: "companyId", message: "there is no request to take back",
                    remedy: "nothing is to be done"))
        }
        if let stranger = verification.objection(to: withdrawal.by, in: circumstances, asAdministrator: true) {
            reasons.append(stranger)
        }
        guard reasons.isEmpty else { return .reject(reasons) }
        guard !verification.isSuspected else {
            // VER-3: who is suspected of fraud does not end the matter by leaving, and is not told of it.
            return .reject([
                Reason(
                    rule: "VER-14", field: "companyId", message: "the request is being decided on",
                    remedy: "wait for the decision, or ask at the contact address")
            ])
        }
        var work = VerificationWork(verification, circumstances)
        work.close(VerificationOutcome(.withdrawn, by: verification.account(of: withdrawal.by, in: circumstances)))
        work.write(.withdrawn)
        return work.decision
    }

    /// The id of whoever is named by an address: history keeps no address that a deletion would have to find.
    private func account(of by: String, in circumstances: Circumstances) -> String {
        let administrators = circumstances.answers[.administrators(of: id)] ?? []
        return administrators.first { $0["email"]?.string?.lowercased() == by.lowercased() }?["account"]?.string ?? by
    }

    /// What the inspection found: advice (VER-7).
    package static func inspected(
        _ completed: InspectionCompleted, given verification: Verification?, in circumstances: Circumstances
    ) -> Decision<VerificationFact> {
        guard let document = verification?.documents.first(where: { $0.id == completed.document }) else {
            return .ignore("this verification has no such document")
        }
        let advice = InspectionAdvice(completed, at: circumstances.now)
        return .record([.inspected(document: document.id, advice)])
    }
}

extension Reason {
    static let unknownVerification = Reason(
        rule: "VER-1", field: "companyId", message: "there is no verification of this company",
        remedy: "see `guichet verify list`; the company may not be registered yet")
}
