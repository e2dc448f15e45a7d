import ArgumentParser
import Core
import Foundation
import Queues

/// `--by`: who does it. What an operator changes is kept under this name.
struct Operator: ParsableArguments {
    @Option(help: "Your name, for the record (without it: $USER).")
    var by: String?

    var name: String {
        let environment = ProcessInfo.processInfo.environment
        return [by, environment["USER"], environment["LOGNAME"]].compactMap(\.self).first { !$0.isEmpty } ?? "unknown"
    }
}

extension OperatorDesk {
    /// The desk at the database of the settings.
    static func opened(patience: Pause = .seconds(30)) throws -> OperatorDesk {
        let settings = try Settings.current()
        return try OperatorDesk(
            PostgresSettings(url: settings.databaseURL.revealed, applicationName: "guichet desk"), patience: patience)
    }
}
