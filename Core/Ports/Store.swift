/// One PostgreSQL connection, seen as what the batch runner needs. Belongs to the thread of its worker.
///
/// A batch is `open` (one round trip: begin, claim, lock, load) and `commit` (one more: write, commit). Between the two the
/// caller only computes. Failures: `transient` (connection, deadlock, serialisation: the batch may be tried again over a
/// new or the same store), `conflict` (a constraint), `malformed` (a value PostgreSQL cannot hold), `fatal` (schema,
/// password). After any failure the transaction is rolled back.
package protocol Store: AnyObject {
    func open(_ question: Question) throws(Failure) -> Answer
    /// Returns the ids of the outbox rows, in the order of `changes.outbox`.
    func commit(_ changes: Changes) throws(Failure) -> [Int64]
    func rollback()

    /// Writes, in a transaction of its own, that this process starts work on this message now. Returns how many processes
    /// started it and never finished it, this one included: a process that starts it again counts once.
    func noteStart(of mark: UInt128, queue: QueueName, by process: String) throws(Failure) -> Int

    /// Takes the lease on an effect, in a transaction of its own.
    func lease(_ claim: Claim, queue: QueueName, owner: String, until: Moment, now: Moment) throws(Failure) -> Lease

    /// Prolongs a lease that is still ours; changes nothing where it is not.
    func renew(_ fence: Fence, until: Moment) throws(Failure)

    func close()
}

/// Whether an effect may be performed now, and by whom.
package enum Lease: Hashable, Sendable {
    /// Ours, under this epoch. `attempt` counts the processes that took it and never settled it, this one included: one that
    /// lost its connection and takes it again has not died of it.
    case granted(epoch: Int64, attempt: Int)
    /// Another worker performs it until then.
    case held(until: Moment)
    /// It was performed and reported before.
    case done
}

package struct Question: Sendable {
    package var queue: QueueName
    package var claims: [NewClaim] = []
    package var streams: [Stream] = []
    package var lookups: [Lookup] = []
    package var asks: [Ask] = []
    /// Leases that must still be ours, else the answer says `isFenced`.
    package var fences: [Fence] = []

    package init(queue: QueueName) {
        self.queue = queue
    }
}

package struct NewClaim: Hashable, Sendable {
    package let claim: Claim
    package let source: String
    package let id: String
    package let type: EventType

    package init(claim: Claim, source: String, id: String, type: EventType) {
        self.claim = claim
        self.source = source
        self.id = id
        self.type = type
    }
}

package struct Fence: Hashable, Sendable {
    package let claim: Claim
    package let epoch: Int64

    package init(claim: Claim, epoch: Int64) {
        self.claim = claim
        self.epoch = epoch
    }
}

/// Rows to load and lock: of one table, by ids and by other columns.
package struct Lookup: Hashable, Sendable {
    package let table: String
    /// `id`, or one of the entity's `references`.
    package let column: String
    package var values: [String]

    package init(table: String, column: String, values: [String]) {
        self.table = table
        self.column = column
        self.values = values
    }
}

package struct Answer: Sendable {
    /// The claims that are new; all others were handled before.
    package var fresh: Set<Claim> = []
    /// The last sequence seen of each stream asked for; a missing one has seen none.
    package var last: [Stream: Int64] = [:]
    package var rows: [EntityRow] = []
    /// What was found for each question that was asked; nothing found is an empty list.
    package var answers: [Ask: [Object]] = [:]
    /// A lease is no longer ours: a slower worker must change nothing.
    package var isFenced = false

    package init() {}
}

/// One entity's row, with what the engine keeps in it.
package struct EntityRow: Hashable, Sendable {
    package var table: String
    package var id: String
    /// Facts recorded so far.
    package var version: Int64
    /// Events sent about it so far, by the queue they go to.
    package var sent: [String: Int64]
    package var columns: Object

    package init(table: String, id: String, version: Int64, sent: [String: Int64], columns: Object) {
        self.table = table
        self.id = id
        self.version = version
        self.sent = sent
        self.columns = columns
    }
}
