/// What each fact makes of a case.
extension AbuseCase {
    package mutating func apply(_ fact: AbuseCaseFact, at moment: Moment) {
        switch fact {
        case .opened(let opening):
            self.opening = opening
            state = opening.state
            leaseEnd = opening.holder?.to
            openedAt = moment
        case .reopened(let opening):
            self.opening = opening
            state = opening.state
            leaseEnd = opening.holder?.to
            reopened += 1
            attempts = 0
            if block?.isThere == false { block = nil }
            (closedAt, outcome, appealedAt) = (nil, nil, nil)
        case .reported(let report): add(report, at: moment)
        case .weighed(let weighing): self.weighing = weighing
        case .noticed: if state == .attributed { state = .notified }
        case .blockRequested(let block, let rung):
            self.block = block
            self.rung = rung
        case .blockActive(let until, let link):
            if let known = block {
                block = CaseBlock(
                    id: known.id, state: .active, scope: known.scope, until: until, since: known.since ?? moment)
            }
            state = .blocked
            if let link { self.link = link }
        case .blockWithheld: block?.state = .withheld
        case .blockEnded(let state):
            block?.state = state
            if self.state != .closed { self.state = .probation }
            settle(at: moment)
        case .answered(let reporter, let code):
            if let place = reporters.firstIndex(where: { $0.id == reporter }) { reporters[place].answer = code }
        case .remediationClaimed:
            state = .remediationClaimed
            block?.state = .ending
            attempts += 1
        case .appealed: appealedAt = moment
        case .escalated: break
        case .closed(let outcome, _, _):
            state = .closed
            self.outcome = outcome
            closedAt = moment
            due = nil
            link = nil
            if outcome != .quiet { settle(at: moment) }
        case .awaits(let due): self.due = due
        }
    }

    /// What was reported so far is dealt with, and the link that led out of it is dead.
    private mutating func settle(at moment: Moment) {
        settledUpTo = moment
        link = nil
        for place in reporters.indices { reporters[place].isCurrent = false }
    }

    private mutating func add(_ report: CaseReport, at moment: Moment) {
        reports += 1
        incidents += report.incidents
        lastReport = moment
        leaseEnd = report.leaseEnd
        samples = Array((report.samples + samples).prefix(10))
        let isCurrent = settledUpTo.map { (report.incident ?? moment) > $0 } ?? true
        var new = report.reporter
        new.isCurrent = isCurrent
        guard let place = reporters.firstIndex(where: { $0.id == new.id }) else {
            // Each is counted above; a row lists no more of them than a person would read, those who are known before others.
            let kept = new.isKnown ? 2 * AbuseCase.reportersKept : AbuseCase.reportersKept
            if reporters.count < kept { reporters.append(new) }
            return
        }
        reporters[place].reports += 1
        reporters[place].contact = new.contact ?? reporters[place].contact
        guard isCurrent else { return }
        let isFirst = !reporters[place].isCurrent
        reporters[place].points = isFirst ? new.points : max(reporters[place].points, new.points)
        reporters[place].isKnown = new.isKnown || (!isFirst && reporters[place].isKnown)
        reporters[place].isCurrent = true
    }
}
