package import Core

/// All that is known of an address: whose it was and is, whether it rests, and what the abuse desk has on it.
package struct AddressDossier: Sendable {
    package struct Tenure: Sendable {
        package let lease: String
        package let prefix: IPPrefix
        package let ports: PortRange?
        package let terms: LeaseTerms
        package let known: Moment
        package let corrections: Int64
    }

    package struct Ours: Sendable {
        package let id: String
        package let prefix: IPPrefix
        package let from: Moment
        package let to: Moment?
        package let isProtected: Bool
    }

    package struct OpenCase: Sendable {
        package let id: String
        package let state: String
    }

    /// The latest first.
    package var tenures: [Tenure] = []
    /// The longest first.
    package var prefixes: [Ours] = []
    package var openCases: [OpenCase] = []
    /// The last time abuse was confirmed on it.
    package var confirmed: Moment?

    /// As the question of the workers would be answered.
    package func attribution(of port: UInt16?, at instant: Moment, by policy: NetworkPolicy) -> Attribution {
        var rows: [Object] = []
        for tenure in tenures where port.map({ port in tenure.ports.map { $0.first <= port && port <= $0.last } ?? true }) ?? true
        {
            if tenure.terms.to == tenure.terms.from { continue }
            rows.append([
                "at": .moment(instant), "lease": .string(tenure.lease), "prefix": .string(tenure.prefix.description),
                "organisation": .string(tenure.terms.organisation), "contact": .text(tenure.terms.contact),
                "language": .string(tenure.terms.language.rawValue), "valid_from": .moment(tenure.terms.from),
                "valid_to": .moment(tenure.terms.to),
            ])
        }
        for ours in prefixes where ours.from <= instant && ours.to.map({ instant < $0 }) ?? true {
            rows.append(["at": .moment(instant), "lease": .null, "prefix": .string(ours.prefix.description)])
        }
        return Attribution.answer(rows, policy: policy)
    }

    /// Until when the address rests before another than `holder` may have it; nil where it does not.
    package func quarantine(by policy: NetworkPolicy, at now: Moment) -> Moment? {
        let ends = tenures.filter { $0.terms.to != $0.terms.from }.compactMap { tenure in
            tenure.terms.to.flatMap { to in
                to > now
                    ? nil
                    : Quarantine.end(
                        ["ended": .moment(to), "confirmed": .moment(confirmed)], isShared: tenure.ports != nil, by: policy,
                        at: now)
            }
        }
        return ends.max().flatMap { $0 > now ? $0 : nil }
    }
}

extension OperatorDesk {
    /// Reads it, and writes down who did and what for, in one transaction (SEC-9).
    package func dossier(
        of address: IPAddress, port: UInt16?, at instant: Moment?, by person: String, purpose: String
    ) throws(Failure) -> AddressDossier {
        try transaction { () throws(Failure) in
            try ask(.noteLookup) {
                $0.value(person)
                $0.value(purpose)
                $0.value(address.description)
                $0.value(port.map { Int32($0) })
                $0.value(instant)
            }
            var dossier = AddressDossier()
            for row in try ask(.tenures, { $0.value(address.description) }) { dossier.tenures.append(try Self.tenure(row)) }
            for row in try ask(.ours, { $0.value(address.description) }) {
                dossier.prefixes.append(
                    AddressDossier.Ours(
                        id: try row.text("id"), prefix: try Self.prefix(row.text("prefix")), from: try row.moment("valid_from"),
                        to: try row.optionalMoment("valid_to"), isProtected: try row.bool("protected")))
            }
            for row in try ask(.openCases, { $0.value(address.description) }) {
                dossier.openCases.append(AddressDossier.OpenCase(id: try row.text("id"), state: try row.text("state")))
            }
            dossier.confirmed = try ask(.confirmedAbuse, { $0.value(address.description) }).first?.optionalMoment("confirmed")
            return dossier
        }
    }

    private static func tenure(_ row: DeskRow) throws(Failure) -> AddressDossier.Tenure {
        var ports: PortRange?
        if let first = try row.optionalInteger("port_first"), let last = try row.optionalInteger("port_last") {
            ports = PortRange(UInt16(clamping: first), UInt16(clamping: last))
        }
        guard let language = Locale(rawValue: try row.text("language")) else {
            throw .fatal("ip_leases.language of \(try row.text("id")) cannot be read")
        }
        return AddressDossier.Tenure(
            lease: try row.text("id"), prefix: try prefix(row.text("address")), ports: ports,
            terms: LeaseTerms(
                organisation: try row.text("organisation"), organisationName: try row.optionalText("organisation_name"),
                from: try row.moment("valid_from"), to: try row.optionalMoment("valid_to"),
                contact: try row.optionalText("contact"), language: language),
            known: try row.moment("known_at"), corrections: try row.integer("corrections"))
    }

    private static func prefix(_ text: String) throws(Failure) -> IPPrefix {
        guard let prefix = IPPrefix(text) else { throw .fatal("“\(text)” is no prefix") }
        return prefix
    }
}

extension Statement {
    fileprivate static let noteLookup = Statement(
        "lookups:note",
        "INSERT INTO lookups (asked_by, purpose, address, port, instant) VALUES ($1, $2, $3::text::inet, $4, $5)")

    fileprivate static let tenures = Statement(
        "ip_leases:of address",
        """
        SELECT id::text, address::text, port_first, port_last, organisation_id::text AS organisation, organisation_name, contact,
            language, valid_from, valid_to, known_at,
            (SELECT count(*) FROM history
            WHERE subject = 'lease/' || ip_leases.id AND name = 'lease.corrected') AS corrections
        FROM ip_leases
        WHERE address_span(address) && address_span($1::text::inet) AND address_tail(address) && address_tail($1::text::inet)
        ORDER BY valid_from DESC, id LIMIT 1000
        """)

    fileprivate static let ours = Statement(
        "prefixes:of address",
        """
        SELECT id::text, prefix::text, valid_from, valid_to, protected FROM prefixes
        WHERE prefix >>= $1::text::inet ORDER BY masklen(prefix) DESC, valid_from DESC
        """)

    fileprivate static let openCases = Statement(
        "abuse_cases:open on address",
        """
        SELECT id::text, state FROM abuse_cases
        WHERE target = ANY (ARRAY[$1::text::inet, network(set_masklen($1::text::inet, least(masklen($1::text::inet), 64)))])
            AND open_key IS NOT NULL
        ORDER BY id
        """)

    fileprivate static let confirmedAbuse = Statement(
        "abuse_cases:confirmed on address",
        """
        SELECT max(closed_at) AS confirmed FROM abuse_cases
        WHERE target = ANY (ARRAY[$1::text::inet, network(set_masklen($1::text::inet, least(masklen($1::text::inet), 64)))])
            AND outcome = 'confirmed'
        """)
}
