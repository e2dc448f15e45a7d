import ArgumentParser
import Core
import Queues

struct ResumeQueue: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "resume", abstract: "Gives a queue its workers back.",
        discussion: "Kept in the database and in the record of operations; the nodes follow within two seconds.")

    @Argument(help: "The queue: guichet.account, or account.")
    var queue: String

    @OptionGroup var operation: Operator

    func run() throws {
        let queue: QueueName = try KnownQueue.named(queue)
        let desk = try OperatorDesk.opened()
        defer { desk.close() }
        try desk.resume(queue, Operation(by: operation.name, "resume"))
        Terminal.remark("\(queue): resumed")
    }
}
