package import Core
import Glibc
import Testing

/// What a store and its companions must do, put to each implementation alike: the real one and the simulated one.
///
/// Each clause gets a house of its own, in which nothing has happened yet, and asks from one thread.
package protocol StoreHouse {
    /// The time by which the house itself measures (leases given by `commit`).
    var now: Moment { get }
    func store() throws -> any Store
    func outbox() throws -> any Outbox
    func agenda() throws -> any Agenda
    func fleet() throws -> any Fleet
    /// Data of the facts of a subject, first to last.
    func facts(of subject: String) throws -> [Object]
    /// Kinds of the credentials of a subject.
    func credentials(of subject: String) throws -> [String]
    /// Reason and number of times seen of each dead letter.
    func deadLetters() throws -> [String: Int]
}

package struct StoreClause: Sendable, CustomStringConvertible {
    package let name: String
    package let ask: @Sendable (any StoreHouse) throws -> Void

    package var description: String { name }

    init(_ name: String, _ ask: @escaping @Sendable (any StoreHouse) throws -> Void) {
        self.name = name
        self.ask = ask
    }
}

package enum StoreContract {
    package static let clauses = claims + states + waiting + effects + erasures

    // MARK: Claims

    static let claims = [
        StoreClause("a claim is fresh until it is committed") { house in
            let store = try house.store()
            #expect(try store.open(asking([claim(1), claim(2)])).fresh == [claim(1), claim(2)])
            _ = try store.commit(Changes())
            #expect(try store.open(asking([claim(2), claim(3)])).fresh == [claim(3)])
        },
        StoreClause("a claim twice in one batch is one claim") { house in
            let store = try house.store()
            #expect(try store.open(asking([claim(1), claim(1)])).fresh == [claim(1)])
            _ = try store.commit(Changes())
            #expect(try store.open(asking([claim(1)])).fresh.isEmpty)
        },
        StoreClause("a rollback forgets the claims") { house in
            let store = try house.store()
            _ = try store.open(asking([claim(1)]))
            store.rollback()
            #expect(try store.open(asking([claim(1)])).fresh == [claim(1)])
        },
        StoreClause("a claim taken back is fresh again") { house in
            let store = try house.store()
            var changes = Changes()
            changes.unclaimed = [claim(1, around: 5), claim(2)]
            changes.verdicts = [VerdictEntry(claim: claim(3), verdict: .refused, note: [["rule": "ACC-2"]])]
            _ = try store.open(asking([claim(1, around: 5), claim(2), claim(3)]))
            _ = try store.commit(changes)
            let again = try store.open(asking([claim(1, around: 5), claim(2), claim(3)]))
            #expect(again.fresh == [claim(1, around: 5), claim(2)])
        },
        StoreClause("a retry whose day moved by one or two meets its own claim, one from far away does not") { house in
            let store = try house.store()
            _ = try store.open(asking([claim(1, around: 5)]))
            _ = try store.commit(Changes())
            for day: Int32 in [4, 6, 3, 7] {
                #expect(try store.open(asking([claim(1, around: day)])).fresh.isEmpty, "\(day)")
                store.rollback()
            }
            #expect(try store.open(asking([claim(1, around: 12)])).fresh == [claim(1, around: 12)])
        },
        StoreClause("a retry whose day moved meets its claim in the same batch too") { house in
            let store = try house.store()
            #expect(try store.open(asking([claim(1, around: 6), claim(1, around: 5)])).fresh == [claim(1, around: 6)])
        },
        StoreClause("an undated claim and one of another scope are claims of their own") { house in
            let store = try house.store()
            let undated = Claim(key: 1, scope: 1, days: [Claim.undated])
            let other = Claim(key: 1, scope: 2, days: [Claim.undated])
            #expect(try store.open(asking([claim(1), undated, other])).fresh == [claim(1), undated, other])
            _ = try store.commit(Changes())
            #expect(try store.open(asking([undated, other])).fresh.isEmpty)
        },
    ]

    // MARK: Rows and history

    static let states = [
        StoreClause("a row comes back as it was written, by its id and by its other columns, once") { house in
            let store = try house.store()
            var changes = Changes()
            changes.rows = [account(1, "é\"\\\n@example.org"), account(2, "b@example.org")]
            _ = try store.open(asking([]))
            _ = try store.commit(changes)
            var question = asking([])
            question.lookups = [
                Lookup(table: "accounts", column: "email_key", values: ["b@example.org", "é\"\\\n@example.org", "nobody"]),
                Lookup(table: "accounts", column: "id", values: [account(1, "").id, account(3, "").id]),
            ]
            #expect(try store.open(question).rows.sorted { $0.id < $1.id } == changes.rows)
        },
        StoreClause("a saved row replaces the row") { house in
            let store = try house.store()
            for version: Int64 in 1...2 {
                var row = account(1, "\(version)@example.org")
                row.version = version
                row.sent = ["guichet.notification": version]
                var changes = Changes()
                changes.rows = [row]
                _ = try store.open(asking([]))
                _ = try store.commit(changes)
                var question = asking([])
                question.lookups = [Lookup(table: "accounts", column: "id", values: [row.id])]
                #expect(try store.open(question).rows == [row])
                store.rollback()
            }
        },
        StoreClause("a version written before is transient, and nothing of its batch is kept") { house in
            let store = try house.store()
            var changes = Changes()
            changes.history = [fact(claim(1), version: 1)]
            _ = try store.open(asking([claim(1)]))
            _ = try store.commit(changes)
            _ = try store.open(asking([claim(2)]))
            #expect(isTransient { () throws(Failure) in _ = try store.commit(changes) })
            #expect(try store.open(asking([claim(2)])).fresh == [claim(2)])
        },
        StoreClause("a constraint that is violated is named, and nothing of its batch is kept") { house in
            let store = try house.store()
            var changes = Changes()
            changes.rows = [account(1, "one@example.org")]
            _ = try store.open(asking([]))
            _ = try store.commit(changes)
            changes.rows = [account(2, "one@example.org")]
            _ = try store.open(asking([claim(1)]))
            do throws(Failure) {
                _ = try store.commit(changes)
                Issue.record("the second account has the first one's address")
            } catch {
                guard case .conflict(let constraint, _) = error else { throw error }
                #expect(constraint == "accounts_email_once")
            }
            #expect(try store.open(asking([claim(1)])).fresh == [claim(1)])
        },
    ]

    // MARK: Samples

    /// A claim of today, or of the day so many days back and its neighbours.
    package static func claim(_ key: UInt128) -> Claim { Claim(key: key, scope: 1, days: [day(0)]) }

    package static func claim(_ key: UInt128, around offset: Int32) -> Claim {
        Claim(key: key, scope: 1, days: [day(offset + 1), day(offset), day(offset - 1)].sorted())
    }

    /// Days back from today, by the clock of the machine: a store keeps a month.
    package static func day(_ back: Int32) -> Day { Day(number: Int32(time(nil) / 86_400)).advanced(by: -back) }

    package static func asking(_ claims: [Claim]) -> Question {
        var question = Question(queue: "guichet.account")
        question.claims = claims.map { NewClaim(claim: $0, source: "/portal", id: UUIDText.text($0.key), type: "a.b") }
        return question
    }

    package static func account(_ number: UInt128, _ email: String) -> EntityRow {
        EntityRow(
            table: "accounts", id: UUIDText.text(number), version: 1, sent: [:],
            columns: [
                "state": "unverified", "email": .string(email), "email_key": .string(email), "locale": "fr",
                "verification_hash": .string("hash \(number)"), "verification_expires": .moment(Moment(microseconds: 1)),
                "signed_up_at": .moment(Moment(seconds: 1_790_000_000)), "confirmed_at": .null, "password_set_at": .null,
                "full_name": .null, "job_title": .null, "photo": .null, "recovery_hash": .null, "recovery_expires": .null,
                "recovery_used": false, "recovery_attempts": 0, "recovery_last_at": .null, "recovery_recent": [],
                "sessions_valid_from": .null, "second_factor": "none", "second_factor_ref": .null, "partner_login": .null,
                "partner_company": .null, "partner_first_name": .null, "partner_last_name": .null, "partner_phone": .null,
                "partner_option": .null, "partner_ordered_by": .null, "deletion_requested_by": .null,
                "deletion_requested_at": .null, "deletion_due_at": .null, "deletion_approved_at": .null, "deleted_at": .null,
                "traces_erased_at": .null,
            ])
    }

    package static func fact(_ claim: Claim, subject: String = "account/1", version: Int64) -> HistoryEntry {
        HistoryEntry(
            subject: subject, version: version, name: "account.signed_up", data: ["text": "é \"quoted\"", "number": 1],
            at: Moment(seconds: 1_790_000_000), source: "/portal", cause: "cause", claim: claim, actor: nil)
    }

    package static func message(_ label: String) -> OutboxEntry {
        OutboxEntry(
            exchange: "guichet.events", routingKey: "a.\(label)",
            properties: Properties(
                contentType: "application/cloudevents+json", messageId: label, type: "a.b", correlationId: nil,
                replyTo: "answers", userId: nil, headers: ["guichet-attempt": 3, "text": "é"]),
            body: Array("body \(label)".utf8) + [0, 255], isSealed: label == "sealed", cause: "cause of \(label)")
    }

    package static func parked(_ key: UInt128, sequence: Int64? = nil, due: Moment? = nil) -> ParkedEntry {
        ParkedEntry(
            claim: claim(key), queue: "guichet.account",
            envelope: Envelope(id: "\(key)", source: "/portal", type: "a.b", subject: "account/1", sequence: sequence),
            message: message("\(key)"), due: due, reason: "waits", attempt: 1)
    }

    static func isTransient(_ body: () throws(Failure) -> Void) -> Bool {
        do throws(Failure) {
            try body()
            return false
        } catch {
            if case .transient = error { return true }
            return false
        }
    }

    static func commit(_ changes: Changes, to store: any Store) throws -> [Int64] {
        _ = try store.open(asking([]))
        return try store.commit(changes)
    }
}
