import Core
import Glibc
import Synchronization
import Workers

/// The fault kit: kills this process with -9 after the n-th time of a step (`guichet run --fault committed:3`).
///
/// It exists so that anyone can see for himself that a crash at any step loses nothing and doubles nothing.
struct Fault: Sendable {
    let step: Step
    let count: Int

    /// Reads `STEP:N`; nil for anything else.
    init?(_ text: String) {
        let parts = text.split(separator: ":")
        guard parts.count == 2, let step = Step(rawValue: String(parts[0])), let count = Int(parts[1]), count > 0 else {
            return nil
        }
        self.step = step
        self.count = count
    }

    /// A hook for the engine that counts the steps of all workers of this process.
    var hook: @Sendable (Step) -> Void {
        let counter = Counter()
        return { [step, count] done in
            if done == step, counter.next() == count { kill(getpid(), SIGKILL) }
        }
    }

    private final class Counter: Sendable {
        private let value = Atomic<Int>(0)
        func next() -> Int { value.wrappingAdd(1, ordering: .relaxed).newValue }
    }
}
