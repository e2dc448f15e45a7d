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
              guichet show case 5d41…               an abuse case

            Exit status 1 where there is none. Hashes of passwords and tokens are never shown.
            """)

    @Argument(help: "The kind: account, notification, report, case, reporter, correspondence.")
    var kind: String

    @Argument(help: "Its id; an account's address does as well.")
    var id: String

    @OptionGroup var reply: Reply

    func run() throws {
        let kinds = Roster.duties().map(\.entity)
        guard let entity = kinds.first(where: { $0.kind == kind }) else {
            let known = Set(kinds.map(\.kind)).sorted().joined(separator: ", ")
            throw Complaint(.usage, "no kind “\(kind)” can be shown", remedy: "choose one of \(known)")
        }
        let desk = try OperatorDesk.opened()
        defer { desk.close() }
        let portrait = try ShowPortrait(of: entity, id, at: desk)
        let now = WallClock.now()
        reply.give(portrait.value(now: now), portrait.text(now: now))
    }
}
