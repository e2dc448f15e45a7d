/// A report comes to its case: it is counted, weighed, and what follows is decided.
extension AbuseCase {
    package static func add(
        _ input: CaseReported, given abuseCase: AbuseCase?, in circumstances: Circumstances
    ) -> Decision<AbuseCaseFact> {
        guard let opening = input.opening, let report = input.report else {
            return .reject([
                Reason(
                    rule: "ABU-7", field: input.opening == nil ? "opening" : "report", message: "this is no report for a case",
                    remedy: "publish abuse.report.received; this event is the pipeline's own")
            ])
        }
        var work = CaseWork(abuseCase ?? AbuseCase(id: input.abuseCase), circumstances)
        if work.abuseCase.opening == nil {
            work.add(.opened(opening))
        } else if work.abuseCase.state == .closed {
            work.add(.reopened(opening))
        }
        work.add(.reported(report))
        work.weigh()
        work.answer(report)
        work.awaitAfterReport()
        return work.decision
    }
}

extension CaseWork {
    /// One report that nobody vouches for never blocks, whatever the total (ABU-7, failure pattern 10).
    fileprivate mutating func weigh() {
        let current = abuseCase.reporters.filter(\.isCurrent)
        let isRecurrence = abuseCase.reopened > 0 || abuseCase.rung > 0
        let lines = AbuseScore.lines(of: current, isRecurrence: isRecurrence && !current.isEmpty, policy)
        let against = reasonsAgainst(lines.total, known: Int64(current.filter(\.isKnown).count))
        let isNotice =
            current.contains(where: \.isKnown) && abuseCase.state == .attributed && !abuseCase.isRestricted
            && abuseCase.block?.isThere != true
            && lines.total >= rule.noticeAt
        let verdict: CaseWeighing.Verdict =
            switch (against.isEmpty, isNotice) {
            case (true, _): isEnforcing ? .block : .shadowBlock
            case (false, true): isEnforcing ? .notice : .shadowNotice
            case (false, false): .nothing
            }
        add(.weighed(CaseWeighing(policy: version.name, lines: lines, verdict: verdict, against: against)))
        switch verdict {
        case .block: requestBlock()
        case .notice: noticeHolder()
        case .nothing, .shadowNotice, .shadowBlock: break
        }
    }

    /// All of them; none: a block follows.
    private func reasonsAgainst(_ total: Int64, known: Int64) -> [String] {
        var against: [String] = []
        let needed = max(1, rule.knownReporters)
        if abuseCase.isRestricted { against.append("the class is for people alone") }
        if abuseCase.opening?.holder == nil { against.append("no holder is known") }
        if !rule.isAutomatic { against.append("the class \(rule.name) is never blocked by itself") }
        if known < needed { against.append("it needs known reporters: \(needed); it has \(known)") }
        if total < rule.blockAt, rule.isAutomatic { against.append("the score \(total) is below \(rule.blockAt)") }
        if let end = abuseCase.leaseEnd, end <= now { against.append("the holder's lease ended at \(end)") }
        if abuseCase.opening?.holder?.isShared == true {
            against.append("its ports are shared: a block would hit those who have the others")
        }
        switch abuseCase.block?.state {
        case .requested, .active: against.append("it is blocked already, or about to be")
        case .ending: against.append("the end of its block is under way")
        case .withheld: against.append("a block was withheld: the desk decides")
        case .expired, .lifted, nil: break
        }
        return against
    }

    private mutating func requestBlock() {
        guard let target = abuseCase.opening?.target, let holder = abuseCase.opening?.holder else { return }
        let rung = abuseCase.rung + 1
        let until = now.adding(policy.rung(rung).length)
        let block = BlockTarget(target, rule.scope)
        add(.blockRequested(CaseBlock(id: block.blockId(circumstances), scope: rule.scope, until: until), rung: rung))
        send(
            BlockRequested.outgoing(
                block, for: abuseCase.id, of: PlainLine.of(holder.customer) ?? holder.lease, until: until,
                because: "\(rule.name): score \(abuseCase.weighing?.lines.total ?? 0), \(abuseCase.reports) reports, block "
                    + "\(rung), policy \(version.name)", in: circumstances))
    }

    /// What can be said truly now. Where a block is on its way, the answer waits for what becomes of it.
    fileprivate mutating func answer(_ report: CaseReport) {
        if abuseCase.opening?.holder == nil {
            return answerReporters(report.needsMore ? .needMoreInfo : .received)
        }
        switch abuseCase.block?.state {
        case .requested: return
        case .active, .ending: answerReporters(.actioned)
        case .expired, .lifted, .withheld, nil: answerReporters(.attributed)
        }
    }

    fileprivate mutating func awaitAfterReport() {
        let remedy = policy.remedy
        if abuseCase.isRestricted {
            if abuseCase.due == nil { wait(for: CaseDue(.desk, at: now)) }
            return
        }
        switch abuseCase.state {
        case .new, .unattributable, .ambiguous:
            if abuseCase.due == nil { wait(for: CaseDue(.desk, at: now.adding(remedy.escalation))) }
        case .attributed, .notified:
            if abuseCase.block?.state == .requested {
                if abuseCase.due?.what != .observe { wait(for: CaseDue(.observe, at: now.adding(remedy.observation))) }
            } else if abuseCase.opening?.holder?.contact == nil || abuseCase.block?.state == .withheld {
                // Nobody can be written to, or a person must decide.
                if abuseCase.due?.what != .desk { wait(for: CaseDue(.desk, at: now.adding(remedy.escalation))) }
            } else if abuseCase.due?.what != .desk {
                let quiet = now.adding(rule.window)
                if abuseCase.due.map({ quiet > $0.at.adding(.hours(1)) }) ?? true { wait(for: CaseDue(.quiet, at: quiet)) }
            }
        case .probation:
            if abuseCase.block?.state == .requested { wait(for: CaseDue(.observe, at: now.adding(remedy.observation))) }
        case .blocked, .remediationClaimed, .closed: break
        }
    }
}
