import Core
import Foundation
import Synchronization
import Workers

/// The fault kit: `guichet run --fault committed:3` kills this process with -9 after the third time of that step, and
/// `commit-error:3` lets the third commit happen but reports it as failed.
///
/// It exists so that anyone can see for himself that a crash at any step loses nothing and doubles nothing.
struct Fault: Sendable {
    enum Kind: Hashable, Sendable {
        case kill(after: Step)
        case commitError
    }

    let kind: Kind
    let count: Int

    static var names: [String] { Step.allCases.map(\.rawValue) + ["commit-error"] }

    /// Reads `STEP:N` or `commit-error:N`; nil for anything else.
    init?(_ text: String) {
        let parts = text.split(separator: ":")
        guard parts.count == 2, let count = Int(parts[1]), count > 0 else { return nil }
        if parts[0] == "commit-error" {
            kind = .commitError
        } else if let step = Step(rawValue: String(parts[0])) {
            kind = .kill(after: step)
        } else {
            return nil
        }
        self.count = count
    }

    /// A hook for the engine that counts the steps of all workers of this process; nil where no step is meant.
    var hook: (@Sendable (Step) -> Void)? {
        guard case .kill(let step) = kind else { return nil }
        let counter = Counter()
        return { [count] done in
            if done == step, counter.next() == count { kill(getpid(), SIGKILL) }
        }
    }

    private final class Counter: Sendable {
        private let value = Atomic<Int>(0)
        func next() -> Int { value.wrappingAdd(1, ordering: .relaxed).newValue }
    }
}
