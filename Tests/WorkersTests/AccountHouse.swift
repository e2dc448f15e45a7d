import Core
import Support
import Testing
import Workers

/// Accounts over the real engine: a broker, a database, the deciders of their queue, and a mail server that remembers.
final class AccountHouse {
    let clock = SimulatedClock()
    let codec = PlainCodec()
    let database: MemoryDatabase
    let broker: MemoryBroker
    let post = MemoryPost()
    private let duties: [Duty]
    private var count = 0

    static let company = Bench.id(0xACE)
    static let hash = "$scrypt$ln=17,r=8,p=1$c2FsdHNhbHRzYWx0$aGFzaGhhc2hoYXNoaGFzaA"

    init() {
        let clock = clock
        database = MemoryDatabase(clock: { clock.now })
        duties = Roster.duties(Roster.Effects(mail: post))
        broker = MemoryBroker(Roster.topology(of: duties))
        database.answering = { [weak self] ask in self?.answer(ask) ?? [] }
    }

    // MARK: Events

    @discardableResult
    func publish(_ type: EventType, _ data: Object, id: String? = nil) -> Envelope {
        count += 1
        let envelope = Envelope(id: id ?? "event \(count)", source: "/portal", type: type, time: clock.now)
        publish(codec.entry(for: Event(envelope: envelope, data: data), exchange: Topology.events, routingKey: type.name))
        return envelope
    }

    func publish(_ entry: OutboxEntry) {
        broker.publish(
            exchange: entry.exchange, routingKey: entry.routingKey, properties: entry.properties, body: entry.body)
    }

    /// From the sign-up to the profile.
    func active(_ account: String, _ email: String) throws {
        publish(SignupRequested.type, ["accountId": .string(account), "email": .string(email), "locale": "en"])
        try run()
        publish(EmailConfirmed.type, ["token": .string(try token("verify-address"))])
        publish(PasswordSet.type, ["accountId": .string(account), "passwordHash": .string(Self.hash)])
        publish(ProfileCompleted.type, ["accountId": .string(account), "fullName": "Ada Lovelace", "jobTitle": "Analyst"])
        try run()
    }

    /// A company with these administrators and other members.
    func company(_ id: String = company, name: String = "Acme SAS", administrators: [String], members: [String] = []) {
        let people = administrators.map { ($0, "administrator") } + members.map { ($0, "user") }
        let entries = people.map { person, role in
            Object.Member(
                name: person,
                value: ["state": "active", "way": "registration", "since": .moment(clock.now), "role": .string(role)])
        }
        database.rows["companies", default: [:]][id] = EntityRow(
            table: "companies", id: id, version: 1, sent: [:],
            columns: [
                "legal_name": .string(name), "country": "FR", "registration_number": "1", "identity": .string("FR \(name)"),
                "registration_key": .string("FR \(name)"), "company_type": "enterprise", "declared_type": "enterprise",
                "category": .null, "distribution_agreement": .null, "registrant": .string(people[0].0),
                "registered_as_own": true, "own_of": .string(people[0].0), "registered_at": .moment(clock.now),
                "standing": "verified", "standing_at": .moment(clock.now), "standing_reason": .null, "verified_until": .null,
                "administrators": .integer(Int64(administrators.count)), "active_members": .integer(Int64(people.count)),
                "requests": 0, "orphaned_at": .null, "members": .object(Object(entries)), "contacts": [:],
            ])
    }

    // MARK: Work

    private func context(_ process: String) -> Context {
        let clock = clock
        return Context(
            process: process, codec: codec, clock: { clock.now }, meter: Meter(),
            handover: Handover(bell: SilentBell(), limit: 20))
    }

    func decider(_ process: String = "one", limit: Int = 100) -> Worker<BatchRunner> {
        let (inlet, store) = (broker.inlet(Bench.account, prefetch: limit * 2 - 1), database.store())
        count += 1
        return Worker(
            inlet: inlet, store: store,
            runner: BatchRunner(
                queue: Bench.account, duties: duties, inlet: inlet, store: store, context: context(process),
                dice: Dice(seed: UInt64(count)), limit: limit))
    }

