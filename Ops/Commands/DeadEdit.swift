import ArgumentParser
import Core
import Foundation
import Queues
import Workers

struct DeadEdit: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "edit", abstract: "Replaces the body of a dead letter, after checking it.",
        discussion: "The letter stays open: retry it when it is as it should be. Its identity, once known, cannot change.")

    @Argument(help: "The letter's number.")
    var id: Int64

    @Argument(help: "A file with the new body; - for standard input.")
    var file: String

    @Option(help: "The new body's media type, where it is another: application/cloudevents+json.")
    var contentType: String?

    @Flag(help: "Check it and show the difference, and change nothing.")
    var dryRun = false

    @OptionGroup var operation: Operator

    func run() throws {
        let settings = try Settings.current()
        let body = try Self.read(file)
        let desk = try OperatorDesk.opened()
        defer { desk.close() }
        let record = try desk.knownLetter(id)
        let codec = try WireCodec(secret: Array(settings.secret.revealed.utf8), now: { WallClock.now() })
        let edition = try DeadEdition(of: record.letter, body: body, contentType: contentType, codec)
        Terminal.say(edition.difference)
        if dryRun { return }
        let outcome = try desk.edit(
            letter: id, body: edition.carriesSecrets ? try codec.seal(body) : body, isSealed: edition.carriesSecrets,
            contentType: contentType, envelope: edition.envelope, Operation(by: operation.name, "dead edit"))
        if let complaint = outcome.complaint(about: id) { throw complaint }
        Terminal.remark("dead letter \(id) has a new body; next: guichet dead retry \(id) --dry-run")
    }

    private static func read(_ file: String) throws -> [UInt8] {
        if file == "-" { return Array(FileHandle.standardInput.readDataToEndOfFile()) }
        guard let data = FileManager.default.contents(atPath: file) else {
            throw Complaint(.badInput, "\(file) cannot be read", remedy: "give a file, or - for standard input")
        }
        return Array(data)
    }
}
