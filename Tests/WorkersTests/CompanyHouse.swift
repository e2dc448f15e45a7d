import Core
import Support
import Testing
import Workers

/// Companies and invitations over the real engine: a broker, a database and the deciders of their queue. People are what the test
/// says; all else that is asked is read from the rows.
final class CompanyHouse {
    let clock = SimulatedClock()
    let codec = PlainCodec()
    let database: MemoryDatabase
    let broker: MemoryBroker
    /// By account.
    var people: [String: Object] = [:]
    private let duties = Roster.duties()
    private var count = 0

    static let queue: QueueName = "guichet.account"

    init() {
        let clock = clock
        database = MemoryDatabase(clock: { clock.now })
        broker = MemoryBroker(Roster.topology(of: duties))
        database.answering = { [weak self] ask in self?.answer(ask) ?? [] }
    }

    // MARK: People

    @discardableResult
    func person(_ number: UInt128, state: String = "active", locale: String = "en", isPartner: Bool = false) -> String {
        let id = Bench.id(number)
        people[id] = [
            "account": .string(id), "state": .string(state), "email": .string("p\(number)@example.org"),
            "locale": .string(locale), "full_name": .string("Person \(number)"), "is_partner": .bool(isPartner),
        ]
        return id
    }

    // MARK: Events

    @discardableResult
    func publish(_ type: EventType, _ data: Object, id: String? = nil) -> Envelope {
        count += 1
        let envelope = Envelope(id: id ?? "event \(count)", source: "/portal", type: type, time: clock.now)
        let entry = codec.entry(
            for: Event(envelope: envelope, data: data), exchange: Topology.events, routingKey: type.name)
        publish(entry)
        return envelope
    }

    private func publish(_ entry: OutboxEntry) {
        broker.publish(
            exchange: entry.exchange, routingKey: entry.routingKey, properties: entry.properties, body: entry.body)
    }

    func register(
        by account: String, as company: String, number: String = "732 829 320", _ more: Object = Object(), id: String? = nil
    ) {
        var data: Object = [
            "accountId": .string(account), "companyId": .string(company), "legalName": "Crémerie de l'Étoile SAS",
            "country": "FR", "registrationNumber": .string(number), "companyType": "enterprise",
        ]
        for member in more.members { data[member.name] = member.value }
        publish(CompanyRegistered.type, data, id: id)
    }

    // MARK: Work

    func decider(_ process: String = "one", limit: Int = 100) -> Worker<BatchRunner> {
        let (inlet, store) = (broker.inlet(CompanyHouse.queue, prefetch: limit * 2 - 1), database.store())
        count += 1
        let clock = clock
        let context = Context(
            process: process, codec: codec, clock: { clock.now }, meter: Meter(),
            handover: Handover(bell: SilentBell(), limit: 20))
        return Worker(
            inlet: inlet, store: store,
            runner: BatchRunner(
                queue: CompanyHouse.queue, duties: duties, inlet: inlet, store: store, context: context,
                dice: Dice(seed: UInt64(count)), limit: limit))
    }

    /// Works until the queue is empty and nothing is left to publish.
    func run(limit: Int = 100) throws {
        var worker = decider(limit: limit)
        defer { worker.die() }
        for _ in 0..<100_000 {
            guard try worker.step() != nil || publishAll() > 0 else {
                #expect(database.dead.isEmpty && database.parked.isEmpty, "\(database.dead) \(database.parked)")
                return
            }
        }
        throw Failure.fatal("it never comes to rest")
    }

    @discardableResult
    func publishAll() -> Int {
        let slots = database.outbox
        database.outbox = []
        for slot in slots { publish(slot.entry) }
        return slots.count
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

    // MARK: Answers

    private func row(_ table: String, _ id: Value?) -> Object? { id?.string.flatMap { database.rows[table]?[$0]?.columns } }

    private func answer(_ ask: Ask) -> [Object] {
        let company = row("companies", ask.parameters["company"])
        let account = ask.parameters["account"]?.string ?? ""
        switch ask.name {
        case "account": return people[account].map { [$0] } ?? []
        case "membership":
            guard var answer = company else { return [] }
            let member = answer["members"]?.object?[account]?.object
            for (name, column) in [("state", "member_state"), ("way", "member_way"), ("since", "member_since"), ("role", "role")]
            {
                answer[column] = member?[name] ?? .null
            }
            return [answer]
        case "administrators":
            return (company?["members"]?.object?.members ?? []).filter { Membership.isAdministrator($0.value) }
                .compactMap { people[$0.name] }.filter { $0["state"] == "active" }
        case "own company":
            return (database.rows["companies"] ?? [:]).values.filter { $0.columns["own_of"]?.string == account }
                .map { ["company": .string($0.id), "legal_name": $0.columns["legal_name"] ?? .null] }
        case "person at":
            return people.values.filter { $0["email"] == ask.parameters["email_key"] }.map { person in
                let member = company?["members"]?.object?[person["account"]?.string ?? ""]?.object
                var person = person
                person["member_state"] = member?["state"] ?? .null
                return person
            }
        case "invitation": return row("invitations", ask.parameters["invitation"]).map { [$0] } ?? []
        case "open invitations":
            let open = (database.rows["invitations"] ?? [:]).values.filter {
                $0.columns["company"] == ask.parameters["company"] && $0.columns["state"] == "open"
            }
            return [["open": .integer(Int64(open.count))]]
        default: return []
        }
    }
}

extension Membership {
    fileprivate static func isAdministrator(_ value: Value) -> Bool {
        value.object?["state"] == "active" && value.object?["role"] == "administrator"
    }
}
