import ArgumentParser

struct Guichet: ParsableCommand {
    static let version = "0.1.0"

    static let configuration = CommandConfiguration(
        commandName: "guichet", abstract: "The back office of a cloud provider, as workers on message queues.",
        discussion: """
            Settings come from the environment (GUICHET_AMQP_URL, GUICHET_DATABASE_URL, …)
            or from guichet.yaml; after Ops/up they are in .guichet/env. Reading commands
            take --json; answers go to standard output, everything else to standard error.

            Exit status: 0 done, 1 refused by a rule, 64 usage, 65 bad input, 69 a server
            is unavailable, 70 our fault, 78 bad settings.
            """,
        version: version,
        subcommands: subcommands)

    /// One line each, so that adding one touches no other.
    private static let subcommands: [any ParsableCommand.Type] = [
        Run.self,
        Migrate.self,
        Publish.self,
        ReportAbuse.self,
        TraceEvent.self,
        ShowEntity.self,
        Leases.self,
        Explain.self,
        CasesListing.self,
        VerifyCommand.self,
        QueuesListing.self,
        ScaleQueue.self,
        PauseQueue.self,
        ResumeQueue.self,
        DeadLetters.self,
        ParkedMessages.self,
        AuditCommand.self,
        Schema.self,
        Grant.self,
        Doctor.self,
        Sample.self,
        FirewallCommand.self,
        GatewayCommand.self,
        DocumentCommands.self,
        InspectDocumentCommand.self,
        RegistrationCommand.self,
    ]
}

@main
enum Main {
    static func main() {
        do {
            var command = try Guichet.parseAsRoot()
            try command.run()
        } catch {
            ExitStatus.leave(with: error)
        }
    }
}
