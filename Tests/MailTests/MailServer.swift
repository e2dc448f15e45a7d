import Core
import Foundation
import Testing

@testable import Mail

/// A real mail server of its own for one test, on a free port of the loopback. It ends with the test.
final class MailServer {
    let port: Int
    private let process = Process()
    private let input = Pipe()
    private let folder: TemporaryFolder
    private let maildir: String

    init(_ arguments: [String] = []) throws {
        folder = try TemporaryFolder()
        maildir = folder.path + "/mail"
        let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("Support/smtp-server.py").path
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["python3", script, "--maildir", maildir, "--until-eof"] + arguments
        let output = Pipe()
        process.standardInput = input
        process.standardOutput = output
        try process.run()
        var line = Data()
        while line.last != UInt8(ascii: "\n"), let byte = try output.fileHandleForReading.read(upToCount: 1), !byte.isEmpty {
            line += byte
        }
        let text = String(decoding: line, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
        port = try #require(Int(text), "the mail server did not start; it needs python3-aiosmtpd")
    }

    /// SIGTERM does not do: the child inherits the signal mask of the thread that started it.
    deinit {
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
    }

    /// Every mail that arrived, read.
    func mails() throws -> [ReadMail] {
        let folder = maildir + "/new"
        guard FileManager.default.fileExists(atPath: folder) else { return [] }
        return try FileManager.default.contentsOfDirectory(atPath: folder).map {
            try ReadMail(Data(contentsOf: URL(fileURLWithPath: "\(folder)/\($0)")))
        }
    }

    func transport(
        _ scheme: String = "smtp", user: String = "", _ parameters: String = "",
        deadlines: SMTPDeadlines = SMTPDeadlines(), host: String = "127.0.0.1"
    ) throws -> SMTPTransport {
        let url = "\(scheme)://\(user.isEmpty ? "" : user + "@")\(host):\(port)\(parameters.isEmpty ? "" : "?" + parameters)"
        return try SMTPTransport(try SMTPServer(url), deadlines: deadlines)
    }

    func effect(
        _ scheme: String = "smtp", user: String = "", _ parameters: String = "",
        deadlines: SMTPDeadlines = SMTPDeadlines(), host: String = "127.0.0.1"
    ) throws -> MailEffect {
        let transport = try transport(scheme, user: user, parameters, deadlines: deadlines, host: host)
        return MailEffect(try Samples.settings(), over: transport, token: Samples.token)
    }
}

/// An authority of our own and a certificate it signed for `localhost`.
struct Certificates {
    private let folder: TemporaryFolder
    let authority: String
    let certificate: String
    let key: String

    init() throws {
        self.folder = try TemporaryFolder()
        let folder = folder.path
        authority = folder + "/ca.pem"
        certificate = folder + "/server.pem"
        key = folder + "/server.key"
        let (caKey, request, extensions) = (folder + "/ca.key", folder + "/server.csr", folder + "/server.ext")
        try Data("subjectAltName=DNS:localhost\n".utf8).write(to: URL(fileURLWithPath: extensions))
        let elliptic = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
        _ = try Tool.run(
            "openssl",
            ["req", "-x509", "-days", "2", "-subj", "/CN=Test authority", "-keyout", caKey, "-out", authority] + elliptic)
        _ = try Tool.run("openssl", ["req", "-subj", "/CN=localhost", "-keyout", key, "-out", request] + elliptic)
        _ = try Tool.run(
            "openssl",
            [
                "x509", "-req", "-days", "2", "-in", request, "-CA", authority, "-CAkey", caKey, "-CAcreateserial",
                "-extfile", extensions, "-out", certificate,
            ])
    }
}
