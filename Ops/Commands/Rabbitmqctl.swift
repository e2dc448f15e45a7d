import Foundation

/// RabbitMQ's own tool, as `GUICHET_RABBITMQCTL` names it: a path, or words for a shell (`ssh broker rabbitmqctl`).
struct Rabbitmqctl {
    private let command: String

    init(environment: [String: String] = ProcessInfo.processInfo.environment) {
        let named = environment["GUICHET_RABBITMQCTL"] ?? ""
        command = named.isEmpty ? "rabbitmqctl" : named
    }

    /// What it wrote on standard output. Throws a complaint with what it said where it failed.
    func run(_ arguments: [String], input: String = "") throws -> [UInt8] {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        process.arguments = ["-c", "\(words) \"$@\"", "rabbitmqctl"] + arguments
        let (given, answer, complaints) = (Pipe(), Pipe(), Pipe())
        process.standardInput = given
        process.standardOutput = answer
        process.standardError = complaints
        do {
            try process.run()
        } catch {
            throw Complaint(.unavailable, "\(command) cannot be run: \(error.localizedDescription)", remedy: Self.remedy)
        }
        // What is given is smaller than a pipe holds, and what it complains of too.
        try given.fileHandleForWriting.write(contentsOf: Data(input.utf8))
        try given.fileHandleForWriting.close()
        let output = try answer.fileHandleForReading.readToEnd() ?? Data()
        let said = String(decoding: try complaints.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
        process.waitUntilExit()
        guard process.terminationReason == .exit, process.terminationStatus == 0 else {
            let lines = (said + String(decoding: output, as: UTF8.self)).split(separator: "\n").suffix(4)
            throw Complaint(
                .unavailable,
                "\(command) \(arguments.first ?? "") failed (\(process.terminationStatus)): "
                    + lines.joined(separator: " "), remedy: Self.remedy)
        }
        return Array(output)
    }

    /// One line for a shell.
    static func line(_ arguments: [String]) -> String {
        (["rabbitmqctl"] + arguments).map(quoted).joined(separator: " ")
    }

    private static let remedy = "set GUICHET_RABBITMQCTL to the command that administers this broker"

    private var words: String { FileManager.default.isExecutableFile(atPath: command) ? Self.quoted(command) : command }

    private static func quoted(_ word: String) -> String {
        let plain = word.utf8.allSatisfy {
            (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0) || "/._-".utf8.contains($0)
        }
        return plain && !word.isEmpty ? word : "'" + word.replacing("'", with: #"'\''"#) + "'"
    }
}
