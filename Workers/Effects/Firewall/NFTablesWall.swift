package import Core
import Synchronization

/// The wall of a Linux gateway: nftables, by libnftables. The kernel ends blocks by itself, whoever is dead.
package final class NFTablesWall: Wall {
    private struct State: ~Copyable {
        let kernel: Kernel
        var places = Ruleset.usual
        /// Of the rules as this made them; nil before that.
        var fingerprint: UInt64?
        /// The kernel's count of transactions after our last, while nobody else has made one.
        var generation: UInt32?
        /// What commands set since a look began: it cannot know whether it saw that. Nil where there is no look.
        var touched: Set<BlockTarget>?
    }

    private let priority: Int
    /// Held for one transaction, or a moment.
    private let state: Mutex<State>
    /// Held through a look, the database's answer included: seconds, where the wall is large. Commands need not wait for it.
    private let listing: Mutex<Kernel>

    /// What one transaction of a look changes: more takes memory, and keeps commands waiting.
    private static let portion = 10_000

    /// In the network namespace of the calling thread, for ever. Changes nothing yet.
    package init(priority: Int = -10) throws(Failure) {
        self.priority = priority
        state = Mutex(State(kernel: try Kernel()))
        listing = Mutex(try Kernel())
    }

    package func set(_ wanted: [BlockTarget: Moment?], now: Moment) throws(Failure) {
        if wanted.isEmpty { return }
        try state.withLock { state throws(Failure) in
            state.touched?.formUnion(wanted.keys)
            try prepare(&state, for: wanted.keys)
            do throws(Failure) {
                try change(&state, wanted, now: now)
            } catch {
                // The table may be gone: somebody flushed the whole ruleset.
                guard try state.kernel.fingerprint() != state.fingerprint else { throw error }
                try makeRules(&state)
                try change(&state, wanted, now: now)
            }
        }
    }

    package func read(_ targets: [BlockTarget], now: Moment) throws(Failure) -> [BlockTarget: Moment] {
        try state.withLock { state throws(Failure) in
            var found: [BlockTarget: Moment] = [:]
            guard try state.kernel.fingerprint() == state.fingerprint else {
                throw .transient("the rules of the table guichet are gone or changed; they are mended at the next look")
            }
            for target in targets { found[target] = try state.kernel.read(target, now: now) }
            return found
        }
    }

    package func isUntouched() throws(Failure) -> Bool {
        try state.withLock { state throws(Failure) in
            guard let generation = state.generation else { return false }
            return try state.kernel.generation() == generation
        }
    }

    package func mend(
        now: () -> Moment, desired: () throws(Failure) -> [BlockTarget: Moment]
    ) throws(Failure) -> Mending {
        try listing.withLock { kernel throws(Failure) in
            do throws(Failure) {
                let (places, rulesWereGone) = try begin()
                var observed: [BlockTarget: Moment] = [:]
                var isCertain = true
                let read = now()
                for place in places { isCertain = try kernel.read(place, now: now(), into: &observed) && isCertain }
                var mending = Mending(observed: observed, desired: try desired(), now: read)
                mending.rulesWereGone = rulesWereGone
                try follow(&mending, isCertain: isCertain, now: now)
                return mending
            } catch {
                state.withLock { state in
                    state.generation = nil
                    state.touched = nil
                }
                throw error
            }
        }
    }

    /// From here on it is known what commands set. Rules that are gone are made again first.
    private func begin() throws(Failure) -> (places: Set<Ruleset.Place>, rulesWereGone: Bool) {
        try state.withLock { state throws(Failure) in
            // What others do from here on is seen by this number, even between two of our own transactions.
            state.generation = try state.kernel.generation()
            state.touched = []
            var rulesWereGone = false
            if let fingerprint = state.fingerprint { rulesWereGone = try state.kernel.fingerprint() != fingerprint }
            if rulesWereGone || state.fingerprint == nil { try makeRules(&state) }
            return (state.places, rulesWereGone)
        }
    }

    /// Does what the look found to be wrong, a portion at a time; what commands set meanwhile is theirs.
    private func follow(_ mending: inout Mending, isCertain: Bool, now: () -> Moment) throws(Failure) {
        try state.withLock { state throws(Failure) in
            mending.leave(state.touched ?? [])
            if isCertain { return }
            let moment = now()
            for target in mending.missing.keys where try state.kernel.read(target, now: moment) != nil {
                mending.missing[target] = nil
            }
            for target in mending.foreign where try state.kernel.read(target, now: moment) == nil {
                mending.foreign.remove(target)
            }
        }
        let present = mending.foreign.union(mending.mistimed.keys)
        var changes = mending.changes[...]
        repeat {
            try state.withLock { state throws(Failure) in
                let touched = state.touched ?? []
                let portion = changes.prefix(NFTablesWall.portion)
                changes = changes.dropFirst(NFTablesWall.portion)
                var wanted: [BlockTarget: Moment?] = [:]
                for (target, until) in portion where !touched.contains(target) { wanted.updateValue(until, forKey: target) }
                if changes.isEmpty { state.touched = nil }
                if wanted.isEmpty { return }
                try prepare(&state, for: wanted.keys)
                try change(&state, wanted, present: present, now: now())
            }
        } while !changes.isEmpty
    }

    package enum Condition: Hashable, Sendable {
        /// With so many targets.
        case ready(Int)
        case absent
    }

    /// What there is, changing nothing. Throws where this process may not look.
    package func inspect() throws(Failure) -> Condition {
        try state.withLock { state throws(Failure) in
            if try state.kernel.fingerprint() == 0 { return .absent }
            var found: [BlockTarget: Moment] = [:]
            for place in state.places { _ = try state.kernel.read(place, now: Moment(microseconds: 0), into: &found) }
            return .ready(found.count)
        }
    }

    // MARK: Under the lock

    /// Rules and sets for all these targets. Does nothing where there are.
    private func prepare(_ state: inout State, for targets: some Sequence<BlockTarget>) throws(Failure) {
        let count = state.places.count
        for target in targets { state.places.insert(Ruleset.Place(of: target)) }
        if state.fingerprint == nil || state.places.count != count { try makeRules(&state) }
    }

    private func makeRules(_ state: inout State) throws(Failure) {
        let rules = Ruleset(state.places, priority: priority)
        do throws(Failure) {
            try transact(&state, rules.document(afresh: false))
        } catch {
            // A table of this name in another form: of an older program, or with another priority.
            try transact(&state, rules.document(afresh: true))
        }
        state.fingerprint = try state.kernel.fingerprint()
    }

    /// One transaction. What is there is deleted and added again: kernels before 6.12 do not renew the timeout of an element.
    /// `known` is what of it is there, where that was just read.
    private func change(
        _ state: inout State, _ wanted: [BlockTarget: Moment?], present known: Set<BlockTarget>? = nil, now: Moment
    ) throws(Failure) {
        var present: [Ruleset.Place: [String]] = [:]
        var added: [Ruleset.Place: [String]] = [:]
        for (target, until) in wanted {
            let place = Ruleset.Place(of: target)
            let address = target.prefix.base.description
            let isThere = if let known { known.contains(target) } else { try state.kernel.read(target, now: now) != nil }
            if isThere { present[place, default: []].append("\"\(address)\"") }
            guard let until, until > now else { continue }
            // Rounded up: the kernel never ends a block before its time, and at most a second after.
            let (microseconds, isEndless) = until.microseconds.subtractingReportingOverflow(now.microseconds)
            let seconds = isEndless ? NFTablesWall.longest : min(NFTablesWall.longest, (microseconds - 1) / 1_000_000 + 1)
            added[place, default: []].append(#"{"elem":{"val":"\#(address)","timeout":\#(seconds)}}"#)
        }
        var commands: [String] = []
        for (place, elements) in present.sorted(by: { $0.key < $1.key }) {
            // Added first, so that one which expires just now can be deleted nevertheless.
            commands += ["add", "delete"].map { command($0, place, elements) }
        }
        for (place, elements) in added.sorted(by: { $0.key < $1.key }) { commands.append(command("add", place, elements)) }
        if !commands.isEmpty { try transact(&state, Ruleset.document(commands)) }
    }

    /// In seconds; the kernel's own limit is larger.
    private static let longest: Int64 = 10 * 365 * 86_400

    private func command(_ verb: String, _ place: Ruleset.Place, _ elements: [String]) -> String {
        #"{"\#(verb)":{"element":{"family":"inet","table":"guichet","name":"\#(place.set)","elem":[\#(elements.joined(separator: ","))]}}}"#
    }

    private func transact(_ state: inout State, _ document: String) throws(Failure) {
        let before = try state.kernel.generation()
        try state.kernel.run(document)
        guard state.generation == before else { return }
        state.generation = before &+ 1
    }
}

extension Mending {
    /// Says nothing about these.
    fileprivate mutating func leave(_ targets: Set<BlockTarget>) {
        for target in targets {
            missing[target] = nil
            mistimed[target] = nil
            foreign.remove(target)
        }
    }
}
