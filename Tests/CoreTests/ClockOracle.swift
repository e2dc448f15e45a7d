import Core
import Foundation
import Testing

/// Asks `clock_oracle.py`, which knows calendars and clocks by another way.
enum ClockOracle {
    struct Calendar: Encodable {
        let zone: String
        let week: [[[Int64]]]
        var fixed: [[Int]] = []
        var easter: [Int32] = []
        var added: [String] = []
        var removed: [String] = []
    }

    struct Entry: Encodable {
        let at: Int64
        let number: Int64
        let change: String
        var calendar: Int?
        var budget: Int64?

        enum CodingKeys: CodingKey { case at, number, change, calendar, budget }

        /// A budget that is none is told as null.
        func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encode(at, forKey: .at)
            try container.encode(number, forKey: .number)
            try container.encode(change, forKey: .change)
            if let calendar {
                try container.encode(calendar, forKey: .calendar)
                try container.encode(budget, forKey: .budget)
            }
        }
    }

    struct Question: Encodable {
        let kind: String
        var calendar: Int?
        var from: Int64?
        var to: Int64?
        var pause: Int64?
        var days: Int?
        var minutes: Int64?
        var entries: [Entry]?
        var now: Int64?
        var rungs: [Int64]?
        /// How far the answer may look.
        var limit: Int64?
    }

    struct Answer: Decodable {
        let work: Int64?
        let after: Int64?
        let next: Int64?
        let day: String?
        let time: Int64?
        let instant: Int64?
        let holiday: Bool?
        let state: String?
        let used: Int64?
        let since: Int64?
        let rungs: [String: Int64]?
    }

    private struct Document: Encodable {
        let calendars: [Calendar]
        let questions: [Question]
    }

    static func answers(_ calendars: [Calendar], _ questions: [Question]) throws -> [Answer] {
        let folder = FileManager.default.temporaryDirectory.appending(path: "guichet-clock-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let files = [folder.appending(path: "questions"), folder.appending(path: "answers")]
        try JSONEncoder().encode(Document(calendars: calendars, questions: questions)).write(to: files[0])
        try Data().write(to: files[1])
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["python3", script]
        process.standardInput = try FileHandle(forReadingFrom: files[0])
        process.standardOutput = try FileHandle(forWritingTo: files[1])
        try process.run()
        process.waitUntilExit()
        try #require(process.terminationStatus == 0, "the calculation in Python failed; it needs python3 and tzdata")
        let answers = try JSONDecoder().decode([Answer].self, from: Data(contentsOf: files[1]))
        try #require(answers.count == questions.count)
        return answers
    }

    private static let script = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Support/clock_oracle.py").path
}
