/// Who holds an address, and whom to write to.
package struct LeaseTerms: Hashable, Sendable {
    package var organisation: String
    package var organisationName: String?
    package var from: Moment
    /// Nil while it runs.
    package var to: Moment?
    package var contact: String?
    package var language: Locale

    package init(
        organisation: String, organisationName: String? = nil, from: Moment, to: Moment? = nil, contact: String? = nil,
        language: Locale = .french
    ) {
        self.organisation = organisation
        self.organisationName = organisationName
        self.from = from
        self.to = to
        self.contact = contact
        self.language = language
    }
}

/// NET-8: a lease is made known.
package struct AddressAssigned: Message {
    package static let type: EventType = "provisioning.address.assigned"
    package static let producers: [Producer] = [.network]
    package static let queue: QueueName = "guichet.provisioning"
    package static let meaning = "An address, or a block of them, is or was a holder's from then on (NET-8)."

    package let lease: String
    package let address: IPPrefix
    /// Nil: all ports.
    package let ports: PortRange?
    package let terms: LeaseTerms

    package init(from form: inout Form) {
        lease = form.id("addressId", "the lease, chosen by the producer so that a retry is recognised")
        address = form.prefix("address", "the address, or the block of addresses")
        form.requireSize(of: address, in: "address")
        let organisation = form.id("organisationId", "the holder")
        let name = form.optionalText("organisationName", "the holder's name, for people")
        let from = form.moment("from", "the first instant of the lease; not in the future")
        let to = form.optionalMoment("to", "the first instant after it; none while it runs")
        let contact = form.optionalEmail("contact", "the technical contact, who has the mails about abuse")
        let language = form.choice("language", "the language of those mails", of: Locale.self, else: .french)
        terms = LeaseTerms(
            organisation: organisation, organisationName: name, from: from, to: to, contact: contact, language: language)
        let first = form.optionalInteger("portFirst", "first port, where holders share the address", in: 0...65_535)
        let last = form.optionalInteger("portLast", "last port, where holders share the address", in: 0...65_535)
        if let first, let last {
            ports = PortRange(UInt16(clamping: first), UInt16(clamping: last))
            if ports == nil { form.refuse("portLast", "the last port is before the first", remedy: "exchange the two") }
        } else {
            ports = nil
            if (first == nil) != (last == nil) {
                form.refuse(
                    first == nil ? "portFirst" : "portLast", "one end of the range of ports is missing",
                    remedy: "give both, or none for all ports")
            }
        }
        if let to, to <= from { form.refuse("to", "the lease ends before it begins", remedy: "give an end after “from”") }
    }
}

/// NET-9: a lease ends.
package struct AddressWithdrawn: Message {
    package static let type: EventType = "provisioning.address.withdrawn"
    package static let producers: [Producer] = [.network]
    package static let queue: QueueName = "guichet.provisioning"
    package static let meaning = "A lease ends; the address rests before another holder has it (NET-9)."

    package let lease: String
    package let to: Moment?
    package let reason: String?

    package init(from form: inout Form) {
        lease = form.id("addressId", "the lease")
        to = form.optionalMoment("to", "the first instant after it; now without it")
        reason = form.optionalText("reason", "why, for the record")
    }
}

/// NET-8: what was known of a lease was wrong. What was known before stays in its history.
package struct AddressCorrected: Message {
    package static let type: EventType = "provisioning.address.corrected"
    package static let producers: [Producer] = [.network]
    package static let queue: QueueName = "guichet.provisioning"
    package static let meaning =
        "What was known of a lease is corrected; “to” the same as “from” says that it never was (NET-8)."

    package let lease: String
    package let organisation: String?
    package let organisationName: String?
    package let from: Moment?
    package let to: Moment?
    package let isOpen: Bool
    package let contact: String?
    package let reason: String
    package let by: String

    package init(from form: inout Form) {
        lease = form.id("addressId", "the lease")
        organisation = form.optionalId("organisationId", "the holder it really had")
        organisationName = form.optionalText("organisationName", "the holder's name, for people")
        from = form.optionalMoment("from", "when it really began")
        to = form.optionalMoment("to", "when it really ended")
        isOpen = form.flag("openEnded", "true: it has not ended", else: false)
        contact = form.optionalEmail("contact", "the technical contact it really had")
        reason = form.text("reason", "why what was known was wrong", limit: 1000)
        by = form.text("by", "who says so")
        if isOpen, to != nil { form.refuse("openEnded", "an end is given as well", remedy: "give one of the two") }
    }
}

extension Form {
    /// No holder has a whole continent: such a block is a slip of the pen, and would reach everybody.
    mutating func requireSize(of prefix: IPPrefix, in field: String) {
        let least = prefix.base.family == .v4 ? 8 : 16
        if prefix.length < least {
            refuse(field, "\(prefix) is larger than any block of ours", remedy: "give a block of /\(least) or smaller")
        }
    }
}
