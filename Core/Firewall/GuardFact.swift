/// What the guard did. No customer is named in here, only a hash: a fact is kept for ever.
package enum GuardFact: Fact {
    case granted(Grant)
    case withheld(block: String, target: BlockTarget, abuseCase: String, rules: [String])
    case proposed(block: String, Proposal)

    package struct Grant: Hashable, Sendable {
        package var block: String
        package var target: BlockTarget
        package var until: Moment
        /// The case that asked; nil where a person ordered it.
        package var abuseCase: String?
        /// A hash, for the limit.
        package var customer: String?
        package var by: String?
        /// Who ordered it first, where two people did.
        package var proposedBy: String?
    }

    package var name: String {
        switch self {
        case .granted: "guard.granted"
        case .withheld: "guard.withheld"
        case .proposed: "guard.proposed"
        }
    }

    package var data: Object {
        switch self {
        case .granted(let grant):
            [
                "blockId": .string(grant.block), "target": .string(grant.target.prefix.description),
                "scope": .string(grant.target.scope.rawValue), "until": .moment(grant.until),
                "caseId": .text(grant.abuseCase), "customer": .text(grant.customer), "by": .text(grant.by),
                "proposedBy": .text(grant.proposedBy),
            ]
        case .withheld(let block, let target, let abuseCase, let rules):
            [
                "blockId": .string(block), "target": .string(target.prefix.description), "scope": .string(target.scope.rawValue),
                "caseId": .string(abuseCase), "rules": .array(rules.map(Value.string)),
            ]
        case .proposed(let block, let proposal): ["blockId": .string(block), "proposal": .object(proposal.object)]
        }
    }

    package init?(name: String, data: Object) {
        guard let block = data["blockId"]?.string else { return nil }
        switch name {
        case "guard.granted":
            guard let target = BlockTarget(data), let until = data["until"]?.string.flatMap({ Moment(rfc3339: $0) }) else {
                return nil
            }
            self = .granted(
                Grant(
                    block: block, target: target, until: until, abuseCase: data["caseId"]?.string,
                    customer: data["customer"]?.string, by: data["by"]?.string, proposedBy: data["proposedBy"]?.string))
        case "guard.withheld":
            guard let target = BlockTarget(data), let abuseCase = data["caseId"]?.string,
                let rules = data["rules"]?.array?.compactMap(\.string)
            else { return nil }
            self = .withheld(block: block, target: target, abuseCase: abuseCase, rules: rules)
        case "guard.proposed":
            guard let proposal = data["proposal"]?.object.flatMap(Proposal.init) else { return nil }
            self = .proposed(block: block, proposal)
        default: return nil
        }
    }
}

extension BlockTarget {
    /// As facts write it: `target` and `scope`.
    init?(_ data: Object) {
        guard let prefix = data["target"]?.string.flatMap({ IPPrefix($0) }),
            let scope = data["scope"]?.string.flatMap(BlockScope.init(rawValue:))
        else { return nil }
        self.init(prefix, scope)
    }
}
