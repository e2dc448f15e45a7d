import Core
import Support
import Synchronization
import Testing
import Workers

/// The abuse desk over the real engine: a broker, a database, the deciders of its queue, and leases to look up.
///
/// The firewall is the test's: what a case asks of it is kept by `Wish`, and `block` says what was observed.
final class AbuseHouse {
    let clock = SimulatedClock()
    let books = Books()
    let codec: PlainCodec
    let database: MemoryDatabase
    let broker: MemoryBroker
    var policy: AbusePolicy
    private let duties: [Duty]
    private var count = 0

    static let queue: QueueName = "guichet.abuse"

    /// What the database would answer, and what each report reads as.
    final class Books: Sendable {
        let leases = Mutex<[Object]>([])
        let readings = Mutex<[[UInt8]: ReportReading]>([:])
        let reporters = Mutex<[Object]>([])
        let closed = Mutex<[Object]>([])
    }

    init(policy: AbusePolicy = AbuseHouse.policy()) {
        self.policy = policy
        let books = books
        let clock = clock
        codec = PlainCodec { raw in books.readings.withLock { $0[raw] } }
        database = MemoryDatabase(clock: { clock.now })
        let firewall = [BlockRequested.type, LiftRequested.type]
        duties =
            Roster.duties().filter { !firewall.contains($0.type) } + [Duty(WishBlock.self), Duty(WishLift.self)]
        broker = MemoryBroker(Roster.topology(of: duties))
        database.answering = { ask in AbuseHouse.answer(ask, books) }
    }

    /// As the file that comes with the program, with a mail host and a feed.
    static func policy(mode: AbusePolicy.Mode = .enforce) -> AbusePolicy {
        var policy = AbusePolicy(mode: mode)
        policy.mailHosts = ["mx.guichet.example"]
        policy.feeds = [AbuseFeed(name: "spamtrap", points: 50)]
        policy.scoring.points = [
            .vouched: 60, .authenticated: 30, .trusted: 20, .precise: 15, .imprecise: -40, .contradicted: -20,
            .signed: 60, .anotherKnown: 10, .anotherUnknown: 3, .recurrence: 20, .evidence: 10, .many: 10, .faulty: -5,
        ]
        policy.scoring.categories = [.spam: 20, .phishing: 30]
        var mail = AbuseClass(name: "mail", categories: [.spam, .compromised])
        (mail.isAutomatic, mail.blockAt, mail.noticeAt) = (true, 70, 40)
        var content = AbuseClass(name: "content", categories: [.phishing, .malware])
        content.noticeAt = 40
        policy.classes = [mail, content]
        policy.ladder = [
            AbuseRung(length: .hours(1), lifted: .zero), AbuseRung(length: .hours(24), lifted: .hours(1)),
            AbuseRung(length: .days(30), lifted: .days(1)),
        ]
        policy.remedy.checklist = ["cause_found", "queue_purged"]
        policy.letters.desk = "desk@guichet.example"
        policy.letters.ownDomains = ["guichet.example"]
        return policy
    }

    // MARK: The world

    func lease(
        _ prefix: String, to customer: String, contact: String? = nil, from: Moment = Moment(seconds: 0), until: Moment? = nil,
        isShared: Bool = false
    ) {
        books.leases.withLock {
            $0.append([
                "lease": .string(Bench.id(UInt128($0.count + 1))), "prefix": .string(prefix), "organisation": .string(customer),
                "contact": .text(contact), "language": "fr", "valid_from": .moment(from), "valid_to": .moment(until),
                "shared": .bool(isShared),
            ])
        }
    }

    /// A spam report about this address, by ARF.
    static func spam(
        _ address: String, at incident: Moment?, by contact: String = "fbl@isp.example", proof: [AuthenticationResult] = []
    ) -> ReportReading {
        let domain = contact.split(separator: "@").last.map(String.init)
        return ReportReading(
            kind: .arf, category: .spam, type: "abuse", source: IPAddress(address), incident: incident,
            reporter: ReportedBy(contact: contact, domain: domain, authentication: proof),
            samples: [.init(at: incident, messageId: "<1@spam.example>", subject: "Buy", destination: "192.0.2.25")])
    }

    /// What our mail host wrote about this domain.
    static func dkim(_ domain: String, _ result: String = "pass", host: String = "mx.guichet.example") -> AuthenticationResult {
        AuthenticationResult(host: host, method: "dkim", result: result, domain: domain)
    }

