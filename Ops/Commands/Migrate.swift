import ArgumentParser
import Core
import Queues

struct Migrate: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Brings the database's schema up to date.",
        discussion: """
            Applies what is pending, one transaction a file, under a lock: any number of
            nodes may try at once. Also makes the inbox partitions of the next days.

              guichet migrate            applies what is pending
              guichet migrate --check    only says what is pending; exit status 1
                                         where the schema is not current

            JSON: {"applied": [name], "pending": [name], "changed": [name], "unknown":
            [name]}
            """)

    @Flag(help: "Only report; write nothing.")
    var check = false

    @OptionGroup var reply: Reply

    func run() throws {
        let migrations = Migrations(PostgresSettings(url: try ServerAddress.ofDatabase()))
        let applied = check ? [] : try migrations.migrate(now: WallClock.now())
        let report = try migrations.check()
        reply.give(
            [
                "applied": names(applied), "pending": names(report.pending), "changed": names(report.changed),
                "unknown": names(report.unknown),
            ], Self.text(applied, report))
        guard report.isCurrent else { throw Self.complaint(about: report) }
    }

    static func text(_ applied: [String], _ report: Migrations.Report) -> String {
        let lines =
            applied.map { "applied  \($0)" } + report.pending.map { "pending  \($0)" }
            + report.changed.map { "changed  \($0)" } + report.unknown.map { "unknown  \($0)" }
        return lines.isEmpty ? "the schema is up to date" : lines.joined(separator: "\n")
    }

    private static func complaint(about report: Migrations.Report) -> Complaint {
        var lines: [Complaint.Line] = []
        if !report.pending.isEmpty { lines.append(.init("the schema is not up to date", remedy: "run: guichet migrate")) }
        if !report.changed.isEmpty {
            lines.append(.init("applied migrations differ from this program's", remedy: "run the release that made the schema"))
        }
        if !report.unknown.isEmpty {
            lines.append(.init("a newer release changed this schema", remedy: "run that release, or a newer one"))
        }
        return Complaint(.refused, lines)
    }

    private func names(_ names: [String]) -> Value { .array(names.map(Value.string)) }
}