    /// Works, and sends mails, until nothing is left to do now.
    func run() throws {
        var worker = decider()
        defer { worker.die() }
        for _ in 0..<100_000 {
            if try worker.step() != nil { continue }
            if publishAll() == 0, try !sendMails() {
                #expect(database.dead.isEmpty, "\(database.dead)")
                return
            }
        }
        throw Failure.fatal("it never comes to rest")
    }

    private func sendMails() throws -> Bool {
        let (inlet, store) = (broker.inlet(Bench.notification, prefetch: 8), database.store())
        count += 1
        var worker = Worker(
            inlet: inlet, store: store,
            runner: EffectRunner(
                queue: Bench.notification, duties: duties, inlet: inlet, store: store, context: context("mail"),
                dice: Dice(seed: UInt64(count))))
        defer { worker.die() }
        return try !worker.run().isEmpty
    }

    private func publishAll() -> Int {
        let slots = database.outbox
        database.outbox = []
        for slot in slots { publish(slot.entry) }
        return slots.count
    }

    /// Lets time pass, and works on what comes due: timers, and what waits for a time.
    func wait(_ pause: Pause) throws {
        clock.advance(by: pause)
        for timer in database.timers.values.filter({ $0.due <= clock.now }).sorted(by: { ($0.due, $0.key) < ($1.due, $1.key) }) {
            database.timers[timer.key] = nil
            publish(timer.message)
        }
        for (key, entry) in database.parked where entry.due.map({ $0 <= clock.now }) ?? false {
            database.parked[key] = nil
            publish(entry.message)
        }
        try run()
    }

    // MARK: Reading

    func account(_ id: String) throws -> Account {
        let row = try #require(database.rows["accounts"]?[id])
        return try Account(id: id, row: row.columns)
    }

    /// Mails sent so far, in their order.
    var mails: [String] { post.commands.map(\.template) }

    /// The token in the last mail of this template, as its reader has it.
    func token(_ template: String) throws -> String {
        let link = try #require(post.commands.last { $0.template == template }?.link)
        return codec.token(purpose: link.purpose, id: link.tokenId)
    }

    /// Refusals so far, by rule and field.
    var refusals: [String] {
        Set(database.inbox.values.filter { $0.verdict == .refused }).flatMap { ($0.note.array ?? []).compactMap(\.object) }
            .map { "\($0["rule"]?.string ?? "") \($0["field"]?.string ?? "")" }.sorted()
    }

    /// Every row is the replay of its history.
    func expectReplays(_ here: SourceLocation = #_sourceLocation) throws {
        for entity in [EntityDeclaration(Account.self), EntityDeclaration(Notification.self)] {
            for (id, row) in database.rows[entity.table] ?? [:] {
                let history = (database.history["\(entity.kind)/\(id)"] ?? []).map { ($0.name, $0.data, $0.at) }
                #expect(try entity.replay(id, history).get() == row.columns, "\(entity.kind)/\(id)", sourceLocation: here)
            }
        }
    }

    // MARK: Answers

    private func answer(_ ask: Ask) -> [Object] {
        let account = ask.parameters["account"]?.string ?? ""
        switch ask.name {
        case "membership":
            return (ask.parameters["company"]?.string).flatMap { database.rows["companies"]?[$0]?.columns }.map { [$0] } ?? []
        case "partner logins":
            let stem = ask.parameters["stem"]?.string ?? ""
            let logins = (database.rows["accounts"] ?? [:]).values.compactMap { $0.columns["partner_login"]?.string }
            return logins.filter { $0.hasPrefix(stem) }.map { ["login": .string($0)] }
        case "companies left":
            return (database.rows["companies"] ?? [:]).values.compactMap { row in
                guard let member = row.columns["members"]?.object?[account]?.object, member["state"] == "active" else {
                    return nil
                }
                return [
                    "company": .string(row.id), "legal_name": row.columns["legal_name"] ?? .null,
                    "is_administrator": .bool(member["role"] == "administrator"),
                    "administrators": row.columns["administrators"] ?? .null,
                    "active_members": row.columns["active_members"] ?? .null,
                ]
            }
        default: return []
        }
    }
}
