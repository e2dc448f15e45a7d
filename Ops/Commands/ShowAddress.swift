import Core
import Queues

/// `guichet show address`: who held it over time, whether it rests, what the abuse desk has on it.
struct ShowAddress {
    let address: IPAddress
    let instant: Moment?
    let port: UInt16?
    let dossier: AddressDossier
    let policy: NetworkPolicy

    init(
        _ text: String, port: UInt16?, at instant: String?, purpose: String?, by person: String, at desk: OperatorDesk
    ) throws {
        guard let address = IPAddress(text) else {
            throw Complaint(.badInput, "“\(text)” is no IP address", remedy: "write it like 192.0.2.7 or 2001:db8::7")
        }
        self.address = address
        self.port = port
        self.instant = try instant.map { text in
            guard let moment = Moment(rfc3339: text) else {
                throw Complaint(.badInput, "“\(text)” is no instant", remedy: "write it like 2026-11-20T08:30:00Z")
            }
            return moment
        }
        dossier = try desk.dossier(
            of: address, port: port, at: self.instant, by: person, purpose: purpose ?? "no purpose given")
        policy = try PolicyFiles.policies(in: Settings.current().policies).network.at(WallClock.now()).policy
    }

    private var attribution: Attribution? { instant.map { dossier.attribution(of: port, at: $0, by: policy) } }

    /// One word, and a sentence.
    private var verdict: (String, String)? {
        guard let instant, let attribution else { return nil }
        switch attribution {
        case .held(let holder): return ("held", "\(instant): held by \(name(of: holder))")
        case .ambiguous(let holders):
            let names = holders.map(name(of:)).joined(separator: ", ")
            return ("ambiguous", "\(instant): not to be told apart within the clock skew or without a port: \(names)")
        case .unattributable: return ("unattributable", "\(instant): ours, but leased to nobody")
        case .notOurs: return ("not_ours", "\(instant): in no prefix of ours")
        }
    }

    private func name(of holder: Holder) -> String {
        let terms = dossier.tenures.first { $0.lease == holder.lease }?.terms
        return terms?.organisationName ?? holder.customer
    }

    func value(now: Moment) -> Value {
        var value: Object = [
            "address": .string(address.description), "ours": .bool(!dossier.prefixes.isEmpty),
            "protected": .bool(dossier.prefixes.contains(where: \.isProtected)),
            "prefixes": .array(
                dossier.prefixes.map { ours in
                    [
                        "prefix": .string(ours.prefix.description), "id": .string(ours.id), "from": .moment(ours.from),
                        "to": .moment(ours.to), "protected": .bool(ours.isProtected),
                    ]
                }),
            "holders": .array(dossier.tenures.map(Self.value)),
            "quarantineUntil": .moment(dossier.quarantine(by: policy, at: now)),
            "openCases": .array(
                dossier.openCases.map { ["id": .string($0.id), "state": .string($0.state)] }),
        ]
        if let instant, let verdict {
            value["at"] = .moment(instant)
            value["attribution"] = .string(verdict.0)
            if case .held(let holder) = attribution { value["lease"] = .string(holder.lease) }
        }
        return .object(value)
    }

    private static func value(_ tenure: AddressDossier.Tenure) -> Value {
        [
            "lease": .string(tenure.lease), "address": .string(tenure.prefix.description),
            "ports": .text(tenure.ports?.description), "organisation": .string(tenure.terms.organisation),
            "organisationName": .text(tenure.terms.organisationName), "from": .moment(tenure.terms.from),
            "to": .moment(tenure.terms.to), "contact": .text(tenure.terms.contact),
            "language": .string(tenure.terms.language.rawValue), "knownAt": .moment(tenure.known),
            "corrections": .integer(tenure.corrections),
        ]
    }

    func text(now: Moment) -> String {
        let ours = dossier.prefixes.map { prefix in
            "\(prefix.prefix) since \(prefix.from)" + (prefix.to.map { " until \($0)" } ?? "")
                + (prefix.isProtected ? ", protected" : "")
        }
        var parts = [
            address.description + ": " + (ours.isEmpty ? "in no prefix of ours" : "in " + ours.joined(separator: "; in "))
        ]
        if let verdict { parts.append(verdict.1) }
        if dossier.tenures.isEmpty { parts.append("never leased, as far as is known") } else { parts.append("\n" + table) }
        if let end = dossier.quarantine(by: policy, at: now) {
            parts.append("rests until \(end): another holder may have it then (NET-9)")
        }
        for open in dossier.openCases { parts.append("abuse case \(open.id) is open (\(open.state))") }
        return parts.joined(separator: "\n")
    }

    private var table: String {
        var table = Table(
            ("FROM", .left), ("TO", .left), ("ADDRESS", .left), ("PORTS", .left), ("HOLDER", .left), ("CONTACT", .left),
            ("LEASE", .left), ("REMARK", .left))
        for tenure in dossier.tenures {
            let isVoid = tenure.terms.to == tenure.terms.from
            let remark = (isVoid ? ["never was"] : []) + (tenure.corrections > 0 ? ["corrected \(tenure.corrections) times"] : [])
            table.rows.append([
                .init("\(tenure.terms.from)"), .init(tenure.terms.to?.description ?? "runs"), .init(tenure.prefix.description),
                .init(tenure.ports?.description ?? "all"), .init(tenure.terms.organisationName ?? tenure.terms.organisation),
                .init(tenure.terms.contact ?? "-"), .init(tenure.lease), .init(remark.joined(separator: ", ")),
            ])
        }
        return table.text(.standardOutput)
    }
}
