import ArgumentParser
import Core
import Queues

struct PauseQueue: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pause", abstract: "Takes all workers off a queue; its messages wait.",
        discussion: "Kept in the database and in the record of operations; the nodes follow within two seconds.")

    @Argument(help: "The queue: guichet.account, or account.")
    var queue: String

    @OptionGroup var operation: Operator

    func run() throws {
        let queue: QueueName = try KnownQueue.named(queue)
        let desk = try OperatorDesk.opened()
        defer { desk.close() }
        try desk.pause(queue, Operation(by: operation.name, "pause"))
        Terminal.remark("\(queue): paused, its messages wait until: guichet resume \(queue.shortName)")
    }
}
