import ArgumentParser
import Core
import Queues

struct VerifyShow: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Shows one verification: documents, inspections, clock, log, chain of custody.",
        discussion: """
              guichet verify show 732829320
              guichet document get ID > certificate.pdf     the bytes of a document

            JSON: what `verify list` has, and {"registrant", "companyType", "category",
            "openedAt", "expires", "outcome", "question", "documents": [{"id", "version", "name",
            "mediaType", "size", "sha256", "kind", "by", "receivedAt", "round", "inspection":
            {"verdict", "failed", "alarms", "evidence", …} | null, "custody": whole | altered |
            purged, "purge"}], "contacts": [{"at", "by", "channel", "text"}], "timeline"}
            """)

    @OptionGroup var target: VerifyTarget
    @OptionGroup var reply: Reply

    func run() throws {
        let desk = try OperatorDesk.opened()
        defer { desk.close() }
        let policies = try PolicyFiles.policies(in: Settings.current().policies)
        let dossier = try VerifyDossier(
            of: try target.row(at: desk), at: desk, under: policies, at: WallClock.now())
        reply.give(dossier.value, dossier.text)
    }
}
