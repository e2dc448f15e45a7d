import Core
import Foundation
import Queues
import Testing

/// What one hostile report may take of a worker's memory.
@Suite struct `The memory of a reading` {
    /// A beginning, and what fills the rest of 2 MiB: what makes most objects of fewest bytes.
    struct Input {
        let start: String
        let pieces: [String]
    }

    static let inputs: [Input] = [
        Input(
            start: "",
            pieces: [
                "a:\n", "To:a\n", "Cc:a,a,a,a,a,a,a,a\n", "Content-Type:a/b\n", "Date:1\n", "Subject:=?utf-8?q?=41?=\n", "a :\n",
                "é:\n", "\u{1}:\n", "Authentication-Results:x;dkim=pass\n", "Received:from a by b;\n", "--\n", "--x\n\n",
            ]),
        Input(
            start: "From: a@b\nContent-Type: multipart/mixed; boundary=b\n\n",
            pieces: ["--b\n", "--b\n\n", "--b\n\nx\n", "--b\na:\n\n", "--b\nContent-Type:message/rfc822\n\n", "--b--\n"]),
        Input(
            start: "From: a@b\nContent-Type: multipart/digest; boundary=b\n\n",
            pieces: ["--b\n", "--b\n\n", "--b\n\na:\n", "--b\n\n\n", "--b\na:\n\n"]),
        Input(start: "From: ", pieces: ["a@b,", "a:;", "a@b ", "<a@b>", "\"a\"@b ", ",", "a"]),
        Input(start: "Content-Type: text/plain", pieces: [";a=b", ";a*0*=b", ";a", "(", " a/b"]),
        Input(start: "Subject: ", pieces: ["=?a?q?b?=", "=?utf-8?b?QQ==?= "]),
        Input(start: "References: ", pieces: ["<a>"]),
        Input(start: "Authentication-Results: x", pieces: [";dkim=pass header.d=a"]),
        Input(
            start: "From: a\n\n",
            pieces: [
                "x\n", "1.2.3.4 ", "long-line: 0123456789012345678901234567890123456789012345678901234567890123456789\n",
                "b: 01234567890123456789012345678901234567\n",
            ]),
        Input(start: "From: a\nX-ARF: yes\n\n", pieces: ["a: b\n"]),
        Input(start: "From: a\nContent-Type: message/rfc822\n\n", pieces: ["Content-Type: message/rfc822\n\n"]),
        Input(start: "From: a\nContent-Type: application/json\n\n{\"xarf_version\":[", pieces: ["\"a\","]),
        Input(start: "{\"xarf_version\":[", pieces: ["1,"]),
        Input(start: "{\"xarf_version\":\"4", pieces: ["\\u0041"]),
        Input(start: "{\"a\":", pieces: ["["]),
        Input(start: "{\"Version\":\"3\",\"Report\":[", pieces: ["{},"]),
    ]

    /// A report with all its parts as costly as they may be: what is parsed inside comes on top.
    static let nested: [[UInt8]] = ["a:\n", "To:a@b,c@d\n", "a: \(String(repeating: "y", count: 60))\n"].map { piece in
        let inner = [UInt8](String(repeating: piece, count: 500_000 / piece.utf8.count).utf8)
        let part = { (type: String) in
            "--b1\nContent-Type: \(type)\nContent-Transfer-Encoding: base64\n\n\(Base64.text(of: inner))\n"
        }
        let text = IntakeReport().text
        let body = part("message/feedback-report") + part("text/rfc822-headers")
        let rest = String(repeating: piece, count: 600_000 / piece.utf8.count)
        return Array(text.replacing("--b1\nContent-Type: text/plain\n\n", with: body + "--b1\n\n\(rest)").utf8)
    }

    /// In a process of its own, as the peak of a process is that of all its tests.
    @Test func `stays within 64 MiB, whatever comes`() async {
        await #expect(processExitsWith: .success) {
            _ = Intake.read(IntakeReport().bytes, as: .arf)
            let base = try Memory.peak()
            for input in Self.inputs {
                for piece in input.pieces.map({ Array($0.utf8) }) {
                    var bytes = Array(input.start.utf8)
                    bytes.reserveCapacity(2 << 20)
                    while bytes.count + piece.count <= 2 << 20 { bytes += piece }
                    try Memory.expect(bytes, above: base)
                }
            }
            for bytes in Self.nested { try Memory.expect(bytes, above: base) }
        }
    }

    enum Memory {
        static let limit = 64 << 10

        /// Kilobytes, at most so far.
        static func peak() throws -> Int {
            let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
            let line = try #require(status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") })
            return try #require(line.split(separator: " ").dropFirst().first.flatMap { Int($0) })
        }

        /// Ends the process where it took too much.
        static func expect(_ bytes: [UInt8], above base: Int) throws {
            #expect(bytes.count <= 2 << 20)
            let reading = Intake.read(bytes, as: .mail)
            let taken = try peak() - base
            let name = String(decoding: bytes.prefix(80) + bytes.suffix(20), as: UTF8.self)
            if taken < limit { return }
            FileHandle.standardError.write(Data("\(taken) kB after \(name): \(reading.kind)\n".utf8))
            exit(EXIT_FAILURE)
        }
    }
}
