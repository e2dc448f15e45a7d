/// What can happen to a lease. A correction is a fact like any other: what was believed before stays in the history.
package enum LeaseFact: Fact {
    /// `quarantine`: history made known after the fact, from before the address had rested until then.
    case assigned(IPPrefix, PortRange?, LeaseTerms, quarantine: Moment?)
    case contactChanged(String?, Locale)
    case withdrawn(to: Moment, reason: String?)
    case corrected(LeaseTerms, reason: String, by: String)

    package var name: String {
        switch self {
        case .assigned: "lease.assigned"
        case .contactChanged: "lease.contact_changed"
        case .withdrawn: "lease.withdrawn"
        case .corrected: "lease.corrected"
        }
    }

    package var data: Object {
        switch self {
        case .assigned(let address, let ports, let terms, let quarantine):
            Object(
                [
                    Object.Member(name: "address", value: .string(address.description)),
                    Object.Member(name: "ports", value: .text(ports?.description)),
                ] + terms.object.members + [Object.Member(name: "quarantine", value: .moment(quarantine))])
        case .contactChanged(let contact, let language):
            ["contact": .text(contact), "language": .string(language.rawValue)]
        case .withdrawn(let to, let reason): ["to": .moment(to), "reason": .text(reason)]
        case .corrected(let terms, let reason, let by):
            Object(
                terms.object.members + [
                    Object.Member(name: "reason", value: .string(reason)), Object.Member(name: "by", value: .string(by)),
                ])
        }
    }

    package init?(name: String, data: Object) {
        switch name {
        case "lease.assigned":
            guard let address = data["address"]?.string.flatMap({ IPPrefix($0) }), let terms = LeaseTerms(data) else {
                return nil
            }
            var ports: PortRange?
            if let text = data["ports"]?.string {
                guard let range = PortRange(text) else { return nil }
                ports = range
            }
            self = .assigned(address, ports, terms, quarantine: data["quarantine"]?.string.flatMap { Moment(rfc3339: $0) })
        case "lease.contact_changed":
            guard let language = data["language"]?.string.flatMap(Locale.init(rawValue:)) else { return nil }
            self = .contactChanged(data["contact"]?.string, language)
        case "lease.withdrawn":
            guard let to = data["to"]?.string.flatMap({ Moment(rfc3339: $0) }) else { return nil }
            self = .withdrawn(to: to, reason: data["reason"]?.string)
        case "lease.corrected":
            guard let terms = LeaseTerms(data), let reason = data["reason"]?.string, let by = data["by"]?.string else {
                return nil
            }
            self = .corrected(terms, reason: reason, by: by)
        default: return nil
        }
    }
}

extension LeaseTerms {
    var object: Object {
        [
            "organisation": .string(organisation), "organisationName": .text(organisationName), "from": .moment(from),
            "to": .moment(to), "contact": .text(contact), "language": .string(language.rawValue),
        ]
    }

    init?(_ object: Object) {
        guard let organisation = object["organisation"]?.string,
            let from = object["from"]?.string.flatMap({ Moment(rfc3339: $0) }),
            let language = object["language"]?.string.flatMap(Locale.init(rawValue:))
        else { return nil }
        var to: Moment?
        if let text = object["to"]?.string {
            guard let moment = Moment(rfc3339: text) else { return nil }
            to = moment
        }
        self.init(
            organisation: organisation, organisationName: object["organisationName"]?.string, from: from, to: to,
            contact: object["contact"]?.string, language: language)
    }
}
