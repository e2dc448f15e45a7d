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
    }

    private let priority: Int
    private let state: Mutex<State>
    /// Held from a look at the kernel to what follows from it, the database's answer in between; `state` only for moments.
    private let turn = Mutex(())

    /// In the network namespace of the calling thread, for ever. Changes nothing yet.
    package init(priority: Int = -10) throws(Failure) {
        self.priority = priority
        state = Mutex(State(kernel: try Kernel()))
    }

    package func set(_ wanted: [BlockTarget: Moment?], now: Moment) throws(Failure) {
        if wanted.isEmpty { return }
        try turn.withLock { _ throws(Failure) in
            try state.withLock { state throws(Failure) in
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
        try turn.withLock { _ throws(Failure) in
            do throws(Failure) {
                let read = now()
                let observed = try look(at: read)
                var mending = Mending(observed: observed.found, desired: try desired(), now: read)
                mending.rulesWereGone = observed.rulesWereGone
                let (changes, begun) = (mending.changes, now())
                if changes.isEmpty { return mending }
                try state.withLock { state throws(Failure) in
                    try prepare(&state, for: changes.keys)
                    try change(&state, changes, present: mending.foreign.union(mending.mistimed.keys), now: begun)
                }
                return mending
            } catch {
                state.withLock { $0.generation = nil }
                throw error
            }
        }
    }

    /// Everything the kernel has. Rules that are gone are made again first.
    private func look(at now: Moment) throws(Failure) -> (found: [BlockTarget: Moment], rulesWereGone: Bool) {
        try state.withLock { state throws(Failure) in
            // What others do from here on is seen by this number, even between two of our own transactions.
            state.generation = try state.kernel.generation()
            var rulesWereGone = false
            if state.fingerprint == nil {
                try makeRules(&state)
            } else if try state.kernel.fingerprint() != state.fingerprint {
                rulesWereGone = true
                try makeRules(&state)
            }
            var found: [BlockTarget: Moment] = [:]
            for place in state.places { try state.kernel.read(place, now: now, into: &found) }
            return (found, rulesWereGone)
        }
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
            for place in state.places { try state.kernel.read(place, now: Moment(microseconds: 0), into: &found) }
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
