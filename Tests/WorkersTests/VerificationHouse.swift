import Core
import Support
import Synchronization
import Testing
import Workers

/// The verification staff over the real engine: a broker, a database, the deciders of their queue. What companies are told and
/// what is to be inspected stays in the queues of those who would do it.
final class VerificationHouse {
    let clock: SimulatedClock
    let books = Books()
    let codec = PlainCodec()
    let database: MemoryDatabase
    let broker: MemoryBroker
    private let duties: [Duty]
    private let policies: Policies
    private var count = 0

    static let queue: QueueName = "guichet.verification"
    static let registrant = Bench.id(0xA1)

    /// What the database would answer.
    final class Books: Sendable {
        let documents = Mutex<[String: Object]>([:])
        let members = Mutex<[Object]>([])
    }

    /// A Tuesday, 10:00 in Paris.
    init(at start: String = "2026-11-24T09:00:00Z", _ change: (inout VerificationPolicy) -> Void = { _ in }) {
        let clock = SimulatedClock(at: Moment(rfc3339: start) ?? Moment(seconds: 0))
        self.clock = clock
        var policy = VerificationHouse.policy()
        change(&policy)
        policies = VerificationHouse.policies(policy)
        database = MemoryDatabase(clock: { clock.now })
        let foreign = [StandingChanged.type, InspectCertificate.type]
        duties =
            Roster.duties().filter { !foreign.contains($0.type) }
            + [Duty(LeaveStanding.self), Duty(LeaveInspection.self).on("guichet.account")]
        broker = MemoryBroker(Roster.topology(of: duties))
        let books = books
        database.answering = { ask in VerificationHouse.answer(ask, books) }
    }

    static func policy() -> VerificationPolicy {
        var policy = VerificationPolicy(businessDays: 3)
        policy.letters.desk = "desk@guichet.example"
        let one = [VerificationReason(code: "known", french: "connu", english: "known")]
        (policy.reasons.info, policy.reasons.rejection) = (one, one)
        (policy.reasons.fraud, policy.reasons.revocation) = (one, one)
        return policy
    }

    private static func policies(_ policy: VerificationPolicy) -> Policies {
        let rule = ZoneRule(posix: "CET-1CEST,M3.5.0,M10.5.0/3")
        let zone = Zone(name: "Europe/Paris", eras: rule.map { [Zone.Era(from: Moment(seconds: 0), rule: $0)] } ?? [])
        let days: [Weekday] = [.mon, .tue, .wed, .thu, .fri]
        func calendar(_ name: String, _ window: WorkWindow) -> WorkCalendar {
            WorkCalendar(
                name: name, zone: zone, holidays: .none,
                windows: Dictionary(uniqueKeysWithValues: days.map { ($0, [window]) }))
        }
        let calendars = CalendarPolicy([
            calendar("fr-business-days", .wholeDay),
            calendar("fr-office", WorkWindow(from: .hours(9), until: .hours(18))),
        ])
        var policies = Policies.cautious
        policies.verification = Dated(
            Dated.Version(effective: Moment(seconds: 0), name: "verification-2026-11-01", policy: policy))
        policies.calendars = Dated(
            Dated.Version(effective: Moment(seconds: 0), name: "calendars-2026-11-01", policy: calendars))
        return policies
    }

    // MARK: The world

    static func company(_ number: UInt128 = 1) -> String { Bench.id(0xC000 + number) }

    func open(_ company: String = VerificationHouse.company()) {
        publish(
            VerificationOpened.type,
            VerificationOpened.outgoing(
                company: company, registrant: Self.registrant, legalName: "Acme SARL", country: "FR",
                registrationNumber: "732829320", companyType: .enterprise, at: clock.now
            ).data)
    }

    /// The number makes the id.
    func put(_ number: UInt128, for company: String = VerificationHouse.company()) {
        books.documents.withLock {
            $0[Bench.id(0xD000 + number)] = [
                "subject": .string("company/\(company)"), "media_type": "application/pdf", "size": 1000,
                "sha256": .string(String(repeating: "a", count: 64)), "received_at": .moment(clock.now),
            ]
        }
    }

    func submit(_ number: UInt128 = 1, for company: String = VerificationHouse.company()) {
        put(number, for: company)
        publish(
            DocumentSubmitted.type,
            [
                "companyId": .string(company), "by": .string(Self.registrant),
                "document": [
                    "id": .string(Bench.id(0xD000 + number)), "name": "kbis.pdf", "mediaType": "application/pdf", "size": 1000,
                    "sha256": .string(String(repeating: "a", count: 64)),
                ],
            ])
    }

    func inspect(_ number: UInt128 = 1, _ verdict: Verdict = .unsigned, for company: String = VerificationHouse.company()) {
        publish(
            InspectionCompleted.type,
            [
                "companyId": .string(company), "documentId": .string(Bench.id(0xD000 + number)), "mediaType": "application/pdf",
                "verdict": .string(verdict.rawValue),
            ])
    }

    @discardableResult
    func review(
        _ type: EventType, by: String, _ more: Object = [:], of company: String = VerificationHouse.company()
    ) -> Envelope {
        var data: Object = ["companyId": .string(company), "by": .string(by)]
        for member in more.members { data[member.name] = member.value }
        return publish(type, data)
    }

