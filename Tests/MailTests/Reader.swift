import Foundation
import Testing

/// A mail as Python's `email` package reads it: somebody else's opinion of what we wrote.
struct ReadMail: Decodable {
    struct Part: Decodable {
        let type: String
        let charset: String
        let encoding: String
        let text: String
    }

    let headers: [[String]]
    let parts: [Part]
    let defects: [String]
    let date: Double
    let longestLine: Int
    let isCRLF: Bool

    func header(_ name: String) -> [String] {
        headers.filter { $0.first?.lowercased() == name.lowercased() }.compactMap(\.last)
    }

    init(_ bytes: some Sequence<UInt8>) throws {
        let script = """
            import email, email.policy, json, re, sys
            raw = sys.stdin.buffer.read()
            mail = email.message_from_bytes(raw, policy=email.policy.default)
            defects = [repr(d) for part in mail.walk() for d in part.defects]
            defects += [f"{k}: {d!r}" for k, v in mail.items() for d in v.defects]
            parts = [dict(type=p.get_content_type(), charset=p.get_content_charset() or "", text=p.get_content(),
                          encoding=p["content-transfer-encoding"] or "") for p in mail.walk() if not p.is_multipart()]
            json.dump(dict(headers=[[k, str(v)] for k, v in mail.items()], parts=parts, defects=defects,
                           date=mail["date"].datetime.timestamp(),
                           longestLine=max(map(len, raw.split(b"\\r\\n"))),
                           isCRLF=not re.search(rb"(?<!\\r)\\n|\\r(?!\\n)", raw)), sys.stdout)
            """
        let output = try Tool.run("python3", ["-c", script], input: Data(bytes))
        self = try JSONDecoder().decode(ReadMail.self, from: output)
    }
}

enum Tool {
    /// Standard output of a command that must succeed.
    static func run(_ name: String, _ arguments: [String], input: Data = Data()) throws -> Data {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = [name] + arguments
        let (incoming, outgoing, errors) = (Pipe(), Pipe(), Pipe())
        process.standardInput = incoming
        process.standardOutput = outgoing
        process.standardError = errors
        try process.run()
        try incoming.fileHandleForWriting.write(contentsOf: input)
        try incoming.fileHandleForWriting.close()
        let output = try outgoing.fileHandleForReading.readToEnd() ?? Data()
        let complaint = try errors.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        try #require(process.terminationStatus == 0, "\(name): \(String(decoding: complaint, as: UTF8.self))")
        return output
    }
}
