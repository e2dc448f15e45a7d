/// What the verification of a company came to, told to the company (VER-8, VER-9, VER-15).
package struct StandingChanged: Message {
    package static let type: EventType = "company.standing.changed"
    package static let producers: [Producer] = [.guichet]
    package static let queue: QueueName = "guichet.account"
    package static let meaning = "The verification of a company came to an end, or was taken back (VER-9, VER-15)."

    package let company: String
    package let standing: Standing
    /// What staff chose with the customer (VER-6).
    package let category: CompanyType?
    /// Until when the verification holds.
    package let expires: Moment?
    package let reason: String?
    package let by: String?

    package init(from form: inout Form) {
        company = form.id("companyId", "the company")
        standing = form.requiredChoice("standing", "what it may do now", of: Standing.self, placeholder: .pending)
        category = form.optionalChoice("category", "what staff chose with the customer (VER-6)", of: CompanyType.self)
        expires = form.optionalMoment("expires", "until when the verification holds")
        reason = form.optionalText("reason", "why, from the closed list of the decision")
        by = form.optionalText("by", "who decided")
    }

    package static func outgoing(
        company: String, standing: Standing, category: CompanyType? = nil, expires: Moment? = nil, reason: String? = nil,
        by: String? = nil
    ) -> Outgoing {
        var data: Object = ["companyId": .string(company), "standing": .string(standing.rawValue)]
        if let category { data["category"] = .string(category.rawValue) }
        if let expires { data["expires"] = .moment(expires) }
        if let reason { data["reason"] = .string(reason) }
        if let by { data["by"] = .string(by) }
        return Outgoing(type: type, data: data)
    }
}
