import ArgumentParser
import Core
import Queues

struct DeadLetters: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "dead", abstract: "The dead-letter desk: messages that cannot be worked on.",
        discussion: """
              guichet dead list --kind malformed       what is open
              guichet dead show 17                     one letter with its bytes
              guichet dead retry 17 --dry-run          what would happen, in a transaction rolled back
              guichet dead edit 17 mended.json         another body, checked before it is kept
              guichet dead retry --all --type T        back to their queues; each still has its effect once
              guichet dead drop 17 --reason "…"        given up, for the record
            """,
        subcommands: [DeadList.self, DeadShow.self, DeadRetry.self, DeadEdit.self, DeadDrop.self],
        defaultSubcommand: DeadList.self)
}

/// `--kind`, `--queue`, `--type`: which letters.
struct DeadSelection: ParsableArguments {
    @Option(help: "Of this kind: \(DeadLetter.Kind.allCases.map(\.rawValue).joined(separator: ", ")).")
    var kind: DeadLetter.Kind?

    @Option(help: "Of this queue.")
    var queue: String?

    @Option(help: "Of this event type.")
    var type: String?

    func filter(state: String? = "open") throws -> DeadLetterFilter {
        DeadLetterFilter(kind: kind, queue: try KnownQueue.named(queue), type: type.map { EventType($0) }, state: state)
    }
}

extension DeadLetter.Kind: ExpressibleByArgument {}

extension DeadLetterOutcome {
    /// Nil where it was done.
    func complaint(about id: Int64) -> Complaint? {
        switch self {
        case .done: nil
        case .unknown: Complaint(.refused, "no dead letter \(id)", remedy: "see what there is: guichet dead list")
        case .not(let state):
            Complaint(.refused, "dead letter \(id) is not open: it was \(state)", remedy: "guichet dead show \(id) says by whom")
        case .blocks(let block):
            Complaint(
                .refused,
                "dead letter \(id) is sequence \(block.sequence) of \(block.stream.subject) from \(block.stream.source); "
                    + "\(block.last) was seen last, and \(block.waiting) messages wait behind it",
                remedy: "with --release the stream goes on without it"
                    + (block.sequence > block.last + 1
                        ? ", and without sequences \(block.last + 1) to \(block.sequence - 1)" : ""))
        }
    }
}
