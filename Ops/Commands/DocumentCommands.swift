import ArgumentParser
import Core
import Foundation
import Queues

struct DocumentCommands: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "document", abstract: "The document store: what people handed in, as it came.",
        subcommands: [DocumentPut.self, DocumentGet.self])

    static func store() throws -> PostgresDocuments {
        PostgresDocuments(PostgresSettings(url: try ServerAddress.ofDatabase(), applicationName: "guichet document"))
    }

    static func value(_ document: StoredDocument, purged: Moment? = nil) -> Value {
        [
            "id": .string(document.id), "subject": .string(document.subject), "mediaType": .string(document.mediaType),
            "size": .integer(Int64(document.size)), "sha256": .string(document.sha256),
            "receivedAt": .moment(document.receivedAt), "purgeAt": .moment(document.purge), "purgedAt": .moment(purged),
        ]
    }

    static func text(_ document: StoredDocument, purged: Moment? = nil) -> String {
        let lines: [(String, String?)] = [
            ("id", document.id), ("type", document.mediaType), ("size", "\(document.size) bytes"), ("sha-256", document.sha256),
            ("subject", document.subject), ("received", document.receivedAt.description),
            ("kept until", document.purge?.description), ("deleted", purged?.description),
        ]
        return lines.compactMap { name, value in
            value.map { name + String(repeating: " ", count: 12 - name.count) + $0 }
        }.joined(separator: "\n")
    }
}

struct DocumentPut: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "put", abstract: "Keeps a file, and prints what is known of it.",
        discussion: """
              guichet document put kbis.pdf --subject company/0193a1b2-0000-7000-8000-000000000001
              guichet document put scan.jpg --id ID     the same id again changes nothing
              … | guichet document put -

            PDF, PNG and JPEG are accepted, told by their content; how large they may be and
            how long they are kept is for the policy “documents” to say.

            JSON: {"id", "subject", "mediaType", "size", "sha256", "receivedAt", "purgeAt",
            "purgedAt"}. Exit status 1 where other bytes are kept under this id, 65 where
            the file is not accepted.
            """)

    @Argument(help: "The file; - for standard input.")
    var file: String

    @Option(help: "What it belongs to: company/ID.")
    var subject = "desk"

    @Option(help: "Its id, a UUID; a new one without it.")
    var id: String?

    @OptionGroup var reply: Reply

    func validate() throws {
        if let id, UUIDText.canonical(id) == nil { throw ValidationError("--id is a UUID") }
        let parts = subject.split(separator: "/", omittingEmptySubsequences: false)
        if parts.contains("") || parts.count > 2 || PlainLine.of(subject) != subject {
            throw ValidationError("--subject is a kind and an id: company/ID")
        }
    }

    func run() throws {
        let now = WallClock.now()
        let policy = try PolicyFiles.policies(in: try ServerAddress.folder("GUICHET_POLICIES")).documents.at(now).policy
        let bytes = try DocumentFile.bytes(of: file, most: Int(policy.largestMegabytes) * 1_000_000)
        guard let mediaType = MediaType(of: bytes) else {
            throw Complaint(
                .badInput, "\(file) is none of \(MediaType.names), whatever its name says", remedy: "hand in one of these")
        }
        let store = try DocumentCommands.store()
        defer { store.close() }
        let kept = try store.put(
            Document(
                id: id.flatMap(UUIDText.canonical) ?? NewId.make(at: now), subject: subject, mediaType: mediaType.rawValue,
                bytes: bytes, purge: now.adding(.days(policy.keepDays))))
        guard kept.sha256 == Digest(of: bytes).text else {
            throw Complaint(
                .refused, "\(kept.id) is the id of other bytes, of \(kept.receivedAt)",
                remedy: "documents never change: take a new id")
        }
        reply.give(DocumentCommands.value(kept), DocumentCommands.text(kept))
    }
}

struct DocumentGet: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "get", abstract: "Writes a document to a file, or says what is known of it.",
        discussion: """
              guichet document get ID                 what is known of it
              guichet document get ID -o kbis.pdf     and its bytes into this file
              guichet document get ID -o - | less     its bytes alone

            JSON: {"id", "subject", "mediaType", "size", "sha256", "receivedAt", "purgeAt",
            "purgedAt"}. Exit status 1 where there is none, or its bytes were deleted since.
            """)

    @Argument(help: "The document's id.")
    var id: String

    @Option(name: .shortAndLong, help: "Where its bytes go; - for standard output.")
    var output: String?

    @OptionGroup var reply: Reply

    func validate() throws {
        if UUIDText.canonical(id) == nil { throw ValidationError("the id is a UUID") }
    }

    func run() throws {
        let store = try DocumentCommands.store()
        defer { store.close() }
        guard let known = try store.about(id) else {
            throw Complaint(.refused, "there is no document \(id)", remedy: "guichet document put keeps one")
        }
        if let output {
            guard let found = try store.get(id) else {
                throw Complaint(
                    .refused, "the bytes of \(id) were deleted when their time was over",
                    remedy: "leave out --output for what is known of it")
            }
            try DocumentFile.write(found.bytes, to: output)
            if output == "-" { return }
        }
        reply.give(
            DocumentCommands.value(known.about, purged: known.purged), DocumentCommands.text(known.about, purged: known.purged))
    }
}