    @discardableResult
    func report(
        _ reading: ReportReading, channel: String = "desk", signed sign: ((_ raw: [UInt8]) -> ReportSignature)? = nil
    ) -> String {
        count += 1
        let id = Bench.id(UInt128(1_000_000 + count))
        let raw = Array("report \(count)".utf8)
        books.readings.withLock { $0[raw] = reading }
        var data: Object = [
            "reportId": .string(id), "format": "arf", "raw": .string(Base64.text(of: raw)), "receivedAt": .moment(clock.now),
            "channel": .string(channel),
        ]
        if let signature = sign?(raw) {
            data["signature"] = ["keyId": .string(signature.keyId), "value": .string(Base64.text(of: signature.value))]
        }
        publish(ReportReceived.type, data)
        return id
    }

    @discardableResult
    func publish(_ type: EventType, _ data: Object, replyTo: String? = nil) -> Envelope {
        count += 1
        let envelope = Envelope(id: "event \(count)", source: "/desk", type: type, time: clock.now, replyTo: replyTo)
        let entry = codec.entry(
            for: Event(envelope: envelope, data: data), exchange: Topology.events, routingKey: type.name)
        broker.publish(
            exchange: entry.exchange, routingKey: entry.routingKey, properties: entry.properties, body: entry.body)
        return envelope
    }

    /// What the gateways observed of a case's block.
    func block(
        _ abuseCase: AbuseCase, is state: BlockChanged.State, until: Moment? = nil, reasons: [String] = []
    ) throws {
        let block = try #require(abuseCase.block)
        publish(
            BlockChanged.type,
            BlockChanged.outgoing(block.id, for: abuseCase.id, state, until: until ?? block.until, reasons: reasons).data)
        try run()
    }

    // MARK: Work

    func decider(_ process: String = "one", limit: Int = 100) -> Worker<BatchRunner> {
        let (inlet, store) = (broker.inlet(AbuseHouse.queue, prefetch: limit * 2 - 1), database.store())
        // No two runs draw the same ids.
        count += 1
        return Worker(
            inlet: inlet, store: store,
            runner: BatchRunner(
                queue: AbuseHouse.queue, duties: duties, inlet: inlet, store: store, context: context(process),
                dice: Dice(seed: UInt64(count)), limit: limit))
    }

    private func context(_ process: String) -> Context {
        let clock = clock
        let version = Dated.Version(effective: Moment(seconds: 0), name: "abuse 2026-11-01", policy: policy)
        let cautious = Policies.cautious
        return Context(
            process: process, codec: codec,
            policies: cautious.with(abuse: Dated(version)),
            clock: { clock.now }, meter: Meter(), handover: Handover(bell: SilentBell(), limit: 20))
    }

    /// Works until the abuse queue is empty and nothing is left to publish.
    func run() throws {
        var worker = decider()
        defer { worker.die() }
        refresh()
        for _ in 0..<100_000 {
            guard try worker.step() != nil || publishAll() > 0 else {
                #expect(database.dead.isEmpty && database.parked.isEmpty, "\(database.dead) \(database.parked)")
                return
            }
        }
        throw Failure.fatal("it never comes to rest")
    }

    /// Lets time pass, and works on what comes due.
    func wait(_ pause: Pause) throws {
        clock.advance(by: pause)
        let due = database.timers.values.filter { $0.due <= clock.now }.sorted { ($0.due, $0.key) < ($1.due, $1.key) }
        for timer in due {
            database.timers[timer.key] = nil
            publish(timer.message)
        }
        try run()
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

    func refresh() {
        let reporters = (database.rows["reporters"] ?? [:]).values.map(\.columns)
        books.reporters.withLock { $0 = reporters }
        let closed = (database.rows["abuse_cases"] ?? [:]).values.filter { $0.columns["state"] == "closed" }
        books.closed.withLock { books in
            books = closed.map { row in
                var object = row.columns
                object["case_id"] = .string(row.id)
                return object
            }
        }
    }

    private static func answer(_ ask: Ask, _ books: Books) -> [Object] {
        switch ask.name {
        case "attribution":
            guard let text = ask.parameters["address"]?.string, let address = IPAddress(text) else { return [] }
            let ours = ["192.0.2.0/24", "2001:db8::/32"].compactMap { IPPrefix($0) }.contains { $0.contains(address) }
            let leases = books.leases.withLock { $0 }.filter { lease in
                lease["prefix"]?.string.flatMap { IPPrefix($0) }?.contains(address) ?? false
            }
            return ((ours ? [["lease": .null]] : []) + leases).map { row in
                var row = row
                row["at"] = ask.parameters["at"]
                return row
            }
        case "abuse reporters": return books.reporters.withLock { $0 }
        case "abuse recent cases":
            guard let text = ask.parameters["address"]?.string, let address = IPAddress(text) else { return [] }
            return books.closed.withLock { $0 }.filter { row in
                row["target"]?.string.flatMap { IPPrefix($0) }?.contains(address) ?? false
            }
        default: return []
        }
    }
}
