import Core
import Foundation
import Support
import Synchronization
import Testing
import Workers

@testable import Queues
@testable import guichet

/// The deciders of verification over a real database. What they send to others is kept, and done by nobody.
final class VerificationEngine: Sendable {
    let house: DeskHouse
    let policies: Policies
    private let sentEvents = Mutex<[Event]>([])

    static let company = "c0000000-0000-7000-8000-000000000001"
    static let registrant = "a0000000-0000-7000-8000-000000000001"
    static let member = "a0000000-0000-7000-8000-000000000002"
    static let requester = "a0000000-0000-7000-8000-000000000003"

    /// A company with its registrant, a member, and somebody who asked to join.
    init() throws {
        house = try DeskHouse()
        var policies = try PolicyFiles.policies(in: nil)
        var policy = policies.verification.at(WallClock.now()).policy
        policy.letters.desk = "desk@guichet.example"
        policies.verification = Dated(
            Dated.Version(effective: Moment(seconds: 0), name: "verification-2026-11-01", policy: policy))
        self.policies = policies
        let people = [
            (Self.registrant, "ada@acme.example"), (Self.member, "bob@consulting.example"), (Self.requester, "eve@staff.example"),
        ]
        for (id, email) in people {
            try house.run(
                """
                INSERT INTO accounts (id, version, state, email, email_key, locale, signed_up_at, confirmed_at, password_set_at,
                    full_name, job_title)
                VALUES ('\(id)', 1, 'active', '\(email)', '\(email)', 'fr', now(), now(), now(), 'A B', 'C')
                """)
        }
        try house.run(
            """
            INSERT INTO companies (id, version, legal_name, country, registration_number, identity, registration_key,
                company_type, declared_type, registrant, registered_as_own, registered_at, standing, standing_at, administrators,
                active_members, requests, members, contacts)
            VALUES ('\(Self.company)', 1, 'Acme SARL', 'FR', '732829320', 'FR:732829320', 'FR:732829320', 'enterprise',
                'enterprise', '\(Self.registrant)', false, now(), 'pending', now(), 1, 2, 1,
                '{"\(Self.registrant)": {"state": "active", "role": "administrator"},
                  "\(Self.member)": {"state": "active", "role": "user"},
                  "\(Self.requester)": {"state": "requested"}}', '{}')
            """)
        try tell(
            VerificationOpened.type,
            VerificationOpened.outgoing(
                company: Self.company, registrant: Self.registrant, legalName: "Acme SARL", country: "FR",
                registrationNumber: "732829320", companyType: .enterprise, at: WallClock.now()
            ).data)
    }

    /// Puts bytes into the store as a document of the company, and announces them.
    @discardableResult
    func submit(_ text: String = "%PDF-1.7 certificate", type: String = "application/pdf") throws -> String {
        let id = DeskHouse.newId()
        try house.run(
            """
            INSERT INTO documents (id, subject, media_type, bytes)
            VALUES ('\(id)', 'company/\(Self.company)', '\(type)', convert_to('\(text)', 'UTF8'))
            """)
        try tell(
            DocumentSubmitted.type,
            [
                "companyId": .string(Self.company), "by": .string(Self.registrant),
                "document": [
                    "id": .string(id), "name": "kbis.pdf", "mediaType": "application/pdf",
                    "size": .integer(Int64(text.utf8.count)),
                    "sha256": .string(Digest(of: text).text),
                ],
            ])
        return id
    }

    func inspect(_ document: String, _ verdict: Verdict = .unsigned) throws {
        try tell(
            InspectionCompleted.type,
            [
                "companyId": .string(Self.company), "documentId": .string(document), "mediaType": "application/pdf",
                "verdict": .string(verdict.rawValue), "evidence": ["no signature in it"], "namesNumber": true,
                "issuedOn": "2026-11-02",
            ])
    }

    func review(_ type: EventType, by: String, _ more: Object = [:]) throws {
        try tell(type, Self.data(by: by, more))
    }

    static func data(by: String, _ more: Object = [:]) -> Object {
        var data: Object = ["companyId": .string(company), "by": .string(by)]
        for member in more.members { data[member.name] = member.value }
        return data
    }

    func tell(_ type: EventType, _ data: Object) throws {
        try decide(house.event(type, data))
        try collect()
    }

    /// Each by a worker of its own, with a thread and a connection, all at the same time.
    func race(_ type: EventType, _ all: [Object]) throws {
        let failures = Mutex<[String]>([])
        let deliveries = all.map { house.event(type, $0) }
        DispatchQueue.concurrentPerform(iterations: deliveries.count) { place in
            do { try decide(deliveries[place]) } catch { failures.withLock { $0.append("\(error)") } }
        }
        #expect(failures.withLock { $0 } == [])
        try collect()
    }

    private func decide(_ delivery: Delivery) throws {
        let store = PostgresStore(house.database)
        defer { store.close() }
        let context = Context(
            process: "test", codec: house.codec, policies: policies, clock: { WallClock.now() }, meter: Meter(),
            handover: Handover(bell: StillBell()))
        var runner = BatchRunner(
            queue: VerificationOpened.queue, duties: Roster.duties(), inlet: HandInlet([delivery]), store: store,
            context: context, dice: Dice(seed: UInt64.random(in: 0...UInt64.max)), limit: 100)
        repeat { _ = try runner.step(patience: .zero) } while !runner.isIdle
    }

    private func collect() throws {
        let events = try house.take().map { try house.codec.open(try house.delivery(of: $0), from: "guichet.test").event }
        sentEvents.withLock { $0 += events }
    }

    // MARK: What came of it

    var sent: [Event] { sentEvents.withLock { $0 } }

    var standings: [String] {
        sent.filter { $0.envelope.type == StandingChanged.type }.compactMap { $0.data["standing"]?.string }
    }

    /// The rules of all refusals so far, with their messages.
    var refusals: [String] {
        sent.filter { $0.envelope.type.name.hasPrefix("refused.") }.flatMap { $0.data["reasons"]?.array ?? [] }
            .compactMap(\.object).map { "\($0["rule"]?.string ?? ""): \($0["message"]?.string ?? "")" }
    }

    func verification() throws -> Verification {
        let desk = try house.desk()
        defer { desk.close() }
        let row = try #require(try desk.row(of: Verification.table, where: "id", is: Self.company))
        return try Verification(id: row.id, row: row.columns)
    }

    func dossier() throws -> VerifyDossier {
        let desk = try house.desk()
        defer { desk.close() }
        let row = try #require(try desk.row(of: Verification.table, where: "id", is: Self.company))
        return try VerifyDossier(of: row, at: desk, under: policies, at: WallClock.now())
    }

    /// The ledger, replayed, gives the row as PostgreSQL holds it.
    func expectReplay() throws {
        let desk = try house.desk()
        defer { desk.close() }
        let row = try #require(try desk.row(of: Verification.table, where: "id", is: Self.company))
        let history = try house.history(of: "verification/\(Self.company)")
        #expect(try EntityDeclaration(Verification.self).replay(row.id, history).get() == row.columns)
    }
}

private struct StillBell: Bell {
    func ring() {}
}
