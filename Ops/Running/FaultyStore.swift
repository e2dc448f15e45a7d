import Core
import Synchronization

/// Plays "commit done, but the client saw an error": the n-th commit of this process happens, and is then reported as lost.
final class FaultyStore: Store {
    final class Countdown: Sendable {
        private let left: Atomic<Int>
        init(_ count: Int) { left = Atomic(count) }
        var isOver: Bool { left.wrappingSubtract(1, ordering: .relaxed).newValue == 0 }
    }

    private let store: any Store
    private let countdown: Countdown

    init(_ store: any Store, countdown: Countdown) {
        self.store = store
        self.countdown = countdown
    }

    func commit(_ changes: Changes) throws(Failure) -> [Int64] {
        let ids = try store.commit(changes)
        if countdown.isOver { throw .transient("the commit's answer was lost (fault kit)") }
        return ids
    }

    func open(_ question: Question) throws(Failure) -> Answer { try store.open(question) }
    func rollback() { store.rollback() }
    func noteStart(of mark: UInt128, queue: QueueName, by process: String) throws(Failure) -> Int {
        try store.noteStart(of: mark, queue: queue, by: process)
    }
    func lease(_ claim: Claim, queue: QueueName, owner: String, until: Moment, now: Moment) throws(Failure) -> Lease {
        try store.lease(claim, queue: queue, owner: owner, until: until, now: now)
    }
    func renew(_ fence: Fence, until: Moment) throws(Failure) { try store.renew(fence, until: until) }
    func close() { store.close() }
}
