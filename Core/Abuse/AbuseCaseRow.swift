extension AbuseCase {
    package var row: Object {
        let holder = opening?.holder
        return [
            "state": .string(state.rawValue), "class": .text(opening?.category.rawValue), "case_group": .text(opening?.group),
            "target": .text(opening?.target?.description), "case_key": .text(opening?.key),
            "open_key": state == .closed ? .null : .text(opening?.key), "opened_as": .text(opening?.state.rawValue),
            "holder": .text(holder?.customer), "lease_id": .text(holder?.lease),
            "lease_prefix": .text(holder?.prefix.description), "lease_opened_to": .moment(holder?.to),
            "lease_shared": holder.map { .bool($0.isShared) } ?? .null, "lease_to": .moment(leaseEnd),
            "contact": .text(holder?.contact), "language": .text(holder?.language.rawValue),
            "reports": .integer(reports), "incidents": .integer(incidents), "reporters": .array(reporters.map(\.value)),
            "samples": .array(samples.map(\.value)), "score": weighing.map { .integer($0.lines.total) } ?? .null,
            "lines": weighing?.lines.value ?? .null, "verdict": .text(weighing?.verdict.rawValue),
            "against": weighing.map { .array($0.against.map(Value.string)) } ?? .null, "policy": .text(weighing?.policy),
            "block_id": .text(block?.id), "block_state": .text(block?.state.rawValue),
            "block_scope": .text(block?.scope.rawValue), "block_until": .moment(block?.until),
            "block_since": .moment(block?.since), "rung": .integer(rung), "attempts": .integer(attempts),
            "unblock_hash": .text(link?.tokenHash), "unblock_expires": .moment(link?.expires),
            "reopened": .integer(reopened), "settled_up_to": .moment(settledUpTo), "next_due_at": .moment(due?.at),
            "next_due_what": .text(due?.what.rawValue), "opened_at": .moment(openedAt), "last_report_at": .moment(lastReport),
            "appealed_at": .moment(appealedAt), "closed_at": .moment(closedAt), "outcome": .text(outcome?.rawValue),
        ]
    }

    package init(id: String, row: Object) throws(Failure) {
        let columns = Columns(of: AbuseCase.table, id: id, row)
        self.init(id: id)
        state = try columns.choice("state", of: State.self)
        var opening = CaseOpening(
            key: try columns.text("case_key"), group: try columns.text("case_group"),
            category: try columns.choice("class", of: AbuseCategory.self),
            target: columns.optionalText("target").flatMap { IPPrefix($0) },
            state: try columns.choice("opened_as", of: State.self))
        if let customer = columns.optionalText("holder") {
            guard let prefix = IPPrefix(try columns.text("lease_prefix")) else {
                throw .fatal("\(AbuseCase.table).lease_prefix of \(id) cannot be read")
            }
            opening.holder = CaseHolder(
                lease: try columns.text("lease_id"), prefix: prefix, customer: customer,
                contact: columns.optionalText("contact"), language: try columns.choice("language", of: Locale.self),
                to: try columns.optionalMoment("lease_opened_to"), isShared: row["lease_shared"]?.bool ?? false)
        }
        self.opening = opening
        leaseEnd = try columns.optionalMoment("lease_to")
        reports = try columns.integer("reports")
        incidents = try columns.integer("incidents")
        reporters = (row["reporters"]?.array ?? []).compactMap(CaseReporter.init)
        samples = (row["samples"]?.array ?? []).compactMap(CaseSample.init)
        if columns.optionalText("verdict") != nil {
            weighing = CaseWeighing(
                policy: try columns.text("policy"), lines: ScoreLine.all(in: row["lines"]),
                verdict: try columns.choice("verdict", of: CaseWeighing.Verdict.self),
                against: (row["against"]?.array ?? []).compactMap(\.string))
        }
        if let block = columns.optionalText("block_id") {
            self.block = CaseBlock(
                id: block, state: try columns.choice("block_state", of: CaseBlock.State.self),
                scope: try columns.choice("block_scope", of: BlockScope.self), until: try columns.moment("block_until"),
                since: try columns.optionalMoment("block_since"))
        }
        rung = try columns.integer("rung")
        attempts = try columns.integer("attempts")
        if let hash = columns.optionalText("unblock_hash") {
            link = VerificationLink(tokenHash: hash, expires: try columns.moment("unblock_expires"))
        }
        reopened = try columns.integer("reopened")
        settledUpTo = try columns.optionalMoment("settled_up_to")
        if let at = try columns.optionalMoment("next_due_at") {
            due = CaseDue(try columns.choice("next_due_what", of: CaseDue.What.self), at: at)
        }
        openedAt = try columns.optionalMoment("opened_at")
        lastReport = try columns.optionalMoment("last_report_at")
        appealedAt = try columns.optionalMoment("appealed_at")
        closedAt = try columns.optionalMoment("closed_at")
        if columns.optionalText("outcome") != nil { outcome = try columns.choice("outcome", of: CaseOutcome.self) }
    }
}
