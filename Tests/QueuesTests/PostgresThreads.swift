import Core
import Foundation
import Support
import Synchronization

/// A body on a thread of its own, as workers run.
final class OnThread<T: Sendable>: Sendable {
    private let outcome = Mutex<Result<T, any Error>?>(nil)

    init(_ body: @escaping @Sendable () throws -> T) {
        Thread.detachNewThread { [self] in
            let result = Result { try body() }
            outcome.withLock { $0 = result }
        }
    }

    /// Waits for its end.
    func result() throws -> T {
        try eventually("the thread ends", within: 60) { outcome.withLock { $0 != nil } }
        guard let outcome = outcome.withLock({ $0 }) else { throw Failure.fatal("no outcome") }
        return try outcome.get()
    }
}

/// Waits for something that another thread or the server does.
func eventually(_ what: String, within seconds: Double = 20, _ condition: () throws -> Bool) throws {
    guard try eventually(within: seconds, condition) else { throw Failure.fatal("not within \(seconds) s: \(what)") }
}
