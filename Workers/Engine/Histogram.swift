import Synchronization

/// Counts of observations below fixed bounds, as Prometheus wants them. Any thread may observe.
package final class Histogram: Sendable {
    package let bounds: [Double]
    private let buckets: [Cell]
    /// In millionths, so that it can be one integer.
    private let sum = Atomic<Int>(0)

    package init(bounds: [Double]) {
        self.bounds = bounds
        buckets = (0...bounds.count).map { _ in Cell() }
    }

    package func observe(_ value: Double) {
        let index = bounds.firstIndex { value <= $0 } ?? bounds.count
        buckets[index].count.wrappingAdd(1, ordering: .relaxed)
        sum.wrappingAdd(Int(max(0, min(value, 1e9)) * 1_000_000), ordering: .relaxed)
    }

    /// Observations at or below each bound, and last all of them.
    package var cumulative: [Int] {
        var total = 0
        return buckets.map { cell in
            total += cell.count.load(ordering: .relaxed)
            return total
        }
    }

    package var total: Double { Double(sum.load(ordering: .relaxed)) / 1_000_000 }

    private final class Cell: Sendable {
        let count = Atomic<Int>(0)
    }

    /// From half a millisecond to ten seconds.
    package static let secondsBounds = [
        0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10,
    ]
    package static let sizeBounds: [Double] = [1, 2, 5, 10, 25, 50, 100, 250, 500, 1000]
}
