import ArgumentParser
import Core
import Queues
import Workers

struct ShowEntity: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Shows the state and the timeline of one entity.",
        discussion: """
              guichet show account 0193…            by its id
              guichet show account ada@example.org  by its address
              guichet show notification 8f2c…
              guichet show address 192.0.2.7        who held it, whether it rests, open cases
              guichet show address 192.0.2.7 --at 2026-11-20T08:30:00Z --port 4711 \\
                  --purpose "report 6b1f"           whose it was then
              guichet show lease 5c0e…, guichet show prefix 77aa…
              guichet show case 5d41…               an abuse case
              guichet show company "732 829 320"    by its id, or its registration number
              guichet show invitation 91aa…

            Who asks for an address, and what for, is kept (SEC-9). Exit status 1 where there
            is none. Hashes of passwords and tokens are never shown.
            """)

    @Argument(
        help:
            "The kind: account, address, block, case, company, correspondence, invitation, lease, notification, prefix, …")
    var kind: String

    @Argument(help: "Its id; an account's address does as well.")
    var id: String

    @Option(help: ArgumentHelp("An address: whose it was at this instant (RFC 3339).", valueName: "instant"))
    var at: String?

    @Option(help: "An address: the port, where holders share it.")
    var port: UInt16?

    @Option(help: ArgumentHelp("An address: what you want to know it for; kept with the look-up.", valueName: "text"))
    var purpose: String?

    @OptionGroup var person: Operator
    @OptionGroup var reply: Reply

    func validate() throws {
        if kind != "address", at != nil || port != nil || purpose != nil {
            throw ValidationError("--at, --port and --purpose are for addresses")
        }
        if let purpose, purpose.unicodeScalars.allSatisfy({ $0.properties.isWhitespace }) {
            throw ValidationError("--purpose says nothing")
        }
    }

    func run() throws {
        if kind == "address" { return try showAddress() }
        let kinds = Roster.duties().map(\.entity)
        guard let entity = kinds.first(where: { $0.kind == kind }) else {
            let known = Set(kinds.map(\.kind) + ["address"]).sorted().joined(separator: ", ")
            throw Complaint(.usage, "no kind “\(kind)” can be shown", remedy: "choose one of \(known)")
        }
        let desk = try OperatorDesk.opened()
        defer { desk.close() }
        let portrait = try ShowPortrait(of: entity, id, at: desk)
        let now = WallClock.now()
        reply.give(portrait.value(now: now), portrait.text(now: now))
    }

    private func showAddress() throws {
        let desk = try OperatorDesk.opened()
        defer { desk.close() }
        let show = try ShowAddress(id, port: port, at: at, purpose: purpose, by: person.name, at: desk)
        let now = WallClock.now()
        reply.give(show.value(now: now), show.text(now: now))
    }
}
