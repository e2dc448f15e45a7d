import ArgumentParser
import Core
import Queues
import Workers

struct Run: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Runs workers until told to stop.",
        discussion: """
            Shares the workers of every queue with the other nodes, relays what they send, and fires timers. SIGTERM or Ctrl-C
            drains: each worker finishes the batch in hand and leaves; a second one ends the process at once.

              guichet run                            every queue of the roster
              guichet run --queue guichet.account    this node works on one queue alone
              guichet run --queue guichet.account --workers 4
                                                     and the fleet has four workers for it from now on
              guichet run --fault committed:3        dies of kill -9 after the third commit (see kill_matrix.py)
            """)

    @Option(name: .customLong("queue"), help: "Work on this queue alone; may be repeated. All queues without it.")
    var queues: [String] = []

    @Option(help: "First set the workers of these queues for the whole fleet, as `guichet scale` does.")
    var workers: Int?

    @Option(
        help: ArgumentHelp(
            "Play a crash: STEP:N or commit-error:N, STEP one of \(Fault.names.dropLast().joined(separator: ", ")).",
            visibility: .hidden))
    var fault: String?

    func validate() throws {
        let known = Roster.queues.map(\.name.name)
        let gateway = "\(FirewallSet.queue)."
        for queue in queues where !known.contains(queue) && !queue.hasPrefix(gateway) {
            throw ValidationError("no queue “\(queue)”; there are \(known.joined(separator: ", "))")
        }
        if let workers, !(0...1000).contains(workers) { throw ValidationError("--workers is from 0 to 1000") }
        if let fault, Fault(fault) == nil { throw ValidationError("--fault wants STEP:N, STEP one of \(Fault.names)") }
    }

    func run() throws {
        Allocation.prepare()
        let settings = try Settings.current()
        Log.begin(level: settings.logLevel)
        Signals.install()
        let pipeline = try Pipeline(settings, fault: fault.flatMap(Fault.init))
        if let workers { try scale(to: workers, by: settings.node) }
        let node = FleetNode(pipeline, queues: queues.isEmpty ? [] : queues.map { QueueName($0) })
        do throws(Failure) {
            try node.run()
        } catch {
            // What is not as it must be at the start is for the installation to mend: password, port, schema, secret.
            guard case .fatal(let reason) = error else { throw error }
            throw Complaint(.badSettings, reason, remedy: "guichet doctor says what is not as it should be")
        }
    }

    private func scale(to workers: Int, by node: String) throws {
        let desk = try OperatorDesk.opened()
        defer { desk.close() }
        for queue in queues.isEmpty ? Roster.queues.map(\.name) : queues.map({ QueueName($0) }) {
            try desk.scale(queue, to: workers, Operation(by: node, "scale", ["workers": .integer(Int64(workers))]))
        }
    }
}
