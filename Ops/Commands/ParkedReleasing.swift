import ArgumentParser
import Core
import Queues

struct ParkedReleasing: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "release", abstract: "Makes a parked message due now.",
        discussion: """
            One that waits for a time or a retry is tried at once. One that waits for its predecessor goes on without it: the
            missing events are given up, and what still comes of them is decided out of order. Both are kept in the record.
            """)

    @Argument(help: "The event's id.")
    var id: String

    @Option(help: "On this queue alone.")
    var queue: String?

    @OptionGroup var operation: Operator
    @OptionGroup var reply: Reply

    func run() throws {
        let queue: QueueName? = try KnownQueue.named(queue)
        let desk = try OperatorDesk.opened()
        defer { desk.close() }
        let released = try desk.release(event: id, on: queue, Operation(by: operation.name, "parked release"))
        guard !released.isEmpty else {
            throw Complaint(.refused, "no parked message of event \(id)", remedy: "see what waits: guichet parked list")
        }
        let now = WallClock.now()
        reply.give(
            .array(released.map(\.value)),
            released.map { "released on \($0.queue): it waited for \($0.waitsFor(at: now))" }.joined(separator: "\n"))
    }
}
