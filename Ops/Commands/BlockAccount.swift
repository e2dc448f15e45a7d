import Core
import Queues

/// All that led to the blocks of an address, and leads out of them.
struct BlockAccount {
    struct CaseStory {
        let abuseCase: AbuseCase
        let reports: [Report]
        let timeline: [LedgerLine]
    }

    struct Report {
        let id: String
        let summary: ReportSummary
    }

    let address: IPAddress
    /// Desired and observed, as the firewall's part keeps them.
    let blocks: [Object]
    let stories: [CaseStory]
    /// Reports about the address that are in none of the cases.
    let others: [Report]

    var isEmpty: Bool { blocks.isEmpty && stories.isEmpty && others.isEmpty }

    init(of address: IPAddress, at desk: OperatorDesk) throws {
        self.address = address
        blocks = try desk.blocks(about: address)
        let cases = try desk.cases(about: address).map { try AbuseCase(id: $0.id, row: $0.columns) }
        let keys = Set(cases.compactMap { $0.opening?.key })
        let reports = try desk.reports(about: address, orIn: keys.sorted()).compactMap { row in
            ReportSummary(row.columns).map { Report(id: row.id, summary: $0) }
        }
        // The ledger knows which of the cases of one key a report went into.
        stories = try cases.map { abuseCase in
            let timeline = try desk.timeline(of: "case/\(abuseCase.id)")
            let members = Set(timeline.filter { $0.name == "case.reported" }.compactMap { $0.data["report"]?.string })
            return CaseStory(
                abuseCase: abuseCase, reports: reports.filter { members.contains($0.id) }, timeline: timeline)
        }
        let told = Set(stories.flatMap { $0.reports.map(\.id) })
        others = reports.filter { !told.contains($0.id) }
    }

    // MARK: For programs

    func value(now: Moment) -> Value {
        [
            "address": .string(address.description), "blocks": .array(blocks.map(Value.object)),
            "cases": .array(
                stories.map { story in
                    var value = CasesListing.value(story.abuseCase, now: now).object ?? Object()
                    value["next"] = .string(CaseOutlook(abuseCase: story.abuseCase).next(now: now))
                    value["reports"] = .array(story.reports.map(Self.value))
                    value["timeline"] = .array(story.timeline.map(\.value))
                    return .object(value)
                }),
            "otherReports": .array(others.map(Self.value)),
        ]
    }

    private static func value(_ report: Report) -> Value {
        var value = report.summary.object
        value["id"] = .string(report.id)
        return .object(value)
    }

    // MARK: For people

    func text(now: Moment) -> String {
        var parts = ["\(address)", blocksText]
        parts += stories.map { text($0, now: now) }
        if !others.isEmpty { parts.append("other reports\n" + Self.text(others)) }
        return parts.joined(separator: "\n\n")
    }

    private var blocksText: String {
        if blocks.isEmpty { return "block: none" }
        return blocks.map { block in
            let desired = block["desired_until"]?.string.map { "desired until \($0)" } ?? "not desired"
            return "block: \(block["scope"]?.plain ?? "-") \(block["prefix"]?.plain ?? "-"), \(block["state"]?.plain ?? "-"), "
                + "\(desired), observed \(block["observed"]?.plain ?? "nothing")"
        }.joined(separator: "\n")
    }

    private func text(_ story: CaseStory, now: Moment) -> String {
        let abuseCase = story.abuseCase
        let outlook = CaseOutlook(abuseCase: abuseCase)
        var lines = ["case \(abuseCase.id)  \(abuseCase.state.rawValue)"]
        let target = abuseCase.opening?.target?.description ?? "-"
        lines.append(
            "  about    \(abuseCase.opening?.group ?? "-"), \(target), \(abuseCase.opening?.holder?.customer ?? "no holder")")
        if let weighing = abuseCase.weighing {
            lines.append("  score    \(weighing.lines.total), \(weighing.verdict.rawValue), by the policy \(weighing.policy)")
            lines += weighing.lines.map { "             \(Self.signed($0.points))  \($0.rule): \(Table.Cell($0.why).text)" }
            lines += weighing.against.map { "           no block: \(Table.Cell($0).text)" }
        }
        lines.append("  block    \(outlook.block)")
        lines.append("  next     \(outlook.next(now: now))")
        lines.append("  way out  \(outlook.wayOut(now: now))")
        lines += ["", Self.text(story.reports), "", Self.timeline(story.timeline)]
        return lines.joined(separator: "\n")
    }

    private static func text(_ reports: [Report]) -> String {
        if reports.isEmpty { return "  its reports are about other addresses, or gone" }
        return reports.map { report in
            let summary = report.summary
            let when = summary.incident.map { "incident \($0)" } ?? "no time of the incident"
            let head =
                "  report \(report.id)  \(summary.received)  \(summary.category.rawValue), \(when), "
                + "\(summary.standing.identity) (\(summary.standing.proof.rawValue)), \(summary.disposition.rawValue), "
                + "score \(summary.lines.total), policy \(summary.policy)"
            return
                ([Table.Cell(head).text]
                + summary.lines.map { "             \(signed($0.points))  \($0.rule): \(Table.Cell($0.why).text)" })
                .joined(separator: "\n")
        }.joined(separator: "\n")
    }

    private static func timeline(_ lines: [LedgerLine]) -> String {
        lines.map { "  \($0.at)  \($0.name)\(detail($0))" }.joined(separator: "\n")
    }

    private static func detail(_ line: LedgerLine) -> String {
        let names = ["report", "verdict", "until", "rung", "code", "state", "what", "at", "outcome", "by", "reasons"]
        let parts = names.compactMap { name in
            line.data[name].flatMap { $0.isNull ? nil : "\(name) \(Table.Cell($0.plain).text)" }
        }
        return parts.isEmpty ? "" : "  " + parts.joined(separator: ", ")
    }

    private static func signed(_ points: Int64) -> String {
        let text = points < 0 ? "\(points)" : "+\(points)"
        return String(repeating: " ", count: max(0, 5 - text.count)) + text
    }
}
