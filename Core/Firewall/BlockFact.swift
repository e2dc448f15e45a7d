/// What can happen to a block.
package enum BlockFact: Fact {
    /// `holder` is a case or the desk.
    case wanted(BlockTarget, holder: String, until: Moment, reason: String)
    case released(holder: String)
    case liftOrdered(by: String, proposedBy: String?, reason: String)
    case liftProposed(Proposal)
    /// Read back from a gateway: until when it has it, or nil where it has not.
    case seen(gateway: String, until: Moment?)
    case notSet(gateway: String, problem: String)
    /// There is no gateway that would enforce it.
    case unenforced(String)
    case enforced
    case lifted
    case expired
    case failed

    package var name: String {
        switch self {
        case .wanted: "block.wanted"
        case .released: "block.released"
        case .liftOrdered: "block.lift_ordered"
        case .liftProposed: "block.lift_proposed"
        case .seen: "block.seen"
        case .notSet: "block.not_set"
        case .unenforced: "block.unenforced"
        case .enforced: "block.enforced"
        case .lifted: "block.lifted"
        case .expired: "block.expired"
        case .failed: "block.failed"
        }
    }

    package var data: Object {
        switch self {
        case .wanted(let target, let holder, let until, let reason):
            [
                "target": .string(target.prefix.description), "scope": .string(target.scope.rawValue), "holder": .string(holder),
                "until": .moment(until), "reason": .string(reason),
            ]
        case .released(let holder): ["holder": .string(holder)]
        case .liftOrdered(let by, let proposedBy, let reason):
            ["by": .string(by), "proposedBy": .text(proposedBy), "reason": .string(reason)]
        case .liftProposed(let proposal): ["proposal": .object(proposal.object)]
        case .seen(let gateway, let until): ["gateway": .string(gateway), "until": .moment(until)]
        case .notSet(let gateway, let problem): ["gateway": .string(gateway), "problem": .string(problem)]
        case .unenforced(let problem): ["problem": .string(problem)]
        case .enforced, .lifted, .expired, .failed: [:]
        }
    }

    package init?(name: String, data: Object) {
        let moment = { (field: String) in data[field]?.string.flatMap { Moment(rfc3339: $0) } }
        switch name {
        case "block.wanted":
            guard let target = BlockTarget(data), let holder = data["holder"]?.string, let until = moment("until"),
                let reason = data["reason"]?.string
            else { return nil }
            self = .wanted(target, holder: holder, until: until, reason: reason)
        case "block.released":
            guard let holder = data["holder"]?.string else { return nil }
            self = .released(holder: holder)
        case "block.lift_ordered":
            guard let by = data["by"]?.string, let reason = data["reason"]?.string else { return nil }
            self = .liftOrdered(by: by, proposedBy: data["proposedBy"]?.string, reason: reason)
        case "block.lift_proposed":
            guard let proposal = data["proposal"]?.object.flatMap(Proposal.init) else { return nil }
            self = .liftProposed(proposal)
        case "block.seen":
            guard let gateway = data["gateway"]?.string else { return nil }
            self = .seen(gateway: gateway, until: moment("until"))
        case "block.not_set":
            guard let gateway = data["gateway"]?.string, let problem = data["problem"]?.string else { return nil }
            self = .notSet(gateway: gateway, problem: problem)
        case "block.unenforced":
            guard let problem = data["problem"]?.string else { return nil }
            self = .unenforced(problem)
        case "block.enforced": self = .enforced
        case "block.lifted": self = .lifted
        case "block.expired": self = .expired
        case "block.failed": self = .failed
        default: return nil
        }
    }
}
