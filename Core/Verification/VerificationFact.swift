/// What can happen to a verification. What people wrote is not in here but among the documents: a fact is kept for ever.
package enum VerificationFact: Fact {
    case opened(VerificationOpening)
    /// The clock starts: the customer's side is complete.
    case roundOpened(VerificationTarget)
    case documentReceived(VerificationDocument)
    case inspected(document: String, InspectionAdvice)
    case answered(by: String, document: String)
    case claimed(VerificationClaim)
    case released(by: String)
    case claimLapsed(by: String)
    case infoRequested(VerificationQuestion)
    case proposed(VerificationProposal)
    /// The company may not order while fraud is suspected of it.
    case suspended
    /// Another decision took its place, or something new came.
    case proposalDropped
    /// Nobody agreed in time.
    case proposalLapsed
    case approved(VerificationOutcome, category: CompanyType, expires: Moment)
    /// Rejected, fraud, revoked, withdrawn, unanswered.
    case ended(VerificationOutcome)
    case expired
    case contactNoted(VerificationContact)
    case rungReached(percent: Int64, round: Int64)
    case reminded(number: Int64)
    case expiryNoticed(days: Int64)
    case awaits(VerificationDue)

    package var name: String {
        switch self {
        case .opened: "verification.opened"
        case .roundOpened: "verification.round_opened"
        case .documentReceived: "verification.document_received"
        case .inspected: "verification.inspected"
        case .answered: "verification.answered"
        case .claimed: "verification.claimed"
        case .released: "verification.released"
        case .claimLapsed: "verification.claim_lapsed"
        case .infoRequested: "verification.info_requested"
        case .proposed: "verification.proposed"
        case .suspended: "verification.suspended"
        case .proposalDropped: "verification.proposal_dropped"
        case .proposalLapsed: "verification.proposal_lapsed"
        case .approved: "verification.approved"
        case .ended: "verification.ended"
        case .expired: "verification.expired"
        case .contactNoted: "verification.contact_noted"
        case .rungReached: "verification.rung_reached"
        case .reminded: "verification.reminded"
        case .expiryNoticed: "verification.expiry_noticed"
        case .awaits: "verification.awaits"
        }
    }

    package var data: Object {
        switch self {
        case .opened(let opening): opening.object
        case .roundOpened(let target): target.object
        case .documentReceived(let document): document.object
        case .inspected(let document, let advice): ["document": .string(document), "advice": .object(advice.object)]
        case .answered(let by, let document): ["by": .string(by), "document": .string(document)]
        case .claimed(let claim): ["by": .string(claim.by), "until": .moment(claim.until)]
        case .released(let by), .claimLapsed(let by): ["by": .string(by)]
        case .infoRequested(let question): question.object
        case .proposed(let proposal): proposal.object
        case .suspended, .proposalDropped, .proposalLapsed, .expired: [:]
        case .approved(let outcome, let category, let expires):
            [
                "outcome": .object(outcome.object), "category": .string(category.rawValue), "expires": .moment(expires),
            ]
        case .ended(let outcome): outcome.object
        case .contactNoted(let contact): contact.object
        case .rungReached(let percent, let round): ["percent": .integer(percent), "round": .integer(round)]
        case .reminded(let number): ["number": .integer(number)]
        case .expiryNoticed(let days): ["days": .integer(days)]
        case .awaits(let due): due.object
        }
    }

    package init?(name: String, data: Object) {
        guard let fact = VerificationFact.ofPapers(name, data) ?? .ofReviewers(name, data) ?? .ofTimes(name, data) else {
            return nil
        }
        self = fact
    }

    private static func ofPapers(_ name: String, _ data: Object) -> VerificationFact? {
        switch name {
        case "verification.opened": VerificationOpening(data).map { .opened($0) }
        case "verification.round_opened": VerificationTarget(data).map { .roundOpened($0) }
        case "verification.document_received": VerificationDocument(data).map { .documentReceived($0) }
        case "verification.inspected":
            both(data["document"]?.string, data["advice"]?.object.flatMap(InspectionAdvice.init)).map {
                .inspected(document: $0, $1)
            }
        case "verification.answered":
            both(data["by"]?.string, data["document"]?.string).map { .answered(by: $0, document: $1) }
        case "verification.contact_noted": VerificationContact(data).map { .contactNoted($0) }
        default: nil
        }
    }

    private static func ofReviewers(_ name: String, _ data: Object) -> VerificationFact? {
        switch name {
        case "verification.claimed":
            both(data["by"]?.string, data["until"]?.instant).map { .claimed(VerificationClaim(by: $0, until: $1)) }
        case "verification.released": data["by"]?.string.map { .released(by: $0) }
        case "verification.claim_lapsed": data["by"]?.string.map { .claimLapsed(by: $0) }
        case "verification.info_requested": VerificationQuestion(data).map { .infoRequested($0) }
        case "verification.proposed": VerificationProposal(data).map { .proposed($0) }
        case "verification.suspended": .suspended
        case "verification.proposal_dropped": .proposalDropped
        case "verification.proposal_lapsed": .proposalLapsed
        case "verification.approved":
            both(
                data["outcome"]?.object.flatMap(VerificationOutcome.init),
                both(data["category"]?.string.flatMap(CompanyType.init), data["expires"]?.instant)
            ).map { .approved($0, category: $1.0, expires: $1.1) }
        case "verification.ended": VerificationOutcome(data).map { .ended($0) }
        default: nil
        }
    }

    private static func ofTimes(_ name: String, _ data: Object) -> VerificationFact? {
        switch name {
        case "verification.expired": .expired
        case "verification.rung_reached":
            both(data["percent"]?.integer, data["round"]?.integer).map { .rungReached(percent: $0, round: $1) }
        case "verification.reminded": data["number"]?.integer.map { .reminded(number: $0) }
        case "verification.expiry_noticed": data["days"]?.integer.map { .expiryNoticed(days: $0) }
        case "verification.awaits": VerificationDue(data).map { .awaits($0) }
        default: nil
        }
    }

    private static func both<A, B>(_ first: A?, _ second: B?) -> (A, B)? {
        guard let first, let second else { return nil }
        return (first, second)
    }
}

extension Value {
    fileprivate var instant: Moment? { string.flatMap { Moment(rfc3339: $0) } }
}

extension VerificationDue {
    package var object: Object {
        ["what": .string(what.rawValue), "number": .integer(number), "at": .moment(at)]
    }

    package init?(_ data: Object) {
        guard let what = data["what"]?.string.flatMap(What.init), let number = data["number"]?.integer,
            let at = data["at"]?.instant
        else { return nil }
        self.init(what, number: number, at: at)
    }
}
