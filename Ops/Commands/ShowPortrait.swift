import Core
import Queues
import Workers

/// One entity as people read it: its columns, all that happened to it, and what is to come.
struct ShowPortrait {
    let subject: String
    let columns: Object
    let timeline: [LedgerLine]
    let next: ShowNext

    /// Columns whose value is nobody's business.
    private static let withheld: Set<String> = ["verification_hash", "recovery_hash", "unblock_hash", "token_hash"]

    init(of entity: EntityDeclaration, _ text: String, at desk: OperatorDesk) throws {
        let row: EntityRow? =
            if entity.kind == Company.kind {
                try desk.company(text)
            } else if let id = UUIDText.canonical(text) {
                try desk.row(of: entity.table, where: "id", is: id)
            } else if entity.kind == Account.kind, let email = EmailAddress.normalised(text) {
                try desk.row(of: entity.table, where: "email_key", is: Account.key(of: email))
            } else {
                throw Complaint(
                    .badInput, "“\(text)” is no id",
                    remedy: "give a UUID" + (entity.kind == Account.kind ? " or the account's address" : ""))
            }
        guard let row else { throw try Self.nobody(entity, text, at: desk) }
        subject = "\(entity.kind)/\(row.id)"
        columns = Object(row.columns.members.filter { !Self.withheld.contains($0.name) })
        timeline = try desk.timeline(of: subject)
        next = try ShowNext(of: entity.kind, row)
    }

    /// A mail that was never settled has no row; it may wait.
    private static func nobody(_ entity: EntityDeclaration, _ text: String, at desk: OperatorDesk) throws -> Complaint {
        let remedy = "it may not have been handled yet: guichet queues, guichet parked list"
        guard entity.kind == Notification.kind, let id = UUIDText.canonical(text) else {
            return Complaint(.refused, "no \(entity.kind) “\(text)”", remedy: remedy)
        }
        let waiting = try desk.waiting(about: nil, on: NotificationSend.queue, naming: id)
        let letters = try desk.letters(about: nil, on: NotificationSend.queue, naming: id)
        let now = WallClock.now()
        let lines =
            waiting.map { "it waits for \($0.waitsFor(at: now)) (event \($0.id))" }
            + letters.map { "it is dead letter \($0.id): \($0.letter.reason)" }
        return Complaint(
            .refused, "notification \(id) is not settled", remedy: lines.isEmpty ? remedy : lines.joined(separator: "\n  "))
    }
}

extension ShowPortrait {
    func value(now: Moment) -> Value {
        [
            "subject": .string(subject), "version": .integer(timeline.last?.version ?? 0), "state": .object(columns),
            "timeline": .array(timeline.map(\.value)), "next": .string(next.text(now: now)),
        ]
    }

    func text(now: Moment) -> String {
        let width = columns.members.map(\.name.count).max() ?? 0
        let state = columns.members.filter { !$0.value.isNull }.map { member in
            let name = member.name + String(repeating: " ", count: width - member.name.count)
            return "  \(Table.Cell(name).text)  \(Table.Cell(member.value.plain).text)"
        }
        var table = Table(("VERSION", .right), ("AT", .left), ("FACT", .left), ("BY", .left), ("CAUSE", .left))
        for line in timeline {
            table.rows.append([
                .init("\(line.version)"), .init("\(line.at)"), .init(line.name), .init(line.actor ?? "-"),
                .init("\(line.cause) from \(line.source)"),
            ])
        }
        return ([subject] + state + ["", table.text(.standardOutput), "", "next: \(next.text(now: now))"])
            .joined(separator: "\n")
    }
}

extension Value {
    /// Without quotes, for a person.
    var plain: String {
        switch self {
        case .string(let text): text
        default: String(decoding: JSONText.bytes(self), as: UTF8.self)
        }
    }
}
