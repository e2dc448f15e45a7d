import Core
import Foundation
import Queues
import Testing

@testable import guichet

/// The command as a shell runs it.
private struct CommandLine {
    struct Missing: Error, CustomStringConvertible {
        let description: String
    }

    static func run(_ words: [String], _ environment: [String: String] = [:]) throws -> (
        status: Int32, output: String, complaint: String
    ) {
        guard let binary = ProcessInfo.processInfo.environment["GUICHET_TEST_BINARY"] else {
            throw Missing(description: "set GUICHET_TEST_BINARY to the guichet command")
        }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: binary)
        process.arguments = words
        process.environment = environment
        process.currentDirectoryURL = FileManager.default.temporaryDirectory
        let (output, complaint) = (Pipe(), Pipe())
        process.standardOutput = output
        process.standardError = complaint
        process.standardInput = FileHandle.nullDevice
        try process.run()
        // What it complains of is never more than a pipe holds; what it answers may be.
        let texts = try [output, complaint].map {
            String(decoding: try $0.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
        }
        process.waitUntilExit()
        return (process.terminationStatus, texts[0], texts[1])
    }
}

@Suite struct `The command line` {
    private let nowhere = "amqp://a:b@127.0.0.1:1/%2F"

    @Test func `says by its exit status what went wrong, and on standard error how to mend it`() throws {
        let good = #"{"email": "ada@example.org"}"#
        let cases: [(words: [String], environment: [String: String], status: Int32, said: String)] = [
            (["publish", "account.verification.resend"], [:], 64, "guichet: give the data"),
            (["publish", "nothing", "--data", "{}"], [:], 64, "guichet: no event kind “nothing”"),
            (["frobnicate"], [:], 64, "guichet: "),
            (["schema", "account.nothing"], [:], 64, "guichet: no event kind"),
            (
                ["publish", "account.verification.resend", "--data", "{}"], [:], 65,
                "“email” is missing\n  give an e-mail address"
            ),
            (["publish", "account.verification.resend", "--data", "{"], [:], 65, "guichet: data: not JSON"),
            (["publish", "account.verification.resend", "/nowhere"], [:], 65, "guichet: /nowhere cannot be read"),
            (
                ["publish", "account.verification.resend", "--data", good, "--id", "a\nb"], ["GUICHET_AMQP_URL_PORTAL": nowhere],
                65, "id: "
            ),
            (
                ["publish", "account.verification.resend", "--data", good], [:], 78,
                "guichet: GUICHET_AMQP_URL_PORTAL is missing\n  set it"
            ),
            (["publish", "account.verification.resend", "--data", good], ["GUICHET_AMQP_URL_PORTAL": nowhere], 69, "guichet: "),
            (["migrate"], [:], 78, "guichet: GUICHET_DATABASE_URL is missing"),
            (["migrate"], ["GUICHET_DATABASE_URL": "postgresql://a@127.0.0.1:1/x"], 69, "guichet: "),
            (["run"], [:], 78, "guichet: GUICHET_AMQP_URL is missing"),
        ]
        for (words, environment, status, said) in cases {
            let ending = try CommandLine.run(words, environment)
            #expect(ending.status == status, "\(words): \(ending.complaint)")
            #expect(ending.complaint.contains(said), "\(words): \(ending.complaint)")
            #expect(ending.output.isEmpty, "\(words)")
            #expect(!ending.complaint.contains("Error:"), "\(words)")
        }
    }

    @Test func `names every problem of an event's data at once`() throws {
        let ending = try CommandLine.run(["publish", "account.signup.requested", "--data", #"{"email": "x", "locale": 1}"#])
        #expect(ending.status == 65)
        for field in ["accountId", "email", "locale"] { #expect(ending.complaint.contains("“\(field)”"), "\(ending.complaint)") }
    }

    @Test func `answers in JSON that a program can read`() throws {
        let events = try CommandLine.run(["schema", "events", "--json"])
        #expect(events.status == 0)
        let kinds = try JSONText.parse(Array(events.output.utf8)).array ?? []
        let types = kinds.compactMap { $0.object?["type"]?.string }
        #expect(types.contains("account.signup.requested"))
        let schema = try CommandLine.run(["schema", "account.signup.requested"])
        #expect(try JSONText.parse(Array(schema.output.utf8)).object?["$id"] == "urn:guichet:event:account.signup.requested")
        let grants = try CommandLine.run(["grant", "--json"])
        #expect(try JSONText.parse(Array(grants.output.utf8)).object?["users"]?.array?.count == 7)
    }

    @Test func `explains itself in lines that fit a terminal`() throws {
        for command in ["migrate", "publish", "schema", "grant", "doctor", "sample"] {
            let ending = try CommandLine.run([command, "--help"])
            #expect(ending.status == 0)
            #expect(ending.output.contains("guichet \(command)"))
            let discussion = ending.output.split(separator: "USAGE:").first ?? ""
            for line in discussion.split(separator: "\n") { #expect(line.count <= 80, "\(line)") }
        }
    }
}
