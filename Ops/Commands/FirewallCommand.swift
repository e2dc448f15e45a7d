import ArgumentParser
import Core
import Queues

struct FirewallCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "firewall", abstract: "What is blocked: desired, and observed at each gateway.",
        subcommands: [FirewallList.self], defaultSubcommand: FirewallList.self)
}

struct FirewallList: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Lists blocks, and what each gateway had when it was read last.",
        discussion: """
            A block is active where every gateway had it. One that waits says why.

              guichet firewall list
              guichet firewall list 192.0.2.10
              guichet firewall list 2001:db8:0:1::/64 --all --json

            JSON: {"gateways": [{"name", "node", "seenAt", "desired", "observed", "drift",
            "repairs", "problem"}], "blocks": [{"id", "target", "state", "until", "level",
            "reason", "note", "revision", "observed": {GATEWAY: {"revision", "until",
            "problem", "at"}}}]}
            """)

    @Argument(help: "An address or a prefix; all blocks without it.")
    var address: String?

    @Flag(help: "Those that are over as well.")
    var all = false

    @Option(help: "At most this many.")
    var limit = 100

    @OptionGroup var reply: Reply

    func run() throws {
        let prefix = try address.map { text in
            guard let prefix = IPPrefix(text) else {
                throw Complaint(
                    .usage, "“\(text)” is no address and no prefix", remedy: "write it like 192.0.2.10 or 2001:db8::/64")
            }
            return prefix
        }
        let desk = try OperatorDesk.opened()
        defer { desk.close() }
        let gateways = try desk.gateways()
        let blocks = try desk.blocks(around: prefix, isOver: all, limit: limit)
        reply.give(
            ["gateways": .array(gateways.map(\.value)), "blocks": .array(blocks.map(\.value))],
            GatewayList.text(gateways, now: WallClock.now()) + "\n\n" + Self.text(blocks, gateways.map(\.name)))
    }

    static func text(_ blocks: [BlockRecord], _ gateways: [String]) -> String {
        if blocks.isEmpty { return "nothing is blocked" }
        var table = Table(
            ("TARGET", .left), ("STATE", .left), ("UNTIL", .left), ("TIMES", .right), ("OBSERVED", .left), ("WHY", .left))
        for block in blocks {
            table.rows.append([
                .init(block.target), .init(block.state, colour(block.state)), .init(block.until.map { "\($0)" } ?? "-"),
                .init("\(block.level)"), .init(sightings(of: block, gateways)), .init(block.note ?? block.reason),
            ])
        }
        return table.text(.standardOutput)
    }

    private static func sightings(of block: BlockRecord, _ gateways: [String]) -> String {
        let names = Set(gateways).union(block.observed.members.map(\.name)).sorted()
        return names.map { name in
            guard let sighting = block.observed[name]?.object else { return "\(name): not read" }
            if let problem = sighting["problem"]?.string { return "\(name): \(problem)" }
            let isOld = sighting["revision"]?.integer != block.revision
            return "\(name): \(sighting["until"]?.string == nil ? "absent" : "present")\(isOld ? ", before the last change" : "")"
        }.joined(separator: "; ")
    }

    private static func colour(_ state: String) -> Paint.Colour? {
        switch state {
        case "active": .green
        case "requested", "lifting": .yellow
        case "failed": .red
        default: nil
        }
    }
}
