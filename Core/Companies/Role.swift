/// What a person may do within one company (SEC-2, ACC-9).
package enum Role: String, CaseIterable, Sendable {
    /// No limits within the company (ACC-6).
    case administrator
    /// Limited to the one contract or client of its scope.
    case user
}

/// The one contract or client that a `user` is limited to (ACC-9).
package struct Scope: Hashable, Sendable {
    package enum Kind: String, CaseIterable, Sendable {
        case contract, client
    }

    package let kind: Kind
    package let id: String

    package init(kind: Kind, id: String) {
        self.kind = kind
        self.id = id
    }
}
