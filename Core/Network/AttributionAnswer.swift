/// What the answer to the question makes of an address.
extension Attribution {
    /// The answer in the circumstances of a decision, by the policy of its moment.
    package static func answer(to ask: Ask, in circumstances: Circumstances) -> Attribution {
        guard let rows = circumstances.answers[ask] else { return .ambiguous([]) }
        let found = answer(rows, policy: circumstances.policies.network.at(circumstances.now).policy)
        // Without a port, nobody holds an address that several share, even where the others' leases are not known.
        if case .held(let holder) = found, holder.isShared, ask.parameters["port"] == nil { return .ambiguous([holder]) }
        return found
    }

    /// Rows are leases that ran near the instant, and the prefix of ours, whose `lease` is null.
    ///
    /// One holder within the clock skew who held it at the instant is the holder. Several, or one who held it only a little
    /// before or after, are for a person: an instant that a reporter's clock may have shifted proves neither.
    package static func answer(_ rows: [Object], policy: NetworkPolicy) -> Attribution {
        var near: [(holder: Holder, holdsThen: Bool)] = []
        for row in rows where row["lease"]?.isNull == false {
            guard let holder = Holder(row), let instant = row["at"]?.string.flatMap({ Moment(rfc3339: $0) }) else {
                return .ambiguous([])
            }
            let skew = Pause.seconds(policy.skewSeconds)
            let early = instant.adding(Pause(microseconds: -skew.microseconds))
            guard holder.from <= instant.adding(skew), holder.to.map({ $0 > early }) ?? true else { continue }
            near.append((holder, holder.from <= instant && holder.to.map { $0 > instant } ?? true))
        }
        // The longest prefix first, then what held it then, then the earliest: the same order whatever the rows' is.
        near.sort { left, right in
            (right.holder.prefix.length, left.holdsThen ? 0 : 1, left.holder.from, left.holder.lease)
                < (left.holder.prefix.length, right.holdsThen ? 0 : 1, right.holder.from, right.holder.lease)
        }
        guard let best = near.first else { return rows.isEmpty ? .notOurs : .unattributable }
        let customers = Set(near.map(\.holder.customer))
        if customers.count == 1, let holder = near.first(where: \.holdsThen)?.holder { return .held(holder) }
        if customers.count == 1 { return .ambiguous([best.holder]) }
        var seen = Set<String>()
        return .ambiguous(near.map(\.holder).filter { seen.insert($0.customer).inserted })
    }
}

extension Holder {
    /// Nil where it is not what the question answers.
    init?(_ row: Object) {
        guard let lease = row["lease"]?.string, let prefix = row["prefix"]?.string.flatMap({ IPPrefix($0) }),
            let language = row["language"]?.string.flatMap(Locale.init(rawValue:)),
            let from = row["valid_from"]?.string.flatMap({ Moment(rfc3339: $0) })
        else { return nil }
        var to: Moment?
        if let text = row["valid_to"]?.string {
            guard let moment = Moment(rfc3339: text) else { return nil }
            to = moment
        }
        self.init(
            lease: lease, prefix: prefix, organisation: row["organisation"]?.string, contact: row["contact"]?.string,
            language: language, from: from, to: to, isShared: row["shared"]?.bool ?? false)
    }
}
