/// The blocks as this gateway needs them. Belongs to one thread.
///
/// Throws `transient` where the database is away, `fatal` where its schema is not this program's.
package protocol Blocklist: AnyObject {
    /// Every target that is desired now, and until when.
    func desired(now: Moment) throws(Failure) -> [BlockTarget: Moment]

    /// Blocks that wait to be read back from this gateway.
    func unseen(by gateway: String, limit: Int) throws(Failure) -> [UnseenBlock]

    /// Keeps the gateway's own row. Returns the other node that keeps it too, where there is one: two under one name.
    func keep(_ report: GatewayReport) throws(Failure) -> String?

    /// Puts events into the outbox.
    func send(_ entries: [OutboxEntry]) throws(Failure)

    func close()
}

package struct UnseenBlock: Hashable, Sendable {
    package var id: String
    package var target: BlockTarget
    package var revision: Int64
    package var isDesired: Bool

    package init(id: String, target: BlockTarget, revision: Int64, isDesired: Bool) {
        self.id = id
        self.target = target
        self.revision = revision
        self.isDesired = isDesired
    }
}

/// How a gateway is, by its own last look.
package struct GatewayReport: Hashable, Sendable {
    package var name: String
    package var node: String
    package var seen: Moment
    package var desired: Int
    package var observed: Int
    package var drift: Int
    /// Mended by this look.
    package var repairs: Int
    package var problem: String?

    package init(
        name: String, node: String, seen: Moment, desired: Int, observed: Int, drift: Int, repairs: Int, problem: String?
    ) {
        self.name = name
        self.node = node
        self.seen = seen
        self.desired = desired
        self.observed = observed
        self.drift = drift
        self.repairs = repairs
        self.problem = problem
    }
}
