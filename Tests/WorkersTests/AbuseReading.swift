import Core
import Support
import Testing
import Workers

/// What a test reads in an abuse house.
extension AbuseHouse {
    var cases: [AbuseCase] {
        get throws {
            try (database.rows["abuse_cases"] ?? [:]).values.sorted { $0.id < $1.id }
                .map { try AbuseCase(id: $0.id, row: $0.columns) }
        }
    }

    /// The only case there is.
    func only(_ here: SourceLocation = #_sourceLocation) throws -> AbuseCase {
        let cases = try cases
        #expect(cases.count == 1, sourceLocation: here)
        return try #require(cases.first, sourceLocation: here)
    }

    func summary(of report: String) throws -> ReportSummary {
        let row = try #require(database.rows["abuse_reports"]?[report])
        return try #require(ReportSummary(row.columns))
    }

    /// Mails asked for so far, in their order.
    var mails: [NotificationSend] {
        (broker.ready["guichet.notification"] ?? []).compactMap { codec.event(in: $0.body) }.map { event in
            var form = Form(event.data, digest: { $0 })
            return NotificationSend(from: &form)
        }
    }

    var templates: [String] { mails.map(\.template) }

    /// What cases asked of the firewall.
    var wishes: [String] {
        database.history.values.flatMap { $0 }.filter { $0.name == "wish.made" }.sorted {
            ($0.at, $0.version) < ($1.at, $1.version)
        }
        .compactMap { $0.data["what"]?.string }
    }

    /// Refusals so far, by rule and field.
    var refusals: [String] {
        Set(database.inbox.values.filter { $0.verdict == .refused }).flatMap { ($0.note.array ?? []).compactMap(\.object) }
            .map { "\($0["rule"]?.string ?? "") \($0["field"]?.string ?? "")" }.sorted()
    }

    /// PIP-2: every row is the replay of its history.
    func expectReplays(_ here: SourceLocation = #_sourceLocation) throws {
        for entity in Set(Roster.duties().map(\.entity.table)).compactMap({ table in
            Roster.duties().map(\.entity).first { $0.table == table }
        }) {
            for (id, row) in database.rows[entity.table] ?? [:] {
                let history = (database.history["\(entity.kind)/\(id)"] ?? []).map { ($0.name, $0.data, $0.at) }
                switch entity.replay(id, history) {
                case .success(let replayed): #expect(replayed == row.columns, "\(entity.kind)/\(id)", sourceLocation: here)
                case .failure(let fact): Issue.record("\(entity.kind)/\(id): \(fact)", sourceLocation: here)
                }
            }
        }
    }
}

/// What a case asked of the firewall, for tests that are about the case.
struct Wish: Entity {
    static let kind = "wish"
    static let table = "wishes"
    static let references: [String] = []

    let id: String
    var count: Int64 = 0

    init(id: String) { self.id = id }
    init(id: String, row: Object) throws(Failure) {
        self.id = id
        count = row["count"]?.integer ?? 0
    }
    var row: Object { ["count": .integer(count)] }
    mutating func apply(_ fact: Wished, at moment: Moment) { count += 1 }
}

struct Wished: Fact {
    let what: String

    var name: String { "wish.made" }
    var data: Object { ["what": .string(what)] }
    init(_ what: String) { self.what = what }
    init?(name: String, data: Object) {
        guard let what = data["what"]?.string else { return nil }
        self.what = what
    }
}

enum WishBlock: Decider {
    static func reference(of input: BlockRequested) -> Reference { .id(input.block) }
    static func decide(_ input: BlockRequested, given state: Wish?, in circumstances: Circumstances) -> Decision<Wished> {
        let hours = Int(input.until.seconds(since: circumstances.now) / 3600 + 0.5)
        return .record([Wished("block \(input.target) for \(hours) h")])
    }
}

enum WishLift: Decider {
    static func reference(of input: LiftRequested) -> Reference { .id(input.block) }
    static func decide(_ input: LiftRequested, given state: Wish?, in circumstances: Circumstances) -> Decision<Wished> {
        .record([Wished("lift")])
    }
}
