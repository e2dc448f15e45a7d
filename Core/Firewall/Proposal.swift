/// What one person ordered and a second has to order too (SEC-10).
package struct Proposal: Hashable, Sendable {
    package var by: String
    /// The AMQP user, where the broker vouched for one.
    package var actor: String?
    package var reason: String
    /// The end of the block; nil where the order ends one.
    package var until: Moment?
    /// When the order is void.
    package var expires: Moment

    package init(by: String, actor: String?, reason: String, until: Moment?, expires: Moment) {
        self.by = by
        self.actor = actor
        self.reason = reason
        self.until = until
        self.expires = expires
    }

    /// True where this is another person, as far as can be told.
    package func isSeconded(by other: String, actor account: String?, ownAccounts: Bool) -> Bool {
        if !PersonName.isAnother(other, than: [by]) { return false }
        if ownAccounts, let actor, let account, actor == account { return false }
        return true
    }

    package var object: Object {
        [
            "by": .string(by), "actor": .text(actor), "reason": .string(reason), "until": .moment(until),
            "expires": .moment(expires),
        ]
    }

    package init?(_ object: Object) {
        guard let by = object["by"]?.string, let reason = object["reason"]?.string,
            let expires = object["expires"]?.string.flatMap({ Moment(rfc3339: $0) })
        else { return nil }
        self.init(
            by: by, actor: object["actor"]?.string, reason: reason,
            until: object["until"]?.string.flatMap { Moment(rfc3339: $0) }, expires: expires)
    }
}
