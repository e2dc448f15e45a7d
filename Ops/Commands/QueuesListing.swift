import ArgumentParser
import Core
import Queues
import Workers

struct QueuesListing: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "queues", abstract: "Shows the queues: what waits, who works, how fast.",
        discussion: """
            READY is what the broker would hand out now; messages already in the hands of workers are not in it. OLDEST is
            known of what is parked or not published yet. Rates need two looks: --watch.
            """)

    @Flag(help: "Look again and again, until Ctrl-C.")
    var watch = false

    @Option(help: ArgumentHelp("Seconds between two looks.", visibility: .hidden))
    var every = 2

    @Option(help: ArgumentHelp("Stop after this many looks.", visibility: .hidden))
    var looks = Int.max

    @OptionGroup var reply: Reply

    func validate() throws {
        guard every >= 1, looks >= 1 else { throw ValidationError("--every and --looks are at least 1") }
    }

    func run() throws {
        let broker = try RabbitURL(try Settings.current().amqpURL.revealed)
        let desk = try OperatorDesk.opened()
        defer { desk.close() }
        let topology = Self.connect(to: broker)
        defer { topology?.close() }
        var report: QueuesReport?
        for look in 0..<(watch ? looks : 1) {
            if look > 0 { WallClock.rest(.seconds(Int64(every)), nil) { false } }
            let next = QueuesReport(
                try desk.figures(since: report?.at), depths: Self.depths(by: topology), before: report)
            if watch && !reply.isJSON && Paint.standardOutput.isOn { Terminal.say("\u{1B}[2J\u{1B}[H\(next.at)") }
            reply.give(next.value, next.text(.standardOutput))
            report = next
        }
        if report?.lines.contains(where: { $0.ready == nil }) == true { throw ExitCode(ExitStatus.unavailable.rawValue) }
    }

    /// Without a broker the rest is worth seeing.
    private static func connect(to broker: RabbitURL) -> RabbitTopology? {
        do throws(Failure) {
            return try RabbitTopology(at: broker)
        } catch {
            Terminal.remark("guichet: the broker cannot be asked: \(error.message)")
            return nil
        }
    }

    private static func depths(by topology: RabbitTopology?) -> [QueueName: QueuesReport.Depth] {
        var depths: [QueueName: QueuesReport.Depth] = [:]
        guard let topology else { return depths }
        for queue in Roster.queues.map(\.name) {
            do throws(Failure) {
                depths[queue] = try topology.depth(of: queue)
            } catch {
                Terminal.remark("guichet: \(error.message)")
            }
        }
        return depths
    }
}
