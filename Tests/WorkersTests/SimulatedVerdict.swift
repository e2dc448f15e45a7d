import Core
import Support
import Workers

/// Whether a simulation that came to rest kept every promise.
struct SimulatedVerdict {
    private(set) var complaints: [String] = []
    private let simulation: Simulation
    private let database: MemoryDatabase

    init(_ simulation: Simulation) {
        self.simulation = simulation
        database = simulation.world.database
        checkEvents()
        checkTallies()
        checkAccounts()
        checkReplay()
        checkMails()
        checkAnswers()
        checkDead()
        if !database.zombieWrites.isEmpty { complain("a worker without its lease wrote a report") }
        for release in simulation.earlyReleases { complain("released too early: \(release)") }
    }

    private func verdict(of event: Event) -> ClaimVerdict? {
        database.verdict(of: PlainCodec.claim(of: event.envelope, in: "guichet.account"))
    }

    /// Each event was claimed once, with the verdict it deserves.
    private mutating func checkEvents() {
        var rivals: [String: [ClaimVerdict?]] = [:]
        for planned in simulation.workload.planned {
            let verdict = verdict(of: planned.event)
            switch planned.expectation {
            case .verdict(let wanted):
                if verdict != wanted { complain("\(name(planned.event)) is \(text(verdict)), not \(wanted.rawValue)") }
            case .rival(let group): rivals[group, default: []].append(verdict)
            case .dead: break
            }
        }
        for verdicts in rivals.values {
            let won = verdicts.count { $0 == .recorded }
            let lost = verdicts.count { $0 == .refused }
            if won != 1 || won + lost != verdicts.count { complain("rivals ended \(verdicts.map(text))") }
        }
    }

    private mutating func checkTallies() {
        for (subject, wanted) in simulation.workload.tallies {
            let history = database.history[subject] ?? []
            let counted = history.filter { $0.name == "tally.counted" }.compactMap { $0.data["number"]?.integer }
            let rung = history.filter { $0.name == "tally.rung" }.compactMap { $0.data["number"]?.integer }
            let isRight = wanted.isOrdered ? counted == wanted.numbers : counted.sorted() == wanted.numbers
            if !isRight { complain("\(subject) counted \(counted), not \(wanted.numbers)") }
            if rung.sorted() != wanted.rung { complain("\(subject) rang \(rung), not \(wanted.rung)") }
        }
    }

    private mutating func checkAccounts() {
        for (subject, wanted) in simulation.workload.accounts {
            let facts = (database.history[subject] ?? []).map(\.name)
            if facts != wanted { complain("\(subject) has \(facts), not \(wanted)") }
        }
    }

    /// Every row is the replay of its history, and every history has its row.
    private mutating func checkReplay() {
        let entities = Dictionary(
            simulation.world.duties.map { ($0.entity.table, $0.entity) }, uniquingKeysWith: { first, _ in first })
        var subjects = 0
        for (table, rows) in database.rows {
            guard let entity = entities[table] else { continue }
            for (id, row) in rows {
                subjects += 1
                let history = database.history["\(entity.kind)/\(id)"] ?? []
                if row.version != Int64(history.count) { complain("\(table) \(id): version \(row.version) of \(history.count)") }
                switch entity.replay(id, history.map { ($0.name, $0.data, $0.at) }) {
                case .success(let columns):
                    if columns != row.columns { complain("\(table) \(id) is not the replay of its history") }
                case .failure(let fact): complain("\(table) \(id): cannot read \(fact.name)")
                }
            }
        }
        if subjects != database.history.count { complain("\(database.history.count) histories have \(subjects) rows") }
    }

    /// Each mail was performed under one key, and reported once. Where nothing failed, it was sent once.
    private mutating func checkMails() {
        let asked = database.history.values.joined().filter {
            $0.name == "account.signed_up" || $0.name == "account.verification_resent"
        }
        let post = simulation.world.post
        if post.performed.count != asked.count { complain("\(asked.count) mails asked for, \(post.performed.count) sent") }
        for key in post.performed.keys {
            let facts = (database.history["notification/\(key)"] ?? []).map(\.name)
            if facts != ["notification.sent"] { complain("mail \(key) was reported as \(facts)") }
            if simulation.isCalm, post.performed[key] != 1 { complain("mail \(key) was sent again, though nothing failed") }
        }
    }

    /// Each event was answered once, and each refusal published once.
    private mutating func checkAnswers() {
        let answers = distinct(SimulatedWorld.answers)
        let refusals = distinct(SimulatedWorld.refusals)
        for planned in simulation.workload.planned {
            let id = planned.event.envelope.id
            if case .dead = planned.expectation { continue }
            let isRefused = verdict(of: planned.event) == .refused
            let types = answers[id]?.map(\.type.name) ?? []
            if types != [isRefused ? "refused" : "accepted"] { complain("\(name(planned.event)) was answered \(types)") }
            if (refusals[id]?.count ?? 0) != (isRefused ? 1 : 0) {
                complain("\(name(planned.event)) was refused \(refusals[id]?.count ?? 0) times")
            }
        }
    }

    /// Messages by the event they answer; the same message twice counts once.
    private func distinct(_ queue: QueueName) -> [String: [Envelope]] {
        var seen = Set<String>()
        var answers: [String: [Envelope]] = [:]
        for message in simulation.world.broker.ready[queue] ?? [] {
            guard let event = simulation.world.codec.event(in: message.body), seen.insert(event.envelope.id).inserted
            else { continue }
            answers[message.properties.correlationId ?? "", default: []].append(event.envelope)
        }
        return answers
    }

    private mutating func checkDead() {
        var wanted: [String: DeadLetter.Kind] = [:]
        for planned in simulation.workload.planned {
            if case .dead(let kind) = planned.expectation { wanted[planned.event.envelope.id] = kind }
        }
        for letter in database.dead.values {
            let id = letter.properties.messageId ?? ""
            if wanted.removeValue(forKey: id) != letter.kind { complain("undeserved: \(letter.kind) \(id): \(letter.reason)") }
        }
        for (id, kind) in wanted { complain("\(id) is not among the dead letters as \(kind)") }
    }

    private mutating func complain(_ complaint: String) { complaints.append(complaint) }

    private func text(_ verdict: ClaimVerdict?) -> String { verdict?.rawValue ?? "unknown" }

    private func name(_ event: Event) -> String {
        let envelope = event.envelope
        return "\(envelope.type) \(envelope.id) (sequence \(envelope.sequence ?? 0))"
    }
}
