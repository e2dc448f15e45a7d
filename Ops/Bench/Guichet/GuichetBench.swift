import Core
import Foundation
import Queues
import Synchronization
import Workers

/// The real engine on the benchmark's work, until SIGTERM. `Ops/bench` runs it.
@main
enum GuichetBench {
    private static let usage =
        "usage: guichet-bench declare | work QUEUE [--workers N] [--relay] [--batch N] [--prefetch N] | read FOLDER [--seconds N]"
    private static let isStopping = Atomic<Bool>(false)

    static func main() throws {
        signal(SIGPIPE, SIG_IGN)
        for number in [SIGTERM, SIGINT] {
            signal(number) { _ in GuichetBench.isStopping.store(true, ordering: .relaxed) }
        }
        let words = Array(CommandLine.arguments.dropFirst())
        if words.count > 1, words[0] == "read" {
            return try Readings.run(below: words[1], seconds: Double(number("--seconds", in: words) ?? 5))
        }
        let plant = try Plant(
            queue: QueueName(words.count > 1 ? words[1] : ""), batch: number("--batch", in: words) ?? 250,
            prefetch: UInt16(clamping: number("--prefetch", in: words) ?? 1000))
        switch words.first {
        case "declare":
            _ = try Migrations(plant.database).migrate(now: Clock.now())
            try plant.declare()
        case "work":
            run(plant, workers: number("--workers", in: words) ?? 1, hasRelay: words.contains("--relay"))
        default: throw Failure.fatal(usage)
        }
    }

    private static func run(_ plant: Plant, workers: Int, hasRelay: Bool) {
        let stop = StopSignal()
        let working = Crew()
        for _ in 0..<workers { working.start { try plant.work(until: stop) } }
        let relaying = Crew()
        let stopRelay = StopSignal()
        if hasRelay { relaying.start { try plant.relay(until: stopRelay) } }
        while !isStopping.load(ordering: .relaxed) { usleep(50_000) }
        stop.raise()
        working.wait()
        stopRelay.raise()
        relaying.wait()
    }

    private static func number(_ option: String, in words: [String]) -> Int? {
        guard let place = words.firstIndex(of: option), place + 1 < words.count else { return nil }
        return Int(words[place + 1])
    }
}

/// Threads that are waited for; a failure in one ends the process, because a benchmark that goes wrong has no result.
private final class Crew: Sendable {
    private let running = Atomic<Int>(0)

    func start(_ body: @escaping @Sendable () throws -> Void) {
        running.wrappingAdd(1, ordering: .relaxed)
        let thread = Thread {
            do {
                try body()
            } catch {
                FileHandle.standardError.write(Data("\(error)\n".utf8))
                exit(70)
            }
            self.running.wrappingSubtract(1, ordering: .relaxed)
        }
        thread.stackSize = 8 << 20
        thread.start()
    }

    func wait() {
        while running.load(ordering: .relaxed) > 0 { usleep(5000) }
    }
}
