import ArgumentParser
import Core
import Queues

struct DeadShow: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Shows one dead letter with its bytes.",
        discussion: "A body that carries a secret is sealed; then only what is around it is shown.")

    @Argument(help: "The letter's number.")
    var id: Int64

    @OptionGroup var reply: Reply

    func run() throws {
        let desk = try OperatorDesk.opened()
        defer { desk.close() }
        let record = try desk.knownLetter(id)
        reply.give(Self.value(record), Self.text(record))
    }

    static func value(_ record: DeadLetterRecord) -> Value {
        guard case .object(var object) = record.value else { return record.value }
        object["properties"] = .object(properties(record))
        object["body"] = record.letter.isSealed ? .null : .string(LetterBody.text(record.letter.body))
        return .object(object)
    }

    static func text(_ record: DeadLetterRecord) -> String {
        guard case .object(let object) = record.value else { return "" }
        let members = (object.members + properties(record).members).filter { !$0.value.isNull }
        let width = members.map(\.name.count).max() ?? 0
        let lines = members.map { member in
            "\(member.name)\(String(repeating: " ", count: width - member.name.count))  \(Table.Cell(member.value.plain).text)"
        }
        let body =
            record.letter.isSealed
            ? "the body, \(record.size) bytes, is sealed: it carries a secret" : LetterBody.text(record.letter.body)
        return (lines + ["", body]).joined(separator: "\n")
    }

    private static func properties(_ record: DeadLetterRecord) -> Object {
        let properties = record.letter.properties
        return [
            "contentType": .text(properties.contentType), "messageId": .text(properties.messageId),
            "messageType": .text(properties.type), "correlationId": .text(properties.correlationId),
            "replyTo": .text(properties.replyTo), "userId": .text(properties.userId), "headers": .object(properties.headers),
        ]
    }
}

extension OperatorDesk {
    func knownLetter(_ id: Int64) throws -> DeadLetterRecord {
        guard let record = try letter(id) else {
            throw Complaint(.refused, "no dead letter \(id)", remedy: "see what there is: guichet dead list")
        }
        return record
    }
}
