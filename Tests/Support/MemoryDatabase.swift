package import Core

/// PostgreSQL as the ports see it: in memory, for one thread, with the same constraints, locks and rollbacks.
///
/// A lock that PostgreSQL would wait for is `transient` here, since the only thread cannot wait for itself.
package final class MemoryDatabase {
    package struct InboxKey: Hashable, Sendable {
        package let key: UInt128
        package let scope: Int64
        package let day: Day
    }

    package struct InboxRow: Hashable, Sendable {
        package let claim: NewClaim
        package let verdict: ClaimVerdict
        package let note: Value
    }

    package struct OutboxSlot: Hashable, Sendable {
        package let id: Int64
        package let entry: OutboxEntry
        package var held: Moment
    }

    package struct ParkingKey: Hashable, Sendable {
        package let key: UInt128
        package let scope: Int64
        package let queue: QueueName
    }

    package struct LeaseKey: Hashable, Sendable {
        package let key: UInt128
        package let scope: Int64

        package init(_ claim: Claim) {
            key = claim.key
            scope = claim.scope
        }
    }

    package struct LeaseRow: Hashable, Sendable {
        package var owner: String
        package var epoch: Int64
        package var attempt: Int
        package var until: Moment
    }

    package struct DeadKey: Hashable, Sendable {
        package let queue: QueueName
        package let source: String
        package let id: String
        package let body: [UInt8]
    }

    package struct CredentialKey: Hashable, Sendable {
        package let subject: String
        package let kind: String
    }

    package struct UniqueColumn: Hashable, Sendable {
        package let constraint: String
        package let table: String
        package let column: String
    }

    /// When a call goes wrong.
    package enum Trouble: Sendable {
        /// Nothing was done.
        case before
        /// All was done, but the caller sees an error.
        case after
    }

    package enum Call: Sendable {
        case open, commit, noteStart, lease, sweep, forget, bury, fire, nextDue
    }

    package var inbox: [InboxKey: InboxRow] = [:]
    /// Rows by table, then id.
    package var rows: [String: [String: EntityRow]] = [:]
    /// Entries by subject, in the order of their versions.
    package var history: [String: [HistoryEntry]] = [:]
    /// Oldest first.
    package var outbox: [OutboxSlot] = []
    package var timers: [String: TimerEntry] = [:]
    package var documents: [String: Document] = [:]
    /// What the database answers to an ask; nobody set it: nothing is found.
    package var answering: (Ask) -> [Object] = { _ in [] }
    package var credentials: [CredentialKey: Credential] = [:]
    package var parked: [ParkingKey: ParkedEntry] = [:]
    package var dead: [DeadKey: DeadLetter] = [:]
    /// How often each dead letter came.
    package private(set) var timesDead: [DeadKey: Int] = [:]
    package var streams: [Stream: Int64] = [:]
    package var starts: [UInt128: Set<String>] = [:]
    package var leases: [LeaseKey: LeaseRow] = [:]
    /// Settlements of leases that were no longer held by the one who wrote: each is a broken promise.
    package var zombieWrites: [Claim] = []

    package let unique = [
        UniqueColumn(constraint: "accounts_email_once", table: "accounts", column: "email_key"),
        UniqueColumn(constraint: "companies_registered_once", table: "companies", column: "registration_key"),
        UniqueColumn(constraint: "companies_own_once", table: "companies", column: "own_of"),
        UniqueColumn(constraint: "accounts_partner_login_once", table: "accounts", column: "partner_login"),
        UniqueColumn(constraint: "abuse_cases_open_once", table: "abuse_cases", column: "open_key"),
        UniqueColumn(constraint: "reporters_identity_once", table: "reporters", column: "identity"),
    ]
    package let clock: @Sendable () -> Moment
    /// Asked at each call; nil lets it pass.
    package var trouble: (Call) -> Trouble? = { _ in nil }
    /// Told of each run of parked messages that a moved stream released.
    package var released: (_ stream: Stream, _ last: Int64, _ run: [ParkedEntry]) -> Void = { _, _, _ in }
    /// Names the field of a row that cannot be held, in place of PostgreSQL's types.
    package var unholdable: (EntityRow) -> String? = { _ in nil }

    /// How long rows just committed are left to the worker that committed them.
    package static let freshness = Pause.seconds(10)

    private var locks: [Lock: Int] = [:]
    private var lastOutboxId: Int64 = 0
    private var lastSession = 0
    private var lastEpoch: Int64 = 0

    enum Lock: Hashable {
        case claim(InboxKey)
        case stream(Stream)
        case row(table: String, id: String)
        case lease(LeaseKey)
    }

    package init(clock: @escaping @Sendable () -> Moment) {
        self.clock = clock
    }

    package func store() -> MemoryStore {
        lastSession += 1
        return MemoryStore(self, session: lastSession)
    }

    // MARK: Locks

    func take(_ lock: Lock, for session: Int) throws(Failure) {
        if let holder = locks[lock] {
            if holder == session { return }
            throw .transient("could not obtain lock on \(lock)")
        }
        locks[lock] = session
    }

    func release(_ held: [Lock], of session: Int) {
        for lock in held where locks[lock] == session { locks[lock] = nil }
    }

    // MARK: Rows

    static func keys(of claim: Claim) -> [InboxKey] {
        claim.days.map { InboxKey(key: claim.key, scope: claim.scope, day: $0) }
    }

    package func isClaimed(_ claim: Claim) -> Bool {
        MemoryDatabase.keys(of: claim).contains { inbox[$0] != nil }
    }

    package func verdict(of claim: Claim) -> ClaimVerdict? {
        for key in MemoryDatabase.keys(of: claim) { if let row = inbox[key] { return row.verdict } }
        return nil
    }

    func insert(_ entry: OutboxEntry, heldUntil: Moment) -> OutboxRow {
        lastOutboxId += 1
        outbox.append(OutboxSlot(id: lastOutboxId, entry: entry, held: heldUntil))
        return OutboxRow(id: lastOutboxId, entry: entry)
    }

    func lease(_ claim: Claim, owner: String, until: Moment, now: Moment) -> Lease {
        let key = LeaseKey(claim)
        if let lease = leases[key], lease.until > now { return .held(until: lease.until) }
        lastEpoch += 1
        let before = leases[key]
        let attempt = before.map { $0.attempt + ($0.owner == owner ? 0 : 1) } ?? 1
        let lease = LeaseRow(owner: owner, epoch: lastEpoch, attempt: attempt, until: until)
        leases[key] = lease
        return .granted(epoch: lease.epoch, attempt: lease.attempt)
    }

    func renew(_ fence: Fence, until: Moment) {
        let key = LeaseKey(fence.claim)
        guard let lease = leases[key], lease.epoch == fence.epoch else { return }
        leases[key] = LeaseRow(owner: lease.owner, epoch: lease.epoch, attempt: lease.attempt, until: until)
    }

    func bury(_ letter: DeadLetter) {
        let key = DeadKey(
            queue: letter.queue, source: letter.source ?? "", id: letter.eventId ?? letter.routingKey,
            body: letter.eventId == nil ? letter.body : [])
        dead[key] = letter
        timesDead[key, default: 0] += 1
    }

    /// Plays the trouble of a call that is one transaction by itself.
    func guarded<T>(_ call: Call, _ body: () throws(Failure) -> T) throws(Failure) -> T {
        let trouble = trouble(call)
        if case .before = trouble { throw .transient("the connection was lost") }
        let result = try body()
        if case .after = trouble { throw .transient("the connection was lost after the commit") }
        return result
    }
}

extension MemoryDatabase {
    /// What an operator's retry does: the dead letter goes back to the queue it came from.
    package func retry(_ key: DeadKey) {
        guard let letter = dead.removeValue(forKey: key) else { return }
        var properties = letter.properties
        var routingKey = letter.routingKey
        if letter.exchange != Topology.requeue {
            routingKey = "\(letter.queue).\(routingKey)"
            if let actor = properties.userId { properties.headers["guichet-actor"] = .string(actor) }
            if let queue = properties.replyTo { properties.headers["guichet-reply-to"] = .string(queue) }
        }
        let entry = OutboxEntry(
            exchange: Topology.requeue, routingKey: routingKey, properties: properties, body: letter.body,
            isSealed: letter.isSealed)
        _ = insert(entry, heldUntil: Moment(microseconds: .min))
    }
}
