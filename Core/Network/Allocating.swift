/// What is ours, and what is not any more.
extension Allocation {
    package static func announce(
        _ announced: PrefixAnnounced, given allocation: Allocation?, in circumstances: Circumstances
    ) -> Decision<AllocationFact> {
        if let allocation {
            guard allocation.prefix == announced.prefix, allocation.from == announced.from,
                announced.to == nil || announced.to == allocation.to
            else {
                return .reject([
                    Reason(
                        rule: "NET-8", field: "prefixId", message: "this allocation is known with another prefix or time",
                        remedy: "end it by \(PrefixWithdrawn.type), or choose a new prefixId")
                ])
            }
            if allocation.isProtected == announced.isProtected, allocation.note == announced.note {
                return .ignore("this prefix is known")
            }
            return .record([.changed(isProtected: announced.isProtected, note: announced.note)])
        }
        if circumstances.conflict == "prefixes_once" {
            return .reject([
                Reason(
                    rule: "NET-8", field: "prefix", message: "\(announced.prefix) is announced already at that time",
                    remedy: "use its prefixId, or end it by \(PrefixWithdrawn.type)")
            ])
        }
        return .record([
            .announced(
                announced.prefix, from: announced.from, to: announced.to, isProtected: announced.isProtected,
                note: announced.note)
        ])
    }

    package static func withdraw(
        _ withdrawn: PrefixWithdrawn, given allocation: Allocation?, in circumstances: Circumstances
    ) -> Decision<AllocationFact> {
        guard let allocation else {
            return .reject([
                Reason(
                    rule: "NET-8", field: "prefixId", message: "no prefix has this id",
                    remedy: "announce it by \(PrefixAnnounced.type)")
            ])
        }
        if circumstances.conflict == "prefixes_hold_leases" {
            return .reject([
                Reason(
                    rule: "NET-8", field: "prefixId", message: "leases in \(allocation.prefix) run on",
                    remedy: "end them first by \(AddressWithdrawn.type)")
            ])
        }
        let to = withdrawn.to ?? circumstances.now
        if let end = allocation.to, end <= to { return .ignore("ended already at \(end)") }
        guard to > allocation.from else {
            return .reject([
                Reason(
                    rule: "NET-8", field: "to", message: "this prefix is ours since \(allocation.from)",
                    remedy: "give a later end")
            ])
        }
        return .record([.withdrawn(to: to, note: withdrawn.note)])
    }
}