    @discardableResult
    func publish(_ type: EventType, _ data: Object) -> Envelope {
        count += 1
        let envelope = Envelope(id: "event \(count)", source: "/test", type: type, time: clock.now)
        let entry = codec.entry(
            for: Event(envelope: envelope, data: data), exchange: Topology.events, routingKey: type.name)
        publish(entry)
        return envelope
    }

    // MARK: Work

    func decider(_ process: String = "one", limit: Int = 100) -> Worker<BatchRunner> {
        let (inlet, store) = (broker.inlet(Self.queue, prefetch: limit * 2 - 1), database.store())
        count += 1
        let clock = clock
        let context = Context(
            process: process, codec: codec, policies: policies, clock: { clock.now }, meter: Meter(),
            handover: Handover(bell: SilentBell(), limit: 20))
        return Worker(
            inlet: inlet, store: store,
            runner: BatchRunner(
                queue: Self.queue, duties: duties, inlet: inlet, store: store, context: context,
                dice: Dice(seed: UInt64(count)), limit: limit))
    }

    /// Works until the queue is empty and nothing is left to publish.
    func run() throws {
        var worker = decider()
        defer { worker.die() }
        for _ in 0..<100_000 {
            guard try worker.step() != nil || publishAll() > 0 else {
                #expect(database.dead.isEmpty, "\(database.dead)")
                return
            }
        }
        throw Failure.fatal("it never comes to rest")
    }

    /// Lets time pass to this instant, and works on what comes due, each at its time.
    func go(to instant: String) throws {
        let end = try #require(Moment(rfc3339: instant))
        while let next = nextDue, next <= end {
            clock.advance(by: Pause(microseconds: max(0, next.microseconds - clock.now.microseconds)))
            fireDue()
            try run()
        }
        clock.advance(by: Pause(microseconds: max(0, end.microseconds - clock.now.microseconds)))
    }

    private var nextDue: Moment? {
        (database.timers.values.map(\.due) + database.parked.values.compactMap(\.due)).min()
    }

    /// Puts what is due back into the queue, without working on it.
    func fireDue() {
        for timer in database.timers.values.filter({ $0.due <= clock.now }).sorted(by: { ($0.due, $0.key) < ($1.due, $1.key) }) {
            database.timers[timer.key] = nil
            publish(timer.message)
        }
        for (key, entry) in database.parked where entry.due.map({ $0 <= clock.now }) ?? false {
            database.parked[key] = nil
            publish(entry.message)
        }
    }

    @discardableResult
    func publishAll() -> Int {
        let slots = database.outbox
        database.outbox = []
        for slot in slots { publish(slot.entry) }
        return slots.count
    }

    private func publish(_ entry: OutboxEntry) {
        broker.publish(
            exchange: entry.exchange, routingKey: entry.routingKey, properties: entry.properties, body: entry.body)
    }

    // MARK: What came of it

    func verification(_ company: String = VerificationHouse.company()) throws -> Verification {
        let row = try #require(database.rows[Verification.table]?[company])
        return try Verification(id: row.id, row: row.columns)
    }

    private func waiting(in queue: QueueName, _ type: EventType) -> [Event] {
        (broker.ready[queue] ?? []).compactMap { codec.event(in: $0.body) }.filter { $0.envelope.type == type }
    }

    var mails: [NotificationSend] {
        waiting(in: "guichet.notification", NotificationSend.type).map { event in
            var form = Form(event.data, digest: { $0 })
            return NotificationSend(from: &form)
        }
    }

    var standings: [String] {
        waiting(in: "guichet.account", StandingChanged.type).compactMap { $0.data["standing"]?.string }
    }

    func facts(_ name: String, _ company: String = VerificationHouse.company()) -> [HistoryEntry] {
        (database.history["verification/\(company)"] ?? []).filter { $0.name == name }
    }

    func expectReplay(_ company: String = VerificationHouse.company()) throws {
        let entity = EntityDeclaration(Verification.self)
        let history = (database.history["verification/\(company)"] ?? []).map { ($0.name, $0.data, $0.at) }
        let row = try #require(database.rows[Verification.table]?[company])
        #expect(try entity.replay(company, history).get() == row.columns)
    }

    private static func answer(_ ask: Ask, _ books: Books) -> [Object] {
        let registrant: Object = ["account": .string(registrant), "email": "ada@acme.example", "locale": "fr"]
        switch ask.name {
        case "document": return books.documents.withLock { $0[ask.parameters["document"]?.string ?? ""] }.map { [$0] } ?? []
        case "verification registrant", "administrators": return [registrant]
        case "verification ties":
            let address = ask.parameters["address"]?.string ?? ""
            return books.members.withLock { $0 }.filter { $0["email"]?.string == address }
        default: return []
        }
    }
}

private enum LeaveStanding: Decider {
    static func reference(of input: StandingChanged) -> Reference { .id(input.company) }
    static func decide(
        _ input: StandingChanged, given state: Verification?, in circumstances: Circumstances
    ) -> Decision<VerificationFact> { .ignore("this house has no companies") }
}

private enum LeaveInspection: Decider {
    static func reference(of input: InspectCertificate) -> Reference { .id(input.company) }
    static func decide(
        _ input: InspectCertificate, given state: Verification?, in circumstances: Circumstances
    ) -> Decision<VerificationFact> { .ignore("this house has no inspection") }
}
