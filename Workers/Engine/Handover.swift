package import Core
import Synchronization

/// Committed outbox rows on their way from a worker to the relay of the same process: the fast path.
///
/// Nothing is lost where it overflows or the process dies: the rows are in the database, and a sweep takes them when
/// their lease ends. A worker that sees it full commits its rows without a lease, so that the sweep takes them at once.
package final class Handover: Sendable {
    private let rows = Mutex<[OutboxRow]>([])
    private let bell: any Bell
    /// Rows held at most; more are left to the sweep.
    private let limit: Int

    package init(bell: any Bell, limit: Int = 10_000) {
        self.bell = bell
        self.limit = limit
    }

    package func give(_ given: [OutboxRow]) {
        if given.isEmpty { return }
        let wasEmpty = rows.withLock { rows in
            let wasEmpty = rows.isEmpty
            if rows.count + given.count <= limit { rows += given }
            return wasEmpty
        }
        if wasEmpty { bell.ring() }
    }

    package func takeAll() -> [OutboxRow] {
        rows.withLock { rows in
            let taken = rows
            rows = []
            return taken
        }
    }

    /// True where `count` rows more would not fit.
    package func isFull(for count: Int) -> Bool { rows.withLock { $0.count + count > limit } }

    package var isEmpty: Bool { rows.withLock { $0.isEmpty } }
}
