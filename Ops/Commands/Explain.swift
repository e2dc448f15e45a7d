import ArgumentParser

struct Explain: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Says why something is as it is.", subcommands: [ExplainBlock.self, ExplainOrder.self, ExplainClock.self])
}
