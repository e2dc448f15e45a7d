import ArgumentParser
import Core
import Queues

struct ScaleQueue: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "scale", abstract: "Says how many workers a queue has, in the whole fleet.",
        discussion: "Kept in the database and in the record of operations; the nodes follow within two seconds.")

    @Argument(help: "The queue: guichet.account, or account.")
    var queue: String

    @Argument(help: "Workers in the whole fleet, 0 to 1000.")
    var workers: Int

    @OptionGroup var operation: Operator

    func validate() throws {
        guard (0...1000).contains(workers) else { throw ValidationError("\(workers) workers; there may be 0 to 1000") }
    }

    func run() throws {
        let queue: QueueName = try KnownQueue.named(queue)
        let desk = try OperatorDesk.opened()
        defer { desk.close() }
        try desk.scale(
            queue, to: workers, Operation(by: operation.name, "scale", ["workers": .integer(Int64(workers))]))
        Terminal.remark("\(queue): \(workers) workers in the whole fleet")
    }
}
