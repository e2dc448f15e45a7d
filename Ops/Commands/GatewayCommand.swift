import ArgumentParser
import Core
import Queues
import Workers

struct GatewayCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "gateway", abstract: "The gateways that enforce blocks.",
        subcommands: [GatewayList.self, GatewayForget.self], defaultSubcommand: GatewayList.self)
}

struct GatewayList: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "Lists the gateways known.")

    @OptionGroup var reply: Reply

    func run() throws {
        let desk = try OperatorDesk.opened()
        defer { desk.close() }
        let gateways = try desk.gateways()
        reply.give(.array(gateways.map(\.value)), Self.text(gateways, now: WallClock.now()))
    }

    static func text(_ gateways: [GatewayRecord], now: Moment) -> String {
        if gateways.isEmpty {
            return "no gateway enforces anything: set GUICHET_FIREWALL=nftables where the traffic goes through"
        }
        var table = Table(
            ("GATEWAY", .left), ("NODE", .left), ("SEEN", .right), ("BLOCKS", .right), ("DRIFT", .right), ("REPAIRS", .right),
            ("PROBLEM", .left))
        for gateway in gateways {
            let silence = Int(max(0, now.seconds(since: gateway.seen)))
            table.rows.append([
                .init(gateway.name), .init(gateway.node), .init("\(silence) s ago", silence > 30 ? .red : nil),
                .init("\(gateway.observed) of \(gateway.desired)"), .init("\(gateway.drift)"), .init("\(gateway.repairs)"),
                .init(gateway.problem ?? "", .red),
            ])
        }
        return table.text(.standardOutput)
    }
}

struct GatewayForget: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "forget", abstract: "Forgets a gateway that is gone for good.",
        discussion: """
            No block waits for it any more. Its queue stays, with the commands it has not
            had: delete it with `rabbitmqctl delete_queue guichet.firewall.NAME`. A gateway
            that still runs comes back by itself within seconds.

              guichet gateway forget paris-1
            """)

    @Argument(help: "Its name.")
    var name: String

    @OptionGroup var operation: Operator

    func run() throws {
        let desk = try OperatorDesk.opened()
        defer { desk.close() }
        guard try desk.forgetGateway(name, Operation(by: operation.name, "gateway forget")) else {
            throw Complaint(.refused, "no gateway “\(name)”", remedy: "see what there is: guichet gateway list")
        }
        Terminal.remark("\(name): forgotten; blocks that waited for it alone are settled within half a minute")
    }
}
