/// The life of a lease: made known, withdrawn, corrected.
extension AddressLease {
    /// NET-8, NET-9: an address has one holder at a time, is one of ours, and rests between two holders.
    package static func assign(
        _ assigned: AddressAssigned, given lease: AddressLease?, in circumstances: Circumstances
    ) -> Decision<LeaseFact> {
        if let lease { return lease.again(assigned) }
        if let reason = conflict(circumstances.conflict, assigned.address.description) { return .reject([reason]) }
        let terms = assigned.terms
        if let reason = future(terms.from, in: circumstances) { return .reject([reason]) }
        let past = circumstances.answers[Quarantine.ask(assigned)]?.first ?? Object()
        let policy = circumstances.policies.network.at(circumstances.now).policy
        let rest = Quarantine.end(past, isShared: assigned.ports != nil, by: policy, at: circumstances.now)
        let breach = rest.flatMap { $0 > terms.from ? $0 : nil }
        // What was, was: history is recorded as it happened, and only a new lease can be refused.
        if terms.from.adding(.hours(policy.historyHours)) >= circumstances.now {
            var reasons: [Reason] = []
            if let running = past["running"]?.string {
                reasons.append(overlap(assigned.address.description, with: "lease \(running)"))
            } else if let breach {
                reasons.append(
                    Reason(
                        rule: "NET-9", field: "address",
                        message: "\(assigned.address) was another holder's, and rests until \(breach)",
                        remedy: "lease another address, or this one from then on"))
            }
            if let open = past["open_case"]?.string {
                reasons.append(
                    Reason(
                        rule: "NET-9", field: "address", message: "abuse case \(open) on \(assigned.address) is open",
                        remedy: "close the case first, or lease another address"))
            }
            if !reasons.isEmpty { return .reject(reasons) }
        }
        return .record([.assigned(assigned.address, assigned.ports, terms, quarantine: breach)])
    }

    /// NET-9: the lease ends, and the address begins to rest.
    package static func withdraw(
        _ withdrawn: AddressWithdrawn, given lease: AddressLease?, in circumstances: Circumstances
    ) -> Decision<LeaseFact> {
        guard let lease else { return .reject([unknown]) }
        let to = withdrawn.to ?? circumstances.now
        if let end = lease.terms.to, end == to || (withdrawn.to == nil && end <= to) { return .ignore("ended already at \(end)") }
        if let end = lease.terms.to, end < to {
            return .reject([
                Reason(
                    rule: "NET-8", field: "to", message: "this lease ended at \(end)",
                    remedy: "correct it by \(AddressCorrected.type), with a reason")
            ])
        }
        guard to > lease.terms.from else {
            return .reject([
                Reason(
                    rule: "NET-8", field: "to", message: "this lease began at \(lease.terms.from)",
                    remedy: "give a later end; a lease that never was is corrected by \(AddressCorrected.type)")
            ])
        }
        return .record([.withdrawn(to: to, reason: withdrawn.reason)])
    }

    /// NET-8: late corrections are recorded.
    package static func correct(
        _ correction: AddressCorrected, given lease: AddressLease?, in circumstances: Circumstances
    ) -> Decision<LeaseFact> {
        guard let lease else { return .reject([unknown]) }
        if let reason = conflict(circumstances.conflict, lease.address.description) { return .reject([reason]) }
        var terms = lease.terms
        if let organisation = correction.organisation, organisation != terms.organisation {
            terms.organisation = organisation
            terms.organisationName = correction.organisationName
        }
        if let name = correction.organisationName { terms.organisationName = name }
        if let from = correction.from { terms.from = from }
        if let to = correction.to { terms.to = to }
        if correction.isOpen { terms.to = nil }
        if let contact = correction.contact { terms.contact = contact }
        if terms == lease.terms { return .ignore("nothing changes") }
        if let reason = future(terms.from, in: circumstances) { return .reject([reason]) }
        if let to = terms.to, to < terms.from {
            return .reject([
                Reason(
                    rule: "NET-8", field: correction.to == nil ? "from" : "to",
                    message: "the lease would end at \(to), before it begins at \(terms.from)",
                    remedy: "give both instants; the same one twice says that the lease never was")
            ])
        }
        return .record([.corrected(terms, reason: correction.reason, by: correction.by)])
    }

    /// The same lease said again: at most its contact may be new.
    private func again(_ assigned: AddressAssigned) -> Decision<LeaseFact> {
        let told = assigned.terms
        let isSame =
            assigned.address == address && assigned.ports == ports && told.organisation == terms.organisation
            && told.from == terms.from && (told.to == nil || told.to == terms.to)
        guard isSame else {
            return .reject([
                Reason(
                    rule: "NET-8", field: "addressId", message: "this lease is known with another address, holder or time",
                    remedy:
                        "end it by \(AddressWithdrawn.type), correct it by \(AddressCorrected.type), or choose a new addressId")
            ])
        }
        if told.contact == terms.contact, told.language == terms.language { return .ignore("this lease is known") }
        return .record([.contactChanged(told.contact, told.language)])
    }

    private static let unknown = Reason(
        rule: "NET-8", field: "addressId", message: "no lease has this id",
        remedy: "make it known by \(AddressAssigned.type), or see guichet show address ADDRESS")

    private static func future(_ from: Moment, in circumstances: Circumstances) -> Reason? {
        let skew = circumstances.policies.network.at(circumstances.now).policy.skewSeconds
        if from <= circumstances.now.adding(.seconds(skew)) { return nil }
        return Reason(
            rule: "NET-8", field: "from", message: "\(from) is in the future", remedy: "make the lease known when it begins")
    }

    private static func overlap(_ address: String, with other: String) -> Reason {
        Reason(
            rule: "NET-8", field: "address", message: "\(address) overlaps in address, ports and time with \(other)",
            remedy: "see guichet show address \(address); end or correct the other lease first")
    }

    private static func conflict(_ constraint: String?, _ address: String) -> Reason? {
        switch constraint {
        case "ip_leases_no_overlap": overlap(address, with: "another lease")
        case "ip_leases_within_ours":
            Reason(
                rule: "NET-8", field: "address", message: "\(address) is in no prefix of ours at that time (ABU-5)",
                remedy: "announce the prefix first: \(PrefixAnnounced.type)")
        default: nil
        }
    }
}
