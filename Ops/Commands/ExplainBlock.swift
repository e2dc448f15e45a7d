import ArgumentParser
import Core
import Queues

struct ExplainBlock: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "block", abstract: "Says why an address is blocked or not: every report, score, decision and step.",
        discussion: """
              guichet explain block 192.0.2.10
              guichet explain block 2001:db8::5 --json

            JSON: {"address", "blocks": [desired and observed], "cases": [{…, "reports":
            [{"id", "score", "lines", "policy", …}], "timeline", "next", "wayOut"}], "otherReports"}
            Exit status 1 where nothing is known of the address.
            """)

    @Argument(help: "An address of ours.")
    var address: String

    @OptionGroup var person: Operator
    @OptionGroup var reply: Reply

    func run() throws {
        guard let address = IPAddress(address) else {
            throw Complaint(.badInput, "“\(address)” is no IP address", remedy: "write 192.0.2.10 or 2001:db8::5")
        }
        let desk = try OperatorDesk.opened()
        defer { desk.close() }
        // Who held an address is not told without a word of it being kept (SEC-9).
        _ = try desk.dossier(of: address, port: nil, at: nil, by: person.name, purpose: "explain block")
        let account = try BlockAccount(of: address, at: desk)
        guard !account.isEmpty else {
            throw Complaint(
                .refused, "nothing was ever reported or blocked about \(address)",
                remedy: "a report may wait: guichet queues, guichet parked list")
        }
        let now = WallClock.now()
        reply.give(account.value(now: now), account.text(now: now))
    }
}
