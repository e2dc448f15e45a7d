/// The block of a case, as the case knows it: asked for, and then what was observed.
package struct CaseBlock: Hashable, Sendable {
    package enum State: String, CaseIterable, Sendable {
        /// Asked for; nothing was observed yet.
        case requested
        /// Read back from every gateway.
        case active
        /// Its end was asked for.
        case ending
        case expired, lifted
        /// The guard or a gateway said no; the desk decides.
        case withheld
    }

    package var id: String
    package var state: State
    package var scope: BlockScope
    package var until: Moment
    /// When it was observed first.
    package var since: Moment?

    package init(id: String, state: State = .requested, scope: BlockScope, until: Moment, since: Moment? = nil) {
        self.id = id
        self.state = state
        self.scope = scope
        self.until = until
        self.since = since
    }

    package var isThere: Bool { state == .requested || state == .active || state == .ending }

    package var object: Object {
        [
            "id": .string(id), "state": .string(state.rawValue), "scope": .string(scope.rawValue), "until": .moment(until),
            "since": .moment(since),
        ]
    }

    package init?(_ data: Object) {
        guard let id = data["id"]?.string, let state = data["state"]?.string.flatMap(State.init),
            let scope = data["scope"]?.string.flatMap(BlockScope.init),
            let until = data["until"]?.string.flatMap({ Moment(rfc3339: $0) })
        else { return nil }
        self.init(
            id: id, state: state, scope: scope, until: until, since: data["since"]?.string.flatMap { Moment(rfc3339: $0) })
    }
}

/// What a case waits for, and until when: one thing at a time.
package struct CaseDue: Hashable, Sendable {
    package enum What: String, CaseIterable, Sendable {
        /// No new report came: it is closed.
        case quiet
        /// A person must look.
        case desk
        /// The block is not observed.
        case observe
        /// The block is over, and nobody said so.
        case expiry
        /// The end that was asked for is not observed.
        case lift
        /// Nothing came back: it is over.
        case probation
    }

    package var what: What
    package var at: Moment

    package init(_ what: What, at: Moment) {
        self.what = what
        self.at = at
    }
}

/// What the reports of a case are worth under the policy, and what follows.
package struct CaseWeighing: Hashable, Sendable {
    package enum Verdict: String, CaseIterable, Sendable {
        case nothing, notice, block
        /// The policy only looks on: what would have followed.
        case shadowNotice = "shadow_notice"
        case shadowBlock = "shadow_block"
    }

    package var policy: String
    package var lines: [ScoreLine]
    package var verdict: Verdict
    /// Why nothing more follows; empty for a block.
    package var against: [String]

    package init(policy: String, lines: [ScoreLine], verdict: Verdict, against: [String]) {
        self.policy = policy
        self.lines = lines
        self.verdict = verdict
        self.against = against
    }
}
