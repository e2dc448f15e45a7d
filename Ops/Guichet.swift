import ArgumentParser

@main
struct Guichet: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "guichet", abstract: "The back office of a cloud provider, as workers on message queues.",
        subcommands: [Run.self, Migrate.self])
}
