import ArgumentParser
import Core
import Queues

struct AuditCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit", abstract: "Checks the promises of the system on live data.",
        discussion: """
            Every message accounted for, every row the replay of its history. Runs beside live workers. Exit status 1, and the
            list, where a promise is broken; a warning says that something is slow, and does not change the status.
            """)

    @Option(help: "Findings shown for each promise.")
    var limit = 20

    @OptionGroup var reply: Reply

    func validate() throws {
        guard limit >= 1 else { throw ValidationError("--limit is at least 1") }
    }

    func run() throws {
        let desk = try OperatorDesk.opened(patience: .hours(1))
        defer { desk.close() }
        let auditor = Auditor(
            desk: desk, limit: limit, patience: .seconds(10), rest: { WallClock.rest($0, nil) { false } })
        let report = try auditor.report()
        reply.give(report.value, report.text(.standardOutput))
        if !report.holds { throw ExitCode(ExitStatus.refused.rawValue) }
    }
}
