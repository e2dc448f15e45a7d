import ArgumentParser
import Core
import Queues

struct DeadRetry: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "retry", abstract: "Puts dead letters back into their queues.",
        discussion: """
            The message goes to its queue alone, as it came; it keeps its identity, so what was decided already is not decided
            again. One that no queue wanted is published again. --dry-run decides it for real and takes all of it back.
            """)

    @Argument(help: "Numbers of letters.")
    var ids: [Int64] = []

    @Flag(help: "All open letters that --kind, --queue and --type choose.")
    var all = false

    @Flag(help: "Say what would happen, and change nothing.")
    var dryRun = false

    @OptionGroup var selection: DeadSelection
    @OptionGroup var operation: Operator
    @OptionGroup var reply: Reply

    func validate() throws {
        guard ids.isEmpty == all else { throw ValidationError("give numbers of letters, or --all") }
    }

    func run() throws {
        let desk = try OperatorDesk.opened()
        defer { desk.close() }
        let ids = all ? try Self.chosen(by: try selection.filter(), at: desk) : ids
        let rehearsal = dryRun ? try DeadRehearsal(try Settings.current()) : nil
        defer { rehearsal?.close() }
        var complaints: [Complaint.Line] = []
        var answers: [(id: Int64, value: Value, text: String)] = []
        for id in ids {
            if let rehearsal {
                let foreseen = try rehearsal.foresee(try desk.knownLetter(id).letter)
                answers.append((id, foreseen.value(of: id), foreseen.text(of: id)))
                continue
            }
            let outcome = try desk.retry(letter: id, Operation(by: operation.name, "dead retry"))
            if let complaint = outcome.complaint(about: id) {
                complaints += complaint.lines
            } else {
                answers.append((id, ["letter": .integer(id), "outcome": "retried"], "dead letter \(id): on its way"))
            }
        }
        reply.give(
            .array(answers.map(\.value)), answers.isEmpty ? "no dead letters" : answers.map(\.text).joined(separator: "\n"))
        if !complaints.isEmpty { throw Complaint(.refused, complaints) }
    }

    /// All numbers first, the oldest first: what dies again while this runs is not tried again.
    private static func chosen(by filter: DeadLetterFilter, at desk: OperatorDesk) throws(Failure) -> [Int64] {
        var ids: [Int64] = []
        while true {
            let page = try desk.letters(filter, before: ids.last ?? .max, limit: 1000)
            ids += page.map(\.id)
            if page.count < 1000 { return ids.reversed() }
        }
    }
}
