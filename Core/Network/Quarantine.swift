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

    /// Until when the address rests; nil where it may be leased.
    static func end(_ past: Object, isShared: Bool, in circumstances: Circumstances) -> Moment? {
        guard let ended = past["ended"]?.string.flatMap({ Moment(rfc3339: $0) }) else { return nil }
        let policy = circumstances.policies.network.at(circumstances.now).policy
        var days = isShared ? policy.sharedQuarantineDays : policy.quarantineDays
        if let confirmed = past["confirmed"]?.string.flatMap({ Moment(rfc3339: $0) }),
            confirmed.adding(.days(policy.confirmedWithinDays)) > circumstances.now
        {
            days = max(days, policy.confirmedQuarantineDays)
        }
        return ended.adding(.days(days))
    }
}
