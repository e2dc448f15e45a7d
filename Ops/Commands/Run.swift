import ArgumentParser
import Core
import Workers

struct Run: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Runs workers until told to stop.",
        discussion: """
            Shares the workers of every queue with the other nodes, relays what they send, and fires timers. SIGTERM or Ctrl-C
            drains: each worker finishes the batch in hand and leaves; a second one ends the process at once.

              guichet run                            every queue of the roster
              guichet run --queue guichet.account    this node works on one queue alone
              guichet run --fault committed:3        dies of kill -9 after the third commit (see kill_matrix.py)
            """)

    @Option(name: .customLong("queue"), help: "Work on this queue alone; may be repeated. All queues without it.")
    var queues: [String] = []

    @Option(
        help: ArgumentHelp(
            "Play a crash: STEP:N or commit-error:N, STEP one of \(Fault.names.dropLast().joined(separator: ", ")).",
            visibility: .hidden))
    var fault: String?

    func validate() throws {
        let known = Roster.queues.map(\.name.name)
        for queue in queues where !known.contains(queue) {
            throw ValidationError("no queue “\(queue)”; there are \(known.joined(separator: ", "))")
        }
        if let fault, Fault(fault) == nil { throw ValidationError("--fault wants STEP:N, STEP one of \(Fault.names)") }
    }

    func run() throws {
        let settings = try Settings.current()
        Log.begin(level: settings.logLevel)
        Signals.install()
        let pipeline = try Pipeline(settings, fault: fault.flatMap(Fault.init))
        let node = FleetNode(pipeline, queues: queues.isEmpty ? [] : queues.map { QueueName($0) })
        try node.run()
    }
}
