/// What can happen to a case. Tokens, letters and contents of reports are not in here: a fact is kept for ever.
package enum AbuseCaseFact: Fact {
    case opened(CaseOpening)
    case reopened(CaseOpening)
    case reported(CaseReport)
    case weighed(CaseWeighing)
    /// The holder's notice went to be sent, with others.
    case noticed
    case blockRequested(CaseBlock, rung: Int64)
    case blockActive(until: Moment, link: VerificationLink?)
    case blockWithheld([String])
    case blockEnded(CaseBlock.State)
    /// `code` is the answer's, or `suppressed`.
    case answered(reporter: String, code: String)
    case remediationClaimed(checklist: [String], document: String?)
    case appealed(by: String, document: String)
    case escalated(CaseDue.What)
    case closed(CaseOutcome, by: String?, document: String?)
    case awaits(CaseDue?)

    package var name: String {
        switch self {
        case .opened: "case.opened"
        case .reopened: "case.reopened"
        case .reported: "case.reported"
        case .weighed: "case.weighed"
        case .noticed: "case.noticed"
        case .blockRequested: "case.block_requested"
        case .blockActive: "case.block_active"
        case .blockWithheld: "case.block_withheld"
        case .blockEnded: "case.block_ended"
        case .answered: "case.answered"
        case .remediationClaimed: "case.remediation_claimed"
        case .appealed: "case.appealed"
        case .escalated: "case.escalated"
        case .closed: "case.closed"
        case .awaits: "case.awaits"
        }
    }

    package var data: Object {
        switch self {
        case .opened(let opening), .reopened(let opening): opening.object
        case .reported(let report): report.object
        case .weighed(let weighing):
            [
                "policy": .string(weighing.policy), "lines": weighing.lines.value, "score": .integer(weighing.lines.total),
                "verdict": .string(weighing.verdict.rawValue), "against": .array(weighing.against.map(Value.string)),
            ]
        case .noticed: [:]
        case .blockRequested(let block, let rung): ["block": .object(block.object), "rung": .integer(rung)]
        case .blockActive(let until, let link):
            ["until": .moment(until), "link": link.map { .object($0.object) } ?? .null]
        case .blockWithheld(let reasons): ["reasons": .array(reasons.map(Value.string))]
        case .blockEnded(let state): ["state": .string(state.rawValue)]
        case .answered(let reporter, let code): ["reporter": .string(reporter), "code": .string(code)]
        case .remediationClaimed(let checklist, let document):
            ["checklist": .array(checklist.map(Value.string)), "document": .text(document)]
        case .appealed(let by, let document): ["by": .string(by), "document": .string(document)]
        case .escalated(let what): ["what": .string(what.rawValue)]
        case .closed(let outcome, let by, let document):
            ["outcome": .string(outcome.rawValue), "by": .text(by), "document": .text(document)]
        case .awaits(let due): ["what": .text(due?.what.rawValue), "at": .moment(due?.at)]
        }
    }

    package init?(name: String, data: Object) {
        guard let fact = AbuseCaseFact.about(reports: name, data) ?? AbuseCaseFact.about(blocks: name, data) else { return nil }
        self = fact
    }

    private static func about(reports name: String, _ data: Object) -> AbuseCaseFact? {
        switch name {
        case "case.opened": return CaseOpening(data).map { .opened($0) }
        case "case.reopened": return CaseOpening(data).map { .reopened($0) }
        case "case.reported": return CaseReport(data).map { .reported($0) }
        case "case.weighed":
            guard let policy = data["policy"]?.string,
                let verdict = data["verdict"]?.string.flatMap(CaseWeighing.Verdict.init)
            else { return nil }
            let against = (data["against"]?.array ?? []).compactMap(\.string)
            return .weighed(
                CaseWeighing(policy: policy, lines: ScoreLine.all(in: data["lines"]), verdict: verdict, against: against))
        case "case.noticed": return .noticed
        case "case.answered":
            guard let reporter = data["reporter"]?.string, let code = data["code"]?.string else { return nil }
            return .answered(reporter: reporter, code: code)
        case "case.awaits":
            guard let what = data["what"]?.string else { return .awaits(nil) }
            guard let known = CaseDue.What(rawValue: what), let at = data["at"]?.string.flatMap({ Moment(rfc3339: $0) })
            else { return nil }
            return .awaits(CaseDue(known, at: at))
        default: return nil
        }
    }

    private static func about(blocks name: String, _ data: Object) -> AbuseCaseFact? {
        switch name {
        case "case.block_requested":
            guard let block = data["block"]?.object.flatMap(CaseBlock.init), let rung = data["rung"]?.integer else { return nil }
            return .blockRequested(block, rung: rung)
        case "case.block_active":
            guard let until = data["until"]?.string.flatMap({ Moment(rfc3339: $0) }) else { return nil }
            return .blockActive(until: until, link: data["link"]?.object.flatMap(VerificationLink.init))
        case "case.block_withheld": return .blockWithheld((data["reasons"]?.array ?? []).compactMap(\.string))
        case "case.block_ended": return data["state"]?.string.flatMap(CaseBlock.State.init).map { .blockEnded($0) }
        case "case.remediation_claimed":
            return .remediationClaimed(
                checklist: (data["checklist"]?.array ?? []).compactMap(\.string), document: data["document"]?.string)
        case "case.appealed":
            guard let by = data["by"]?.string, let document = data["document"]?.string else { return nil }
            return .appealed(by: by, document: document)
        case "case.escalated": return data["what"]?.string.flatMap(CaseDue.What.init).map { .escalated($0) }
        case "case.closed":
            guard let outcome = data["outcome"]?.string.flatMap(CaseOutcome.init) else { return nil }
            return .closed(outcome, by: data["by"]?.string, document: data["document"]?.string)
        default: return nil
        }
    }
}

/// How a case ended.
package enum CaseOutcome: String, CaseIterable, Sendable {
    /// The desk says that the reports were right.
    case confirmed
    /// The desk says that they were wrong.
    case falseAlarm = "false_alarm"
    /// The holder mended it, and nothing came back.
    case remedied
    /// Nothing followed, and nobody complained again.
    case quiet
}
