/// A report that came to something: its case adds it, or is opened by it.
package struct CaseReported: Message {
    package static let type: EventType = "abuse.case.reported"
    package static let producers: [Producer] = [.guichet]
    package static let queue: QueueName = "guichet.abuse"
    package static let meaning = "A report was read and attributed; the case it belongs to adds it, or is opened (ABU-7)."

    /// What opens a case where none is open under the key.
    package let opening: CaseOpening?
    /// The case to reopen, or the id of a new one.
    package let abuseCase: String
    package let report: CaseReport?

    package init(from form: inout Form) {
        abuseCase = form.id("caseId", "the case, where none is open under the key")
        opening = CaseOpening(form.object("opening", "what opens a case: key, class, target, holder, state"))
        report = CaseReport(form.object("report", "what the case learns of the report"))
    }

    package static func outgoing(_ report: CaseReport, opening: CaseOpening, as abuseCase: String) -> Outgoing {
        Outgoing(
            type: type,
            data: ["caseId": .string(abuseCase), "opening": .object(opening.object), "report": .object(report.object)])
    }
}

/// What a case is about from its beginning.
package struct CaseOpening: Hashable, Sendable {
    /// Class, target and holder: one open case has it, by constraint.
    package var key: String
    package var group: String
    package var category: AbuseCategory
    /// Nil where the report names no address.
    package var target: IPPrefix?
    package var holder: CaseHolder?
    package var state: AbuseCase.State

    package init(
        key: String, group: String, category: AbuseCategory, target: IPPrefix? = nil, holder: CaseHolder? = nil,
        state: AbuseCase.State
    ) {
        self.key = key
        self.group = group
        self.category = category
        self.target = target
        self.holder = holder
        self.state = state
    }

    package var object: Object {
        [
            "key": .string(key), "group": .string(group), "category": .string(category.rawValue),
            "target": .text(target?.description), "holder": holder.map { .object($0.object) } ?? .null,
            "state": .string(state.rawValue),
        ]
    }

    package init?(_ data: Object) {
        guard let key = data["key"]?.string, let group = data["group"]?.string,
            let category = data["category"]?.string.flatMap(AbuseCategory.init),
            let state = data["state"]?.string.flatMap(AbuseCase.State.init)
        else { return nil }
        self.init(
            key: key, group: group, category: category, target: data["target"]?.string.flatMap { IPPrefix($0) },
            holder: data["holder"]?.object.flatMap(CaseHolder.init), state: state)
    }
}

/// Who held the address at the incident's time, as far as a case must know.
package struct CaseHolder: Hashable, Sendable {
    package var lease: String
    package var prefix: IPPrefix
    package var customer: String
    package var contact: String?
    package var language: Locale
    /// When the lease ended; an address that is somebody else's now is never blocked for it.
    package var to: Moment?
    /// It holds some ports of the address only.
    package var isShared: Bool

    package init(
        lease: String, prefix: IPPrefix, customer: String, contact: String?, language: Locale, to: Moment?,
        isShared: Bool = false
    ) {
        self.lease = lease
        self.prefix = prefix
        self.customer = customer
        self.contact = contact
        self.language = language
        self.to = to
        self.isShared = isShared
    }

    package init(_ holder: Holder) {
        self.init(
            lease: holder.lease, prefix: holder.prefix, customer: holder.customer,
            contact: holder.contact.flatMap(EmailAddress.normalised), language: holder.language, to: holder.to,
            isShared: holder.isShared)
    }

    package var object: Object {
        [
            "lease": .string(lease), "prefix": .string(prefix.description), "customer": .string(customer),
            "contact": .text(contact), "language": .string(language.rawValue), "to": .moment(to),
            "isShared": .bool(isShared),
        ]
    }

    package init?(_ data: Object) {
        guard let lease = data["lease"]?.string, let prefix = data["prefix"]?.string.flatMap({ IPPrefix($0) }),
            let customer = data["customer"]?.string, let language = data["language"]?.string.flatMap(Locale.init(rawValue:))
        else { return nil }
        self.init(
            lease: lease, prefix: prefix, customer: customer, contact: data["contact"]?.string, language: language,
            to: data["to"]?.string.flatMap { Moment(rfc3339: $0) }, isShared: data["isShared"]?.bool ?? false)
    }
}
