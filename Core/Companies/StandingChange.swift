/// What the verification of a company came to, as the company keeps it.
package struct StandingChange: Hashable, Sendable {
    package let standing: Standing
    package let category: CompanyType?
    package let expires: Moment?
    package let reason: String?
    package let by: String?

    package init(
        _ standing: Standing, category: CompanyType? = nil, expires: Moment? = nil, reason: String? = nil, by: String? = nil
    ) {
        self.standing = standing
        self.category = category
        self.expires = expires
        self.reason = reason
        self.by = by
    }

    init(_ message: StandingChanged) {
        self.init(
            message.standing, category: message.category, expires: message.expires, reason: message.reason, by: message.by)
    }

    var object: Object {
        [
            "standing": .string(standing.rawValue), "category": .text(category?.rawValue), "expires": .moment(expires),
            "reason": .text(reason), "by": .text(by),
        ]
    }

    init?(_ object: Object) {
        guard let standing = object["standing"]?.string.flatMap(Standing.init) else { return nil }
        self.init(
            standing, category: object["category"]?.string.flatMap(CompanyType.init),
            expires: object["expires"]?.string.flatMap { Moment(rfc3339: $0) }, reason: object["reason"]?.string,
            by: object["by"]?.string)
    }
}
