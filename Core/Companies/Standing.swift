/// Whether a company may order services (VER-9, VER-15): what its verification last said.
package enum Standing: String, CaseIterable, Sendable {
    /// Not verified yet: waits for its certificate, for staff, or for the customer's answer.
    case pending
    case verified
    /// The certificate ran out, or staff took the verification back: new orders wait, running services go on (VER-15).
    case expired, revoked
    case rejected, fraud, withdrawn

    /// A registration number belongs to at most one company that lives (VER-16).
    package var isLive: Bool { self != .rejected && self != .withdrawn }

    /// Whether people may be let in. What is over lets nobody in, and what may be a fraud is not to grow meanwhile.
    package var admits: Bool { isLive && self != .fraud }
}
