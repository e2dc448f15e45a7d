/// What is complained of one address and its holder, in one class: one open case per key, by constraint (ABU-7).
package struct AbuseCase: Entity {
    package enum State: String, CaseIterable, Sendable {
        /// For a person: no address, or nothing a machine can read.
        case new
        case attributed, unattributable, ambiguous
        /// The holder was told.
        case notified
        /// The block was observed.
        case blocked
        case remediationClaimed = "remediation_claimed"
        case probation, closed
    }

    package static let kind = "case"
    package static let table = "abuse_cases"
    package static let references = ["open_key", "unblock_hash"]
    /// Unknown reporters beyond this number are counted, and no longer kept one by one.
    static let reportersKept = 200

    package let id: String
    /// Nil until it was opened.
    package internal(set) var opening: CaseOpening?
    package internal(set) var state = State.new
    package internal(set) var reporters: [CaseReporter] = []
    package internal(set) var samples: [CaseSample] = []
    package internal(set) var reports: Int64 = 0
    package internal(set) var incidents: Int64 = 0
    package internal(set) var weighing: CaseWeighing?
    package internal(set) var leaseEnd: Moment?
    package internal(set) var block: CaseBlock?
    /// Blocks asked for so far.
    package internal(set) var rung: Int64 = 0
    /// Ends that the holder asked for since it was opened or reopened.
    package internal(set) var attempts: Int64 = 0
    package internal(set) var link: VerificationLink?
    package internal(set) var reopened: Int64 = 0
    /// Incidents up to here are paid for: only later ones count.
    package internal(set) var settledUpTo: Moment?
    package internal(set) var due: CaseDue?
    package internal(set) var openedAt: Moment?
    package internal(set) var lastReport: Moment?
    package internal(set) var appealedAt: Moment?
    package internal(set) var closedAt: Moment?
    package internal(set) var outcome: CaseOutcome?

    package init(id: String) {
        self.id = id
    }

    package var isRestricted: Bool { opening?.category == .childAbuse || opening?.group == AbuseCategory.childAbuse.rawValue }

    /// Closed cases about this address, the newest first: one of them may be the one that comes back.
    package static func recent(of source: IPAddress) -> Ask {
        Ask("abuse recent cases", ["address": .string(source.description)])
    }

    static func recent(under key: String, in answer: [Object], since: Moment) -> String? {
        answer.first { row in
            row["case_key"]?.string == key
                && (row["closed_at"]?.string.flatMap { Moment(rfc3339: $0) }.map { $0 >= since } ?? false)
        }?["case_id"]?.string
    }
}
