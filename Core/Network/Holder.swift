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
    /// It holds some ports of the address; the others are somebody else's.
    package var isShared: Bool

    package init(
        lease: String, prefix: IPPrefix, organisation: String?, contact: String?, language: Locale, from: Moment, to: Moment?,
        isShared: Bool = false
    ) {
        self.lease = lease
        self.prefix = prefix
        self.organisation = organisation
        self.contact = contact
        self.language = language
        self.from = from
        self.to = to
        self.isShared = isShared
    }

    /// Who it is for limits and digests: the organisation, else the contact, else the lease itself.
    package var customer: String {
        if let organisation { return "organisation/\(organisation)" }
        if let contact { return "contact/\(contact.lowercased())" }
        return "lease/\(lease)"
    }
}
