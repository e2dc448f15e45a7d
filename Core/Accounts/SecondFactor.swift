/// The second factor of a sign-in (SEC-1): where the portal keeps its secret, never the secret.
package enum SecondFactor: Hashable, Sendable {
    case none
    case enrolled(reference: String)
    /// Taken away by a reset, or with the account.
    case revoked

    package var name: String {
        switch self {
        case .none: "none"
        case .enrolled: "enrolled"
        case .revoked: "revoked"
        }
    }

    package var reference: String? {
        if case .enrolled(let reference) = self { reference } else { nil }
    }

    mutating func revoke() {
        if case .enrolled = self { self = .revoked }
    }

    init?(name: String, reference: String?) {
        switch (name, reference) {
        case ("none", nil): self = .none
        case ("enrolled", let reference?): self = .enrolled(reference: reference)
        case ("revoked", nil): self = .revoked
        default: return nil
        }
    }
}
