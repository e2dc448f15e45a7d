import ArgumentParser
import Core
import Queues

struct CasesListing: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cases", abstract: "Lists the open abuse cases, what is due first on top.",
        discussion: """
              guichet cases               what waits for whom, and until when
              guichet cases --overdue     what waited too long
              guichet show case ID        one of them

            JSON: [{"id", "state", "class", "target", "holder", "reports", "score", "verdict",
            "block", "next": {"what", "at"} | null, "appealed", "wayOut"}]
            """)

    @Flag(help: "Only those whose time is over.")
    var overdue = false

    @Option(help: "At most this many.")
    var limit = 100

    @OptionGroup var reply: Reply

    func validate() throws {
        guard limit >= 1 else { throw ValidationError("--limit is at least 1") }
    }

    func run() throws {
        let desk = try OperatorDesk.opened()
        defer { desk.close() }
        let now = WallClock.now()
        let cases = try desk.openCases(limit: limit).map { try AbuseCase(id: $0.id, row: $0.columns) }
            .filter { !overdue || $0.due.map { $0.at <= now } ?? false }
        reply.give(.array(cases.map { Self.value($0, now: now) }), Self.text(cases, now: now))
    }

    static func value(_ abuseCase: AbuseCase, now: Moment) -> Value {
        let next: Value = abuseCase.due.map { ["what": .string($0.what.rawValue), "at": .moment($0.at)] } ?? .null
        return [
            "id": .string(abuseCase.id), "state": .string(abuseCase.state.rawValue),
            "class": .text(abuseCase.opening?.group), "category": .text(abuseCase.opening?.category.rawValue),
            "target": .text(abuseCase.opening?.target?.description), "holder": .text(abuseCase.opening?.holder?.customer),
            "reports": .integer(abuseCase.reports), "score": abuseCase.weighing.map { .integer($0.lines.total) } ?? .null,
            "verdict": .text(abuseCase.weighing?.verdict.rawValue),
            "against": .array((abuseCase.weighing?.against ?? []).map(Value.string)),
            "policy": .text(abuseCase.weighing?.policy), "lines": abuseCase.weighing?.lines.value ?? [],
            "block": abuseCase.block.map { .object($0.object) } ?? .null, "rung": .integer(abuseCase.rung),
            "attempts": .integer(abuseCase.attempts), "reopened": .integer(abuseCase.reopened), "next": next,
            "appealed": .moment(abuseCase.appealedAt), "opened": .moment(abuseCase.openedAt),
            "lastReport": .moment(abuseCase.lastReport), "outcome": .text(abuseCase.outcome?.rawValue),
            "wayOut": .string(CaseOutlook(abuseCase: abuseCase).wayOut(now: now)),
        ]
    }

    static func text(_ cases: [AbuseCase], now: Moment) -> String {
        if cases.isEmpty { return "no open cases" }
        var table = Table(
            ("CASE", .left), ("STATE", .left), ("CLASS", .left), ("TARGET", .left), ("REPORTS", .right), ("SCORE", .right),
            ("BLOCK", .left), ("NEXT", .left))
        for abuseCase in cases {
            let isLate = abuseCase.due.map { $0.at <= now } ?? false
            let isDesk = abuseCase.due?.what == .desk || abuseCase.appealedAt != nil
            table.rows.append([
                .init(abuseCase.id), .init(abuseCase.state.rawValue, abuseCase.state == .blocked ? .red : nil),
                .init(abuseCase.opening?.group ?? "-"), .init(abuseCase.opening?.target?.description ?? "-"),
                .init("\(abuseCase.reports)"), .init(abuseCase.weighing.map { "\($0.lines.total)" } ?? "-"),
                .init(abuseCase.block?.state.rawValue ?? "-"),
                .init(
                    (abuseCase.appealedAt == nil ? "" : "appealed; ") + CaseOutlook(abuseCase: abuseCase).next(now: now),
                    isLate || isDesk ? .red : nil),
            ])
        }
        return table.text(.standardOutput)
    }
}
