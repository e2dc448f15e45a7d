/// A message to publish: always persistent, always `mandatory`.
package struct Parcel: Hashable, Sendable {
    /// What the settlement will name. Unique among the parcels under way.
    package var id: Int64
    package var exchange: String
    package var routingKey: String
    package var properties: Properties
    package var body: [UInt8]

    package init(id: Int64, exchange: String, routingKey: String, properties: Properties, body: [UInt8]) {
        self.id = id
        self.exchange = exchange
        self.routingKey = routingKey
        self.properties = properties
        self.body = body
    }
}

/// What became of a parcel.
package enum Settlement: Hashable, Sendable {
    /// The broker has it in a queue.
    case confirmed(Int64)
    /// No queue wanted it.
    case returned(Int64, reason: String)
    /// The broker refused it (a full or failing queue): try again later.
    case refused(Int64)
}

/// Publishes with confirms. Belongs to one thread; every call serves heartbeats.
///
/// When a call throws, nothing is known of the parcels under way: send them again over a new outlet.
package protocol Outlet: Attendant {
    /// How many parcels may be sent now: 0 while the window is full or the broker has blocked the connection.
    var room: Int { get }
    /// True between `connection.blocked` and `connection.unblocked`.
    var isBlocked: Bool { get }
    func send(_ parcel: Parcel) throws(Failure)
    /// What was settled since the last call; waits up to `patience` for the first, or for a ring of the bell.
    func settle(within patience: Pause) throws(Failure) -> [Settlement]
    func close()
}

/// Wakes a thread that waits in an outlet.
package protocol Bell: Sendable {
    func ring()
}
