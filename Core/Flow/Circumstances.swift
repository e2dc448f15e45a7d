/// What a decider may know besides the event and the state. Everything that would make it impure is in here as a value.
package struct Circumstances: Sendable {
    package let now: Moment
    /// The event's id: what is derived from it is the same each time the event is decided.
    package let cause: String
    package let actor: String?
    /// The constraint of the database that refused this event's first decision, when there was one.
    package let conflict: String?
    /// The hash of the token that a mail will carry for this purpose and id.
    package let tokenHash: @Sendable (_ purpose: String, _ id: String) -> String
    package init(
        now: Moment, cause: String, actor: String? = nil, conflict: String? = nil,
        tokenHash: @escaping @Sendable (_ purpose: String, _ id: String) -> String
    ) {
        self.now = now
        self.cause = cause
        self.actor = actor
        self.conflict = conflict
        self.tokenHash = tokenHash
    }
}
