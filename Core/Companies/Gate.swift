/// One condition of an order, and what is to be done where it does not hold (PRV-14).
package struct Gate: Hashable, Sendable {
    package enum Name: String, CaseIterable, Sendable {
        case email, account
        case secondFactor = "second-factor"
        case company, verification, suspension, administrator, role
    }

    /// Whose turn it is.
    package enum Owner: String, CaseIterable, Sendable {
        case customer, administrator, staff
    }

    package let name: Name
    package let rule: String
    /// Nil where it is open.
    package let obstacle: Obstacle?

    package struct Obstacle: Hashable, Sendable {
        package let message: String
        package let owner: Owner
        /// What that one does about it.
        package let next: String
        /// Nil where that is not known.
        package let since: Moment?

        package init(_ message: String, _ owner: Owner, next: String, since: Moment? = nil) {
            self.message = message
            self.owner = owner
            self.next = next
            self.since = since
        }
    }

    package init(_ name: Name, _ rule: String, _ obstacle: Obstacle?) {
        self.name = name
        self.rule = rule
        self.obstacle = obstacle
    }

    package var isOpen: Bool { obstacle == nil }

    /// As the producer of a refused order reads it.
    package func reason(field: String?) -> Reason? {
        obstacle.map { Reason(rule: rule, field: field, message: $0.message, remedy: "\($0.owner.rawValue): \($0.next)") }
    }
}
