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

/// Who held an address, and whom to write to.
package struct Holder: Hashable, Sendable {
    package var lease: String
    /// What was leased: the address, or a prefix in which it lies. A block never goes beyond it.
    package var prefix: IPPrefix
    package var organisation: String?
    /// The technical contact of the lease.
    package var contact: String?
    package var language: Locale
    package var from: Moment
    package var to: Moment?

    package init(
        lease: String, prefix: IPPrefix, organisation: String?, contact: String?, language: Locale, from: Moment, to: Moment?
    ) {
        self.lease = lease
        self.prefix = prefix
        self.organisation = organisation
        self.contact = contact
        self.language = language
        self.from = from
        self.to = to
    }

    /// Who it is for limits and digests: the organisation, else the contact, else the lease itself.
    package var customer: String {
        if let organisation { return "organisation/\(organisation)" }
        if let contact { return "contact/\(contact.lowercased())" }
        return "lease/\(lease)"
    }
}
