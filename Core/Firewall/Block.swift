/// A block of one target: what is desired, and what was observed at the gateways. They are two things, and it is `active`
/// only where the second agrees with the first at every gateway known.
package struct Block: Entity {
    package enum State: String, CaseIterable, Sendable {
        /// Desired, and not yet read back from every gateway.
        case requested
        case active
        /// No longer desired, and not yet read back as gone.
        case lifting
        case lifted
        /// Its time was over; the kernel ended it by itself.
        case expired
        /// Its time was over, and no gateway ever had it.
        case failed
    }

    package static let kind = "block"
    package static let table = "blocks"
    package static let references = ["target"]

    package let id: String
    package internal(set) var target: BlockTarget?
    package internal(set) var state: State?
    /// When it ends by itself; nil where it is not desired.
    package internal(set) var until: Moment?
    package internal(set) var since: Moment?
    /// How often it was desired anew.
    package internal(set) var level: Int64 = 0
    /// Changes with what is desired: an older command or reading says nothing any more.
    package internal(set) var revision: Int64 = 0
    /// The revision every gateway had.
    package internal(set) var enforced: Int64 = 0
    package internal(set) var reason = ""
    /// Who wants it: `case/6b1f…`, or `desk`.
    package internal(set) var wishes: [String: Wish] = [:]
    /// What each gateway had, when it was read last.
    package internal(set) var observed: [String: Sighting] = [:]
    /// Why it is not enforced, where that is known.
    package internal(set) var note: String?
    /// The order to end it that waits for a second person.
    package internal(set) var proposal: Proposal?
    package internal(set) var ended: Moment?

    package init(id: String) {
        self.id = id
    }

    package var isDesired: Bool { state == .requested || state == .active }

    /// The cases that want it, or wait for its end.
    package var cases: [String] { wishes.keys.sorted().compactMap(Block.caseId) }

    package mutating func apply(_ fact: BlockFact, at moment: Moment) {
        switch fact {
        case .wanted(let target, let holder, let until, let reason):
            if state == nil || state == .lifted || state == .expired || state == .failed {
                wishes = [:]
                since = moment
                level += 1
                ended = nil
            }
            self.target = target
            self.reason = reason
            wishes[holder] = Wish(until: until, isReleased: false)
            desire()
        case .released(let holder):
            wishes[holder]?.isReleased = true
            desire()
        case .liftOrdered:
            for holder in wishes.keys { wishes[holder]?.isReleased = true }
            proposal = nil
            desire()
        case .liftProposed(let proposal): self.proposal = proposal
        case .seen(let gateway, let until):
            observed[gateway] = Sighting(revision: revision, until: until, problem: nil, at: moment)
            note = nil
        case .notSet(let gateway, let problem):
            observed[gateway] = Sighting(revision: revision, until: nil, problem: problem, at: moment)
            note = "\(gateway): \(problem)"
        case .unenforced(let problem): note = problem
        case .enforced:
            state = .active
            enforced = revision
            note = nil
        case .lifted: end(.lifted, at: moment)
        case .expired: end(.expired, at: moment)
        case .failed: end(.failed, at: moment)
        }
    }

    /// The end of all wishes together is the latest.
    private mutating func desire() {
        let wanted = wishes.values.filter { !$0.isReleased }.map(\.until).max()
        if wanted == until, isDesired { return }
        until = wanted
        revision += 1
        observed = observed.filter { $0.value.problem == nil }
        note = nil
        switch (state, wanted) {
        case (_, nil): state = .lifting
        case (.active, _): break
        case (_, _): state = .requested
        }
    }

    private mutating func end(_ state: State, at moment: Moment) {
        self.state = state
        until = nil
        ended = moment
        proposal = nil
        observed = [:]
        note = nil
    }

    static func holder(_ abuseCase: String?) -> String { abuseCase.map { "case/\($0)" } ?? "desk" }

    private static func caseId(_ holder: String) -> String? {
        holder.hasPrefix("case/") ? String(holder.dropFirst("case/".count)) : nil
    }
}

/// One who wants the block, and until when.
package struct Wish: Hashable, Sendable {
    package var until: Moment
    /// No longer wanted: kept to tell the case when the block ends.
    package var isReleased: Bool

    var object: Object { ["until": .moment(until), "released": .bool(isReleased)] }

    init(until: Moment, isReleased: Bool) {
        self.until = until
        self.isReleased = isReleased
    }

    init?(_ object: Object) {
        guard let until = object["until"]?.string.flatMap({ Moment(rfc3339: $0) }), let released = object["released"]?.bool else {
            return nil
        }
        self.init(until: until, isReleased: released)
    }
}

/// What one gateway had.
package struct Sighting: Hashable, Sendable {
    /// Of the block, when it was read.
    package var revision: Int64
    /// When the gateway ends it by itself; nil where the gateway does not have it.
    package var until: Moment?
    package var problem: String?
    package var at: Moment

    var object: Object {
        [
            "revision": .integer(revision), "until": .moment(until), "problem": .text(problem), "at": .moment(at),
        ]
    }

    init(revision: Int64, until: Moment?, problem: String?, at: Moment) {
        self.revision = revision
        self.until = until
        self.problem = problem
        self.at = at
    }

    init?(_ object: Object) {
        guard let revision = object["revision"]?.integer, let at = object["at"]?.string.flatMap({ Moment(rfc3339: $0) }) else {
            return nil
        }
        self.init(
            revision: revision, until: object["until"]?.string.flatMap { Moment(rfc3339: $0) },
            problem: object["problem"]?.string, at: at)
    }
}
