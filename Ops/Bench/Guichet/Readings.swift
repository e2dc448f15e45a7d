import Core
import Foundation
import Queues

/// How many reports a core reads in a second, without rules, queues and database: `Ops/bench` compares it with others' parsers.
enum Readings {
    /// Reads every file below the folder, again and again, and prints one line of JSON.
    static func run(below folder: String, seconds: Double) throws(Failure) {
        let files = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String }.sorted() ?? []
        let reports = files.filter { $0.hasSuffix(".eml") }
            .compactMap { FileManager.default.contents(atPath: "\(folder)/\($0)") }.map { [UInt8]($0) }
        guard !reports.isEmpty else { throw .fatal("there is no .eml file below \(folder)") }
        var kinds: [String: Int] = [:]
        for report in reports { kinds[Intake.read(report, as: .arf).kind.rawValue, default: 0] += 1 }
        let begun = spent()
        var (readings, bytes) = (0, 0)
        repeat {
            for report in reports {
                let reading = Intake.read(report, as: .arf)
                precondition(reading.incidents > 0)
                readings += 1
                bytes += report.count
            }
        } while spent() - begun < seconds
        let cost = spent() - begun
        let found = kinds.sorted { $0.key < $1.key }.map { "\"\($0.key)\": \($0.value)" }.joined(separator: ", ")
        print(
            "{\"files\": \(reports.count), \"readings\": \(readings), \"bytes\": \(bytes), \"cpu_seconds\": \(cost), "
                + "\"per_second\": \(Double(readings) / cost), \"kinds\": {\(found)}}")
    }

    /// CPU seconds of this process: others on the machine do not count.
    private static func spent() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}
