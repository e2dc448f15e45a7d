/// From what gateways have to what a block is.
extension Block {
    /// What a gateway had after a command, or found by its own look. What was read of an older revision says nothing.
    package static func observe(
        _ receipt: WallReceipt, revision: Int64, given block: Block?, in circumstances: Circumstances
    ) -> Decision<BlockFact> {
        guard let block, block.state != nil else { return .ignore("there is no such block") }
        guard revision == block.revision else { return .ignore("what is desired has changed since") }
        guard block.isDesired || block.state == .lifting else { return .ignore("it is over") }
        let known = Gateways.names(in: circumstances)
        switch receipt.reading {
        case .present(let until): return block.seeing(receipt.gateway, until: until, known: known, at: circumstances.now)
        case .absent: return block.seeing(receipt.gateway, until: nil, known: known, at: circumstances.now)
        case .problem(let problem):
            if block.observed[receipt.gateway]?.problem == problem { return .ignore("this problem is known") }
            return .record(
                [.notSet(gateway: receipt.gateway, problem: problem)],
                block.isDesired ? block.telling(.withheld, reasons: ["gateway \(receipt.gateway): \(problem)"]) : Consequences())
        case .none(let reason):
            guard known.isEmpty else { return .ignore("other gateways enforce it") }
            if block.state == .lifting { return .record([.lifted], block.telling(.lifted)) }
            if block.note == reason { return .ignore("this is known") }
            return .record([.unenforced(reason)], block.telling(.withheld, reasons: [reason]))
        }
    }

    private func seeing(_ gateway: String, until: Moment?, known: Set<String>, at now: Moment) -> Decision<BlockFact> {
        var after = self
        let fact = BlockFact.seen(gateway: gateway, until: until)
        after.apply(fact, at: now)
        let all = known.union([gateway])
        let isAgreed = all.allSatisfy { name in
            guard let sighting = after.observed[name], sighting.revision == revision else { return false }
            return isDesired ? sighting.until != nil : sighting.until == nil && sighting.problem == nil
        }
        let isNews =
            observed[gateway].map { $0.revision != revision || $0.problem != nil || ($0.until == nil) != (until == nil) } ?? true
        if isAgreed, state == .lifting { return .record([fact, .lifted], telling(.lifted)) }
        if isAgreed, isDesired, enforced != revision || state == .requested {
            let wanting = wishes.filter { !$0.value.isReleased }.map(\.key)
            var news = telling(.active, until: self.until)
            news.send.removeAll { outgoing in !wanting.contains("case/\(outgoing.data["caseId"]?.string ?? "")") }
            return .record([fact, .enforced], news)
        }
        return isNews ? .record([fact]) : .ignore("this is known")
    }
}
