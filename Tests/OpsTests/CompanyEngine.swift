import Core
import Foundation
import Support
import Synchronization
import Testing
import Workers

@testable import Queues
@testable import guichet

/// The deciders of companies over a real database; what goes to other queues is kept, and done by nobody.
final class CompanyEngine: Sendable {
    let house: DeskHouse
    private let kept = Mutex<[Event]>([])
    private let mine: Set<String>

    init(_ house: DeskHouse) {
        self.house = house
        mine = Set(Roster.duties().filter { $0.queue == CompanyRegistered.queue }.map(\.type.name))
    }

    /// Events for other queues, in their order.
    var sent: [Event] { kept.withLock { $0 } }

    var templates: [String] {
        sent.filter { $0.envelope.type == NotificationSend.type }.compactMap { $0.data["template"]?.string }
    }

    /// An account as people have it who went all the way.
    func person(_ name: String, state: String = "active", locale: String = "fr") throws -> String {
        let id = DeskHouse.newId()
        try house.run(
            """
            INSERT INTO accounts (id, version, state, email, email_key, locale, signed_up_at, confirmed_at, password_set_at,
                full_name, job_title)
            VALUES ('\(id)', 1, '\(state)', '\(name)@example.org', '\(name)@example.org', '\(locale)', now(), now(), now(),
                '\(name)', 'baker')
            """)
        return id
    }

    func registration(
        by account: String, as company: String = DeskHouse.newId(), number: String = "732 829 320", name: String = "L'Étoile"
    ) -> Delivery {
        house.event(
            CompanyRegistered.type,
            [
                "accountId": .string(account), "companyId": .string(company), "legalName": .string(name), "country": "FR",
                "registrationNumber": .string(number), "companyType": "enterprise",
            ])
    }

    /// Decides these, and all that follows from them.
    func run(_ deliveries: [Delivery]) throws {
        var waiting = deliveries
        while !waiting.isEmpty {
            try house.decide(waiting)
            waiting = try takeOwn()
        }
    }

    /// So many workers decide these at the same time, each on a thread and a connection of its own, in batches of this size.
    /// Then what follows is decided.
    func race(_ deliveries: [Delivery], workers: Int = 4, batch: Int = 1) throws {
        let failures = Mutex<[String]>([])
        let shares = (0..<workers).map { share in
            deliveries.enumerated().filter { $0.offset % workers == share }.map(\.element)
        }
        DispatchQueue.concurrentPerform(iterations: workers) { share in
            var rest = shares[share][...]
            do {
                while !rest.isEmpty {
                    try decidePatiently(Array(rest.prefix(batch)))
                    rest = rest.dropFirst(batch)
                }
            } catch {
                failures.withLock { $0.append("\(error)") }
            }
        }
        #expect(failures.withLock { $0 } == [])
        try run(try takeOwn())
    }

    /// As a worker does: what failed for a moment's reason is tried again, as often as others may have been first.
    private func decidePatiently(_ deliveries: [Delivery]) throws {
        for _ in 0..<20 {
            do {
                return try house.decide(deliveries)
            } catch Failure.transient {
                continue
            }
        }
        try house.decide(deliveries)
    }

    private func takeOwn() throws -> [Delivery] {
        var own: [Delivery] = []
        for row in try house.take() {
            let delivery = try house.delivery(of: row)
            if mine.contains(row.entry.routingKey) {
                own.append(delivery)
            } else if !row.entry.routingKey.hasPrefix("refused.") {
                let event = try house.codec.open(delivery, from: "guichet.notification").event
                kept.withLock { $0.append(event) }
            }
        }
        return own
    }

    /// Refusals so far: rule and field, sorted.
    func refusals() throws -> [String] {
        try house.texts(
            """
            SELECT (reason ->> 'rule') || ' ' || coalesce(reason ->> 'field', '-')
            FROM inbox CROSS JOIN LATERAL jsonb_array_elements(note::jsonb) AS reason WHERE verdict = 'refused' ORDER BY 1
            """)
    }

    func company(_ id: String) throws -> Company {
        let desk = try house.desk()
        defer { desk.close() }
        let row = try #require(try desk.company(id))
        return try Company(id: row.id, row: row.columns)
    }

    /// Every row is the replay of its history.
    func expectReplays(_ here: SourceLocation = #_sourceLocation) throws {
        let desk = try house.desk()
        defer { desk.close() }
        for entity in [EntityDeclaration(Company.self), EntityDeclaration(Invitation.self)] {
            for id in try house.texts("SELECT id::text FROM \(entity.table)") {
                let row = try #require(try desk.row(of: entity.table, where: "id", is: id))
                let history = try house.history(of: "\(entity.kind)/\(id)")
                #expect(try entity.replay(id, history).get() == row.columns, "\(entity.kind)/\(id)", sourceLocation: here)
            }
        }
    }
}
