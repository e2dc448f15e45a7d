/// Whose an address was at an instant (NET-8).
package enum Attribution: Hashable, Sendable {
    case held(Holder)
    /// Two holders within the clock skew: a person decides.
    case ambiguous([Holder])
    /// Ours, but leased to nobody then.
    case unattributable
    /// In no prefix of ours (ABU-5).
    case notOurs

    /// The question to put to the database. `purpose` is kept with the look-up (SEC-9): `report 6b1f…`.
    package static func ask(_ address: IPAddress, port: UInt16?, at instant: Moment, purpose: String) -> Ask {
        var parameters: Object = [
            "address": .string(address.description), "at": .moment(instant), "purpose": .string(purpose),
        ]
        if let port { parameters["port"] = .integer(Int64(port)) }
        return Ask("attribution", parameters)
    }
}
