/// The rest of an address between two holders (NET-9).
package enum Quarantine {
    /// What happened on the address before: the question to put to the database.
    package static func ask(_ assigned: AddressAssigned) -> Ask {
        var parameters: Object = [
            "lease": .string(assigned.lease), "address": .string(assigned.address.description),
            "organisation": .string(assigned.terms.organisation), "starts": .moment(assigned.terms.from),
        ]
        if let ports = assigned.ports {
            parameters["first"] = .integer(Int64(ports.first))
            parameters["last"] = .integer(Int64(ports.last))
        }
        return Ask("address_past", parameters)
    }

    /// Until when the address rests; nil where it may be leased. `past` has `ended`, the end of the last lease of another
    /// holder, and `confirmed`, the last time abuse was confirmed on it.
    package static func end(_ past: Object, isShared: Bool, by policy: NetworkPolicy, at now: Moment) -> Moment? {
        guard let ended = past["ended"]?.string.flatMap({ Moment(rfc3339: $0) }) else { return nil }
        var days = isShared ? policy.sharedQuarantineDays : policy.quarantineDays
        if let confirmed = past["confirmed"]?.string.flatMap({ Moment(rfc3339: $0) }),
            confirmed.adding(.days(policy.confirmedWithinDays)) > now
        {
            days = max(days, policy.confirmedQuarantineDays)
        }
        return ended.adding(.days(days))
    }
}
