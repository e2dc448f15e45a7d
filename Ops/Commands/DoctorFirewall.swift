import Core
import Firewall
import Queues

/// Whether blocks are enforced: here, where this node is a gateway, and by every gateway known.
enum DoctorFirewall {
    static func look(_ report: inout DoctorReport) {
        do {
            let settings = try Settings.current()
            switch settings.firewall {
            case .none: break
            case .nftables: lookHere(settings, &report)
            }
            let desk = try OperatorDesk.opened()
            defer { desk.close() }
            judge(try desk.gateways(), isGateway: settings.firewall != .none, now: WallClock.now(), &report)
        } catch {
            report.note(.firewall, error, "mend the database first; then look again")
        }
    }

    private static func lookHere(_ settings: Settings, _ report: inout DoctorReport) {
        do throws(Failure) {
            let wall = try NFTablesWall(priority: settings.firewallPriority)
            switch try wall.inspect() {
            case .ready(let elements): report.ok(.firewall, "nftables: the table guichet is there and blocks \(elements) targets")
            case .absent:
                report.warn(
                    .firewall, "nftables: there is no table guichet here yet",
                    "start a worker on this node: it makes the table, and needs CAP_NET_ADMIN for that")
            }
        } catch {
            report.fail(
                .firewall, error.message,
                "run as root, or give the worker CAP_NET_ADMIN: AmbientCapabilities=CAP_NET_ADMIN in its unit, or setcap")
        }
    }

    static func judge(_ gateways: [GatewayRecord], isGateway: Bool, now: Moment, _ report: inout DoctorReport) {
        if gateways.isEmpty {
            report.warn(
                .firewall, isGateway ? "no gateway has looked after its wall yet" : "no gateway enforces blocks",
                isGateway ? "start a worker on this node" : "set GUICHET_FIREWALL=nftables where the traffic goes through")
        }
        for gateway in gateways {
            let silence = Int(now.seconds(since: gateway.seen))
            if silence > 30 {
                report.fail(
                    .firewall,
                    "gateway \(gateway.name) on \(gateway.node) was seen last \(silence) s ago; no block becomes active without it",
                    "start its worker, or: guichet gateway forget \(gateway.name)")
            } else if let problem = gateway.problem {
                report.fail(
                    .firewall, "gateway \(gateway.name) cannot enforce: \(problem)", "mend it there; it is tried again every 2 s")
            } else {
                report.ok(
                    .firewall,
                    "gateway \(gateway.name) on \(gateway.node) has \(gateway.observed) of \(gateway.desired) blocks, "
                        + "\(gateway.repairs) repairs so far")
            }
        }
    }
}
