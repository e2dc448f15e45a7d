import ArgumentParser
import Core
import Queues

struct DeadDrop: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "drop", abstract: "Gives dead letters up, for the record.",
        discussion: """
            They stay in the database. Where one holds its place in a stream, what comes after it waits for ever: then --release
            is asked for, which lets the stream go on without it.
            """)

    @Argument(help: "Numbers of letters.")
    var ids: [Int64]

    @Option(help: "Why, for the record.")
    var reason: String

    @Flag(help: "Let the streams go on without them.")
    var release = false

    @OptionGroup var operation: Operator

    func validate() throws {
        guard reason.contains(where: { !$0.isWhitespace }) else { throw ValidationError("--reason needs words") }
        guard !ids.isEmpty else { throw ValidationError("give numbers of letters") }
    }

    func run() throws {
        let desk = try OperatorDesk.opened()
        defer { desk.close() }
        var complaints: [Complaint.Line] = []
        for id in ids {
            let outcome = try desk.drop(
                letter: id, reason: reason, release: release, isOrdered: KnownQueue.isOrdered,
                Operation(by: operation.name, "dead drop"))
            if let complaint = outcome.complaint(about: id) {
                complaints += complaint.lines
            } else {
                Terminal.say("dead letter \(id): dropped")
            }
        }
        if !complaints.isEmpty { throw Complaint(.refused, complaints) }
    }
}
