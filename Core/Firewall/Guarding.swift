/// What the guard lets through: for cases within all limits, for one person within them, for two beyond some.
extension Guard {
    /// ABU-7: a case's request is granted, or goes back to the case with every reason.
    package static func decide(
        _ request: BlockRequested, given guardian: Guard?, in circumstances: Circumstances
    ) -> Decision<GuardFact> {
        let customer = String(circumstances.digest(request.customer).prefix(16))
        let limits = Limits(circumstances)
        var reasons = limits.absolute(request.target, until: request.until) + limits.overridable(request.target, guardian)
        if guardian?.count(of: customer, inHourBefore: circumstances.now) ?? 0 >= limits.policy.perCustomerPerHour {
            reasons.append(
                limits.reason(
                    "ABU-7", nil, "\(limits.policy.perCustomerPerHour) blocks of this customer within an hour are the limit",
                    "look whether all of it is true, then order it: abuse.block.ordered"))
        }
        if !reasons.isEmpty {
            return .record(
                [
                    .withheld(
                        block: request.block, target: request.target, abuseCase: request.abuseCase, rules: reasons.map(\.rule))
                ],
                Consequences(send: [
                    BlockChanged.outgoing(
                        request.block, for: request.abuseCase, .withheld, reasons: reasons.map { "\($0.rule): \($0.message)" })
                ]))
        }
        let grant = GuardFact.Grant(
            block: request.block, target: request.target, until: request.until, abuseCase: request.abuseCase, customer: customer)
        return .record([.granted(grant)], Consequences(send: [BlockGranted.outgoing(grant, because: request.reason)]))
    }

    /// SEC-10: an order against a guard waits for a second person; the same person again changes nothing.
    package static func decide(
        _ order: BlockOrdered, given guardian: Guard?, in circumstances: Circumstances
    ) -> Decision<GuardFact> {
        let now = circumstances.now
        let limits = Limits(circumstances)
        let block = order.target.blockId(circumstances)
        let waiting = guardian?.proposals[block].flatMap { $0.expires > now ? $0 : nil }
        let until = order.expires ?? waiting?.until ?? now.adding(.hours(limits.policy.orderHours))
        let forbidden = limits.absolute(order.target, until: until)
        guard forbidden.isEmpty else { return .reject(forbidden) }
        var grant = GuardFact.Grant(block: block, target: order.target, until: until, by: order.by)
        let doubts = limits.overridable(order.target, guardian)
        if doubts.isEmpty {
            return .record([.granted(grant)], Consequences(send: [BlockGranted.outgoing(grant, because: order.reason)]))
        }
        guard let waiting else {
            let proposal = Proposal(
                by: order.by, actor: circumstances.actor, reason: order.reason, until: until,
                expires: now.adding(.minutes(limits.policy.proposalMinutes)))
            return .record([.proposed(block: block, proposal)])
        }
        guard waiting.isSeconded(by: order.by, actor: circumstances.actor, ownAccounts: limits.policy.ownAccounts) else {
            return .ignore("waits for a second person until \(waiting.expires) (SEC-10)")
        }
        guard waiting.until == until else {
            return .reject([
                limits.reason(
                    "SEC-10", "expires", "\(waiting.by) proposed the end \(waiting.until?.description ?? "")",
                    "order the same end, or none, which is the same")
            ])
        }
        grant.proposedBy = waiting.by
        return .record([.granted(grant)], Consequences(send: [BlockGranted.outgoing(grant, because: waiting.reason)]))
    }
}

/// The limits that count now.
private struct Limits {
    let policy: FirewallPolicy
    private let version: String
    private let circumstances: Circumstances
    private var now: Moment { circumstances.now }

    init(_ circumstances: Circumstances) {
        self.circumstances = circumstances
        let current = circumstances.policies.firewall.at(circumstances.now)
        policy = current.policy
        version = current.name
    }

    func reason(_ rule: String, _ field: String?, _ message: String, _ remedy: String) -> Reason {
        Reason(rule: rule, field: field, message: "\(message) (\(version))", remedy: remedy)
    }

    /// What nobody may, not even two people.
    func absolute(_ target: BlockTarget, until: Moment) -> [Reason] {
        var reasons: [Reason] = []
        if !OwnPrefixes(about: target.prefix, in: circumstances).isOurs {
            reasons.append(
                reason(
                    "ABU-5", "address", "\(target.prefix) is in no prefix of ours, and only ours are blocked",
                    "check the address; our prefixes are announced by provisioning.prefix.announced"))
        }
        let shortest = target.prefix.base.family == .v4 ? policy.shortest4 : policy.shortest6
        if Int64(target.prefix.length) < shortest {
            reasons.append(
                reason(
                    "ABU-7", "address", "\(target.prefix) is more than a /\(shortest), the most that is blocked at once",
                    "name the addresses that do harm"))
        }
        if until <= now {
            reasons.append(reason("ABU-7", "expires", "the end \(until) is past", "name a later one, or none"))
        } else if until > now.adding(.hours(policy.longestHours)) {
            reasons.append(
                reason(
                    "ABU-7", "expires", "the end \(until) is more than \(policy.longestHours) hours away",
                    "name an earlier one; a block can be prolonged"))
        }
        return reasons
    }

    /// What one person may not, and two may.
    func overridable(_ target: BlockTarget, _ guardian: Guard?) -> [Reason] {
        var reasons: [Reason] = []
        if let protected = OwnPrefixes(about: target.prefix, in: circumstances).protected.first {
            reasons.append(
                reason(
                    "SEC-10", "address", "\(target.prefix) is protected, by the prefix \(protected)",
                    "two people may order it: abuse.block.ordered"))
        }
        if guardian?.count(inMinuteBefore: now) ?? 0 >= policy.perMinute {
            reasons.append(
                reason(
                    "ABU-7", nil, "\(policy.perMinute) blocks within a minute are the limit",
                    "look whether all of it is true, then order it: abuse.block.ordered"))
        }
        return reasons
    }
}
