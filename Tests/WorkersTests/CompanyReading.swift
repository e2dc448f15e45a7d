import Core
import Support
import Testing
import Workers

/// What a test reads in a house of companies.
extension CompanyHouse {
    var companies: [Company] {
        get throws {
            try (database.rows["companies"] ?? [:]).values.sorted { $0.id < $1.id }
                .map { try Company(id: $0.id, row: $0.columns) }
        }
    }

    /// The only company there is.
    func only(_ here: SourceLocation = #_sourceLocation) throws -> Company {
        let companies = try companies
        #expect(companies.count == 1, sourceLocation: here)
        return try #require(companies.first, sourceLocation: here)
    }

    var invitations: [Invitation] {
        get throws {
            try (database.rows["invitations"] ?? [:]).values.sorted { $0.id < $1.id }
                .map { try Invitation(id: $0.id, row: $0.columns) }
        }
    }

    /// Events of a queue that nobody here works on.
    func sent(to queue: QueueName) -> [Event] { (broker.ready[queue] ?? []).compactMap { codec.event(in: $0.body) } }

    /// Mails asked for so far, in their order.
    var mails: [NotificationSend] {
        sent(to: "guichet.notification").map { event in
            var form = Form(event.data, digest: { $0 })
            return NotificationSend(from: &form)
        }
    }

    /// `join-requested to p1@example.org`, sorted.
    var posted: [String] { mails.map { "\($0.template) to \($0.recipient)" }.sorted() }

    /// Refusals so far, by rule and field.
    var refusals: [String] {
        Set(database.inbox.values.filter { $0.verdict == .refused }).flatMap { ($0.note.array ?? []).compactMap(\.object) }
            .map { "\($0["rule"]?.string ?? "") \($0["field"]?.string ?? "")" }.sorted()
    }

    /// Every row is the replay of its history.
    func expectReplays(_ here: SourceLocation = #_sourceLocation) throws {
        for entity in [EntityDeclaration(Company.self), EntityDeclaration(Invitation.self)] {
            for (id, row) in database.rows[entity.table] ?? [:] {
                let history = (database.history["\(entity.kind)/\(id)"] ?? []).map { ($0.name, $0.data, $0.at) }
                #expect(try entity.replay(id, history).get() == row.columns, "\(entity.kind)/\(id)", sourceLocation: here)
            }
        }
    }
}
