import Foundation
import Testing

@Suite struct `The engine under a seed` {
    @Test func `loses, doubles and reorders nothing, whatever fails`() async {
        let settings = ProcessInfo.processInfo.environment
        if let seed = settings["GUICHET_SEED"].flatMap(UInt64.init) {
            let failed = Simulation.failure(of: seed)
            print(failed.map { ($0.trace + $0.complaints).joined(separator: "\n") } ?? "seed \(seed) keeps every promise")
            #expect(failed == nil)
            return
        }
        let count = settings["GUICHET_SEEDS"].flatMap(UInt64.init) ?? 10_000
        await expectNoFailure(of: count, isCalm: false)
    }

    @Test func `does everything at the first try when nothing fails`() async {
        await expectNoFailure(of: 200, isCalm: true)
    }

    /// Every other seed on each of two cores. The first failures are shown with their last steps.
    private func expectNoFailure(of count: UInt64, isCalm: Bool) async {
        let failures = await withTaskGroup(of: [Simulation.Failed].self) { group in
            for shard in 0..<2 as Range<UInt64> {
                group.addTask {
                    var failures: [Simulation.Failed] = []
                    for seed in stride(from: shard, to: count, by: 2) where failures.count < 3 {
                        if let failed = Simulation.failure(of: seed, isCalm: isCalm) { failures.append(failed) }
                        // Tests beside this one have deadlines, and the same two threads.
                        await Task.yield()
                    }
                    return failures
                }
            }
            return await group.reduce(into: []) { $0 += $1 }
        }
        for failed in failures.sorted(by: { $0.seed < $1.seed }).prefix(3) {
            let steps = failed.trace.suffix(40).joined(separator: "\n")
            Issue.record(
                """
                GUICHET_SEED=\(failed.seed)\(isCalm ? " (calm)" : "") broke a promise:
                \(failed.complaints.joined(separator: "\n"))
                Its last steps:
                \(steps)
                """)
        }
    }
}
