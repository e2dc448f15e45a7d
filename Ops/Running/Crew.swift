import Core
import Foundation
import Synchronization
import Workers

/// The worker threads of this node: starts and stops them as the fleet's settings ask.
final class Crew {
    /// One worker: a thread with an AMQP connection and a PostgreSQL connection of its own.
    final class Member: Sendable {
        enum State: Sendable, Equatable {
            case running, left
            case failed(String)
        }

        let stop = StopSignal()
        private let current = Mutex<State>(.running)
        var state: State { current.withLock { $0 } }
        func end(_ state: State) { current.withLock { $0 = state } }
    }

    /// Runs one worker on the calling thread until told to stop.
    typealias Work = @Sendable (QueueName, StopSignal) throws(Failure) -> Void

    private let work: Work
    private let context: Context
    private var members: [QueueName: [Member]] = [:]
    /// When a queue whose worker failed for good may have another.
    private var restart: [QueueName: Moment] = [:]
    private(set) var lastFailure: [QueueName: String] = [:]
    private static let restartPause = Pause.seconds(10)
    private static let stackSize = 8 << 20

    init(context: Context, work: @escaping Work) {
        self.context = context
        self.work = work
    }

    /// Workers running per queue.
    var running: [QueueName: Int] { members.mapValues { $0.filter { $0.state == .running && !$0.stop.isRaised }.count } }

    var isEmpty: Bool { members.values.allSatisfy(\.isEmpty) }

    /// Starts what is missing and tells what is too many to leave. Never waits.
    func follow(_ share: [QueueName: Int], now: Moment) {
        reap(now: now)
        for (queue, wanted) in share {
            let active = (members[queue] ?? []).filter { !$0.stop.isRaised }
            for member in active.dropFirst(max(wanted, 0)) { member.stop.raise() }
            guard now >= restart[queue] ?? Moment(microseconds: .min) else { continue }
            for _ in active.count..<max(wanted, active.count) { start(queue) }
        }
    }

    /// Tells all to leave after what they have in hand.
    func dismiss() {
        for member in members.values.joined() { member.stop.raise() }
    }

    /// Forgets who has left.
    func reap(now: Moment) {
        for (queue, all) in members {
            for member in all {
                guard case .failed(let reason) = member.state else { continue }
                lastFailure[queue] = reason
                restart[queue] = now.adding(Crew.restartPause)
                context.note(Notice(.critical, "worker stopped: \(reason)", ["queue": queue.name]))
            }
            members[queue] = all.filter { $0.state == .running }
            if all.contains(where: { $0.state == .running }), now >= restart[queue] ?? now { lastFailure[queue] = nil }
        }
    }

    private func start(_ queue: QueueName) {
        let member = Member()
        let work = work
        let thread = Thread {
            do throws(Failure) {
                try work(queue, member.stop)
                member.end(.left)
            } catch {
                member.end(.failed(error.message))
            }
        }
        thread.stackSize = Crew.stackSize
        thread.name = queue.shortName
        members[queue, default: []].append(member)
        thread.start()
    }
}
