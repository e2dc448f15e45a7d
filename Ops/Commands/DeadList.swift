import ArgumentParser
import Core
import Queues

struct DeadList: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "Lists open dead letters, the newest first.")

    @OptionGroup var selection: DeadSelection

    @Flag(help: "Those retried and dropped as well.")
    var all = false

    @Option(help: "At most this many.")
    var limit = 100

    @OptionGroup var reply: Reply

    func run() throws {
        let filter = try selection.filter(state: all ? nil : "open")
        let desk = try OperatorDesk.opened()
        defer { desk.close() }
        let letters = try desk.letters(filter, limit: limit)
        reply.give(.array(letters.map(\.value)), Self.text(letters))
    }

    static func text(_ letters: [DeadLetterRecord]) -> String {
        if letters.isEmpty { return "no dead letters" }
        var table = Table(
            ("ID", .right), ("LAST SEEN", .left), ("TIMES", .right), ("KIND", .left), ("QUEUE", .left), ("TYPE", .left),
            ("STATE", .left), ("REASON", .left))
        for record in letters {
            let field = record.letter.field.map { "\($0): " } ?? ""
            table.rows.append([
                .init("\(record.id)"), .init("\(record.lastSeen)"), .init("\(record.timesSeen)"),
                .init(record.letter.kind.rawValue), .init(record.letter.queue.shortName), .init(record.type.name),
                .init(record.state, record.state == "open" ? .red : nil), .init(field + record.letter.reason),
            ])
        }
        return table.text(.standardOutput)
    }
}
