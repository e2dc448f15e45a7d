import ArgumentParser

struct ParkedMessages: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "parked", abstract: "What waits for a predecessor, a time or a retry.",
        subcommands: [ParkedList.self, ParkedReleasing.self], defaultSubcommand: ParkedList.self)
}
