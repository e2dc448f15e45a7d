import ArgumentParser
import Core
import Queues

struct TraceEvent: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "trace", abstract: "Tells the fate of one event.",
        discussion: """
            Who received and decided it, in which transaction, what it changed and sent; or where it waits and why.
            Exit status 1 where nothing is known of it.
            """)

    @Argument(help: "The event's id, as `guichet publish` printed it.")
    var id: String

    @OptionGroup var reply: Reply

    func run() throws {
        let desk = try OperatorDesk.opened()
        defer { desk.close() }
        let story = try desk.story(of: id)
        reply.give(story.value, story.text(now: WallClock.now()))
        if story.fate == .unknown { throw ExitCode(ExitStatus.refused.rawValue) }
    }
}

extension OperatorDesk {
    /// A UUID is known by its canonical form, however it was typed.
    func story(of id: String) throws(Failure) -> TraceStory {
        let story = try TraceStory(of: id, at: self)
        guard story.fate == .unknown, let canonical = UUIDText.canonical(id), canonical != id else { return story }
        return try TraceStory(of: canonical, at: self)
    }
}
