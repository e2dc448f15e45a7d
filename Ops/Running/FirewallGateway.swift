import Core
import Firewall
import Queues
import Workers

/// This node's part in the firewall: the wall it looks after, if any, and its name among the gateways.
struct FirewallGateway: Sendable {
    /// The name where there is one gateway.
    static let only = "default"

    let name: String
    let wall: NFTablesWall?
    /// Where its commands come from.
    let queue: QueueName

    init(_ settings: Settings) throws(Failure) {
        name = settings.gateway ?? FirewallGateway.only
        queue = Roster.firewallQueue(of: settings.gateway)
        switch settings.firewall {
        case .nftables: wall = try NFTablesWall(priority: settings.firewallPriority)
        case .none: wall = nil
        }
    }

    /// What answers the commands of a queue: the wall where they are this gateway's, else nothing that enforces.
    func adapter(for queue: QueueName) -> any CollectiveEffect<FirewallSet, WallReceipt> {
        guard let wall, queue == self.queue else { return NoFirewall(gateway: name) }
        return FirewallEffect(wall, gateway: name) { WallClock.now() }
    }

    /// Looks after the wall until told to stop.
    func look(_ database: PostgresSettings, node: String, _ context: Context, until stop: StopSignal) throws(Failure) {
        guard let wall else { return }
        let blocklist = PostgresBlocklist(database)
        defer { blocklist.close() }
        var reconciler = Reconciler(wall: wall, blocklist: blocklist, gateway: name, node: node, context: context)
        while !stop.isRaised {
            try reconciler.turn()
            WallClock.rest(Reconciler.pause, nil) { stop.isRaised }
        }
    }
}
