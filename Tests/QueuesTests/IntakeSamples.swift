import Core
import Foundation
import Queues
import Testing

/// Reports as others sent them, in the folder that `GUICHET_SAMPLES` names. They are not ours to copy.
enum IntakeSamples {
    static let folder = ProcessInfo.processInfo.environment["GUICHET_SAMPLES"]

    /// Where they are missing, the tests that need them say that they did not run; on the build server they fail.
    static var areWanted: Bool { folder != nil || ProcessInfo.processInfo.environment["CI"] != nil }
    static let absence: Comment = "GUICHET_SAMPLES names no folder: what others sent was not read"

    struct Missing: Error, CustomStringConvertible {
        var description: String { "GUICHET_SAMPLES names no folder with this sample" }
    }

    static func bytes(_ path: String) throws -> [UInt8] {
        guard let folder else { throw Missing() }
        guard let data = FileManager.default.contents(atPath: "\(folder)/\(path)") else { throw Missing() }
        return [UInt8](data)
    }

    static func names(in path: String) throws -> [String] {
        guard let folder else { throw Missing() }
        return try FileManager.default.contentsOfDirectory(atPath: "\(folder)/\(path)").sorted()
    }

    /// The rows of a table with a head line, by column.
    static func rows(_ path: String) throws -> [[String: String]] {
        let lines = String(decoding: try bytes(path), as: UTF8.self).split(separator: "\n").map {
            $0.split(separator: "\t", omittingEmptySubsequences: false).map { String($0.trimmingSuffix { $0 == "\r" }) }
        }
        guard let head = lines.first else { throw Missing() }
        return lines.dropFirst().map { line in
            Dictionary(zip(head, line), uniquingKeysWith: { first, _ in first })
        }
    }

    static func read(_ path: String, as format: ReportFormat = .arf) throws -> ReportReading {
        Intake.read(try bytes(path), as: format)
    }
}

extension StringProtocol {
    fileprivate func trimmingSuffix(_ fits: (Character) -> Bool) -> SubSequence {
        var text = self[...]
        while let last = text.last, fits(last) { text = text.dropLast() }
        return text
    }
}

extension ReportReading {
    /// The fields that problems name.
    var faults: [String] { problems.compactMap(\.field) }
}
