/// The kind of an event, which is also its routing key: `account.signup.requested`.
package struct EventType: Hashable, Sendable, ExpressibleByStringLiteral, CustomStringConvertible {
    package let name: String

    package init(_ name: String) {
        self.name = name
    }

    package init(stringLiteral name: String) {
        self.init(name)
    }

    package var description: String { name }
}

/// A queue of the roster, by its name on the broker: `guichet.account`.
package struct QueueName: Hashable, Sendable, ExpressibleByStringLiteral, CustomStringConvertible {
    package let name: String

    package init(_ name: String) {
        self.name = name
    }

    package init(stringLiteral name: String) {
        self.init(name)
    }

    package var description: String { name }

    /// `notification` for `guichet.notification`.
    package var shortName: String {
        name.hasPrefix("guichet.") ? String(name.dropFirst("guichet.".count)) : name
    }
}

/// Who may publish an event kind: one AMQP user each, enforced by the broker's topic permissions.
package enum Producer: String, CaseIterable, Sendable {
    case portal, sales, desk, staff, support, network
    /// The pipeline itself.
    case guichet
}
