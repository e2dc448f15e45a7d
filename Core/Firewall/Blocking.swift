/// From wishes to what is desired.
extension Block {
    /// Granted by the guard: a new block, or a wish more on one that is.
    package static func want(
        _ grant: BlockGranted, given block: Block?, in circumstances: Circumstances
    ) -> Decision<BlockFact> {
        let holder = holder(grant.abuseCase)
        let wish = Wish(until: grant.until, isReleased: false)
        if let block, block.isDesired, block.wishes[holder] == wish { return .ignore("this wish is known") }
        if grant.until <= circumstances.now {
            // It waited too long somewhere: nothing is desired any more, and the case must not believe it was.
            return block == nil || block?.ended != nil
                ? .record([.wanted(grant.target, holder: holder, until: grant.until, reason: grant.reason), .failed])
                    .telling(grant, "its time was over before it could be set")
                : .ignore("its time is over")
        }
        let fact = BlockFact.wanted(grant.target, holder: holder, until: grant.until, reason: grant.reason)
        let base = block ?? Block(id: grant.block)
        var (after, consequences) = base.following([fact], at: circumstances.now)
        if after.state == .active, after.enforced == after.revision, let abuseCase = grant.abuseCase {
            consequences.send.append(BlockChanged.outgoing(after.id, for: abuseCase, .active, until: after.until))
        }
        return .record([fact], consequences)
    }

    /// A case no longer wants it. It ends when nobody does; until then the case is not told that it ended.
    package static func release(
        _ request: LiftRequested, given block: Block?, in circumstances: Circumstances
    ) -> Decision<BlockFact> {
        let holder = holder(request.abuseCase)
        guard let block, block.isDesired, let wish = block.wishes[holder] else { return .ignore("it does not hold this block") }
        if wish.isReleased { return .ignore("it does not want this block any more") }
        let fact = BlockFact.released(holder: holder)
        return .record([fact], block.following([fact], at: circumstances.now).consequences)
    }

    /// The desk ends it, whoever wants it; by policy it takes two people (SEC-10).
    package static func unblock(
        _ order: UnblockOrdered, given block: Block?, in circumstances: Circumstances
    ) -> Decision<BlockFact> {
        guard let block, block.isDesired, let until = block.until, let since = block.since else {
            let around = BlocksAround.targets(order.target.prefix, in: circumstances)
            return .reject([
                Reason(
                    rule: "ABU-7", field: "address", message: "there is no block of \(order.target)",
                    remedy: around.isEmpty
                        ? "see what is blocked: guichet firewall list"
                        : "name one of those as it is written, with its scope: \(around.joined(separator: ", "))")
            ])
        }
        let now = circumstances.now
        let policy = circumstances.policies.firewall.at(now).policy
        // The end was counted from a moment before the block began: a minute is no difference.
        let isLong = policy.twoPeopleFromHours.map { until.adding(.minutes(1)) >= since.adding(.hours($0)) } ?? false
        let isUnattested = policy.twoPeopleUnattested && block.wishes.contains { $0.key != "desk" && !$0.value.isReleased }
        var first: Proposal?
        if isLong || isUnattested {
            guard let waiting = block.proposal, waiting.expires > now else {
                let proposal = Proposal(
                    by: order.by, actor: circumstances.actor, reason: order.reason, until: nil,
                    expires: now.adding(.minutes(policy.proposalMinutes)))
                return .record([.liftProposed(proposal)])
            }
            guard waiting.isSeconded(by: order.by, actor: circumstances.actor, ownAccounts: policy.ownAccounts) else {
                return .ignore("waits for a second person until \(waiting.expires) (SEC-10)")
            }
            first = waiting
        }
        let fact = BlockFact.liftOrdered(by: order.by, proposedBy: first?.by, reason: order.reason)
        return .record([fact], block.following([fact], at: now).consequences)
    }

    /// Its time is over: the kernel has ended it, if ever it began.
    package static func expire(_ given: Block?, in circumstances: Circumstances) -> Decision<BlockFact> {
        guard let block = given, block.isDesired, let until = block.until else { return .ignore("it is not desired any more") }
        if until > circumstances.now {
            // Either the timer was replaced while this was on its way, or this node's clock is a little behind.
            return until > circumstances.now.adding(.minutes(1))
                ? .ignore("it was prolonged") : .postpone(until: until, "by this node's clock it is not over yet")
        }
        if block.enforced == 0 || (block.state == .requested && block.observed.allSatisfy { $0.value.until == nil }) {
            return .record(
                [.failed],
                Consequences(
                    send: block.cases.map {
                        BlockChanged.outgoing(
                            block.id, for: $0, .withheld,
                            reasons: ["its time is over, and it was never enforced: \(block.note ?? "no gateway answered")"])
                    }))
        }
        return .record([.expired], block.telling(.expired))
    }

    /// The block after these facts, and what follows where they changed what is desired.
    func following(_ facts: [BlockFact], at now: Moment) -> (block: Block, consequences: Consequences) {
        var after = self
        for fact in facts { after.apply(fact, at: now) }
        var consequences = Consequences()
        if after.revision != revision {
            consequences.send = FirewallSet.outgoing(after).map { [$0] } ?? []
            if let timer = BlockExpired.timer(after) {
                consequences.schedule = [timer]
            } else {
                consequences.cancel = [BlockExpired.key(id)]
            }
        }
        return (after, consequences)
    }

    /// What all its cases are told.
    func telling(_ state: BlockChanged.State, until: Moment? = nil, reasons: [String] = []) -> Consequences {
        Consequences(send: cases.map { BlockChanged.outgoing(id, for: $0, state, until: until, reasons: reasons) })
    }
}

extension Decision {
    /// The same, and the case that asked learns why not.
    fileprivate func telling(_ grant: BlockGranted, _ reason: String) -> Decision {
        guard case .record(let facts, var consequences) = self, let abuseCase = grant.abuseCase else { return self }
        consequences.send.append(BlockChanged.outgoing(grant.block, for: abuseCase, .withheld, reasons: [reason]))
        return .record(facts, consequences)
    }
}
