/// A lease of an address or a block: somebody's, from one instant to another (NET-8). Each is an entity of its own; that no
/// two overlap is for a constraint of the database to say.
package struct AddressLease: Entity {
    package static let kind = "lease"
    package static let table = "ip_leases"
    package static let references: [String] = []

    package let id: String
    package private(set) var address = IPPrefix(IPAddress(.v6, bits: 0))
    package private(set) var ports: PortRange?
    package private(set) var terms = LeaseTerms(organisation: "", from: Moment(microseconds: 0))
    package private(set) var known = Moment(microseconds: 0)

    package init(id: String) {
        self.id = id
    }

    package mutating func apply(_ fact: LeaseFact, at moment: Moment) {
        switch fact {
        case .assigned(let address, let ports, let terms, _):
            self.address = address
            self.ports = ports
            self.terms = terms
            known = moment
        case .contactChanged(let contact, let language):
            terms.contact = contact
            terms.language = language
        case .withdrawn(let to, _): terms.to = to
        case .corrected(let terms, _, _): self.terms = terms
        }
    }
}

extension AddressLease {
    package var row: Object {
        [
            "address": .string(address.description),
            "port_first": ports.map { .integer(Int64($0.first)) } ?? .null,
            "port_last": ports.map { .integer(Int64($0.last)) } ?? .null,
            "organisation_id": .string(terms.organisation),
            "organisation_name": .text(terms.organisationName),
            "contact": .text(terms.contact),
            "language": .string(terms.language.rawValue),
            "valid_from": .moment(terms.from),
            "valid_to": .moment(terms.to),
            "known_at": .moment(known),
        ]
    }

    package init(id: String, row: Object) throws(Failure) {
        let columns = Columns(of: "ip_leases", id: id, row)
        self.init(id: id)
        guard let address = IPPrefix(try columns.text("address")) else {
            throw .fatal("ip_leases.address of \(id) cannot be read: run `guichet audit` and `guichet migrate --check`")
        }
        self.address = address
        if let first = row["port_first"]?.integer, let last = row["port_last"]?.integer {
            ports = PortRange(UInt16(clamping: first), UInt16(clamping: last))
        }
        terms = LeaseTerms(
            organisation: try columns.text("organisation_id"), organisationName: columns.optionalText("organisation_name"),
            from: try columns.moment("valid_from"), to: try columns.optionalMoment("valid_to"),
            contact: columns.optionalText("contact"), language: try columns.choice("language", of: Locale.self))
        known = try columns.moment("known_at")
    }
}
