import ArgumentParser
import Core
import Queues

struct VerifyList: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Lists the open verifications, the least business time left on top.",
        discussion: """
            Those whose customer owes something are below: their clocks stand still.

              guichet verify list
              guichet verify list --mine --by alice@example.org

            JSON: [{"company", "legalName", "country", "registrationNumber", "phase":
            awaiting_document | submitted | in_review | needs_info | suspected | …, "standing",
            "paused", "remainingSeconds", "due", "dueByWallClock", "claimedBy", "claimedUntil",
            "inspection", "alarms", "doubts", "proposal", "next"}]
            """)

    @Flag(help: "Only those that you have claimed.")
    var mine = false

    @Option(help: "At most this many.")
    var limit = 200

    @OptionGroup var person: Operator
    @OptionGroup var reply: Reply

    func validate() throws {
        guard limit >= 1 else { throw ValidationError("--limit is at least 1") }
    }

    func run() throws {
        let desk = try OperatorDesk.opened()
        defer { desk.close() }
        let policies = try PolicyFiles.policies(in: Settings.current().policies)
        let outlooks = try Self.outlooks(at: desk, under: policies, at: WallClock.now())
            .filter { !mine || $0.claim.map { Reviewer($0.by).isSame(person.name) } ?? false }
        let shown = Array(outlooks.prefix(limit))
        reply.give(.array(shown.map(\.value)), Self.text(shown))
        if outlooks.count > shown.count { Terminal.remark("guichet: \(outlooks.count - shown.count) more; see --limit") }
    }

    /// Ordered by the clock, so all of them are read.
    static func outlooks(at desk: OperatorDesk, under policies: Policies, at now: Moment) throws -> [VerifyOutlook] {
        try desk.openVerifications(limit: 100_000).map {
            VerifyOutlook(try Verification(id: $0.id, row: $0.columns), under: policies, at: now)
        }.sorted(by: VerifyOutlook.isMoreUrgent)
    }

    static func text(_ outlooks: [VerifyOutlook]) -> String {
        if outlooks.isEmpty { return "nothing waits to be verified" }
        let (paused, running) = (outlooks.filter(\.isPaused), outlooks.filter { !$0.isPaused })
        var parts = running.isEmpty ? ["nothing waits for the staff"] : [table(running)]
        if !paused.isEmpty { parts.append("waiting for the customer\n" + table(paused)) }
        return parts.joined(separator: "\n\n")
    }

    private static func table(_ outlooks: [VerifyOutlook]) -> String {
        var table = Table(
            ("COMPANY", .left), ("NAME", .left), ("NUMBER", .left), ("PHASE", .left), ("TIME", .right), ("DUE", .left),
            ("CLAIMED BY", .left), ("INSPECTION", .left), ("ALARMS", .left), ("SECOND PERSON", .left))
        for outlook in outlooks {
            let verification = outlook.verification
            let isLate = outlook.reading?.isOverdue ?? false
            let number = [verification.opening?.country, verification.opening?.registrationNumber].compactMap(\.self)
            table.rows.append([
                .init(verification.id), .init(verification.opening?.legalName ?? "-"), .init(number.joined(separator: " ")),
                .init(verification.phase), .init(outlook.left, isLate ? .red : nil),
                .init(outlook.due.map { "\($0)" } ?? "-"), .init(outlook.claim?.by ?? "-"),
                .init(outlook.inspection, verification.doubts.isEmpty ? nil : .yellow),
                .init(outlook.alarms.isEmpty ? "-" : outlook.alarms.joined(separator: ", "), .red),
                .init(verification.proposal.map { "for \($0.kind.rawValue) by \($0.by)" } ?? "-"),
            ])
        }
        return table.text(.standardOutput)
    }
}
