import ArgumentParser
import Core
import Queues

struct ExplainClock: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "clock", abstract: "Says how a verification's time was counted: every interval, pause and rung.",
        discussion: """
            Working time is counted in the calendar of the promise, and stands still while
            the customer owes an answer. Shown besides: the date if every hour counted.

              guichet explain clock 732829320       the company: its number, or its id

            JSON: {"company", "round", "registeredAt", "told": [{"percent", "at"}], "clock":
            {"state", "start", "due", "dueByWallClock", "usedSeconds", "remainingSeconds",
            "rungs", "intervals": [{"from", "until", "state", "countedSeconds", …}], …} | null}.
            Exit status 1 where there is no such verification.
            """)

    @OptionGroup var target: VerifyTarget
    @OptionGroup var reply: Reply

    func run() throws {
        let desk = try OperatorDesk.opened()
        defer { desk.close() }
        let policies = try PolicyFiles.policies(in: Settings.current().policies)
        let account = try VerificationClockAccount(
            of: try target.row(at: desk), at: desk, under: policies, at: WallClock.now())
        reply.give(account.value, account.text(.standardOutput))
    }
}

/// The clock of a verification's last round, with the rungs that were told.
struct VerificationClockAccount {
    private let verification: Verification
    private let clock: ClockText?
    private let told: [(percent: Int64, at: Moment)]

    init(of row: EntityRow, at desk: OperatorDesk, under policies: Policies, at now: Moment) throws {
        let verification = try Verification(id: row.id, row: row.columns)
        let policy = policies.verification.at(now).policy
        let office = policies.calendars.at(now).policy[policy.officeCalendar] ?? .always
        self.verification = verification
        clock = verification.round?.reading(at: now, policies).map { ClockText($0, rungs: policy.rungs, office: office) }
        told = try desk.timeline(of: "\(Verification.kind)/\(row.id)").compactMap { line in
            guard line.name == "verification.rung_reached", line.data["round"]?.integer == verification.round?.number,
                let percent = line.data["percent"]?.integer
            else { return nil }
            return (percent, line.at)
        }
    }

    var value: Value {
        [
            "company": .string(verification.id), "round": verification.round.map { .integer($0.number) } ?? .null,
            "registeredAt": .moment(verification.opening?.openedAt),
            "told": .array(told.map { ["percent": .integer($0.percent), "at": .moment($0.at)] }),
            "clock": clock?.value ?? .null,
        ]
    }

    func text(_ paint: Paint = .none) -> String {
        let name = Table.Cell(verification.opening?.legalName ?? "-").text
        let registered = verification.opening?.openedAt.description ?? "-"
        let head = "company \(verification.id)  \(name), registered \(registered)"
        guard let clock else {
            return verification.round == nil
                ? "\(head)\nits clock begins with the first document: until then the customer's side is not complete"
                : "\(head)\nno policy knows the calendar of its clock: guichet doctor"
        }
        let rungs = told.isEmpty ? "none yet" : told.map { "\($0.percent) % at \($0.at)" }.joined(separator: ", ")
        return "\(head)\nround \(verification.round?.number ?? 0), rungs told: \(rungs)\n\n\(clock.text(paint))"
    }
}
