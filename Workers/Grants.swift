package import Core

/// What each AMQP user may do on the broker: a pure function of the duties.
///
/// A producer may write to `guichet.events`, under the routing keys of its own event kinds, and nowhere else: not to
/// `guichet.requeue`, and not to the default exchange, which would reach any queue by its name. It may declare nothing (a queue of
/// its own with a dead-letter exchange would be a way round the routing keys) and read no queue but those that an
/// operator made for its answers. Direct reply-to needs no permission at all.
package struct Grants: Hashable, Sendable {
    /// One user's rights; regular expressions over names, as RabbitMQ reads them.
    package struct Grant: Hashable, Sendable {
        package let user: String
        package let configure: String
        package let write: String
        package let read: String
        /// Routing keys the user may publish to `guichet.events` under; nil: all of them.
        package let routingKeys: [String]?

        /// The topic permission that says so. `^$` would match an empty key, which no binding wants.
        package var topicWrite: String {
            guard let routingKeys else { return ".*" }
            return routingKeys.isEmpty
                ? "^$" : "^(\(routingKeys.map(Grants.quoted).joined(separator: "|")))$"
        }

        /// Nobody binds a queue to a topic of the events without the workers' say.
        package var topicRead: String { routingKeys == nil ? ".*" : "^$" }
    }

    package let vhost: String
    package let producers: [Grant]
    package let worker: Grant
    package var all: [Grant] { producers + [worker] }

    package init(
        of duties: [Duty] = Roster.duties(), vhost: String = "/", worker: String = Producer.guichet.rawValue,
        user: (Producer) -> String = \.rawValue
    ) {
        self.vhost = vhost
        producers = Producer.allCases.filter { $0 != .guichet }.map { producer in
            Grant(
                user: user(producer), configure: "^$", write: "^\(Grants.quoted(Topology.events))$",
                read: "^reply\\.\(Grants.quoted(user(producer)))\\.",
                routingKeys: duties.filter { $0.producers.contains(producer) }.map(\.type.name).sorted())
        }
        // Outcomes go through the default exchange to the queue that `reply-to` names.
        self.worker = Grant(
            user: worker, configure: "^guichet\\.", write: "^(guichet\\..*|amq\\.default)$", read: "^guichet\\.",
            routingKeys: nil)
    }

    /// A name as a regular expression that matches it alone. Names of event kinds hold letters, digits, dots and hyphens.
    static func quoted(_ name: String) -> String {
        name.map { $0.isLetter || $0.isNumber || $0 == "-" || $0 == "_" ? String($0) : "\\\($0)" }.joined()
    }
}

extension Grants {
    /// Arguments of `rabbitmqctl`, one call each, in order. Topic permissions come first: without one a user who may write to
    /// the exchange may use any routing key.
    package var commands: [[String]] {
        all.flatMap { grant in
            [
                ["set_topic_permissions", "-p", vhost, grant.user, Topology.events, grant.topicWrite, grant.topicRead],
                ["set_permissions", "-p", vhost, grant.user, grant.configure, grant.write, grant.read],
            ]
        }
    }

    /// The same as `commands` for these users, as RabbitMQ's definitions: one call instead of many.
    package func definitions(for users: Set<String>) -> Value {
        let grants = all.filter { users.contains($0.user) }
        return [
            "topic_permissions": .array(
                grants.map { grant in
                    [
                        "user": .string(grant.user), "vhost": .string(vhost), "exchange": .string(Topology.events),
                        "write": .string(grant.topicWrite), "read": .string(grant.topicRead),
                    ]
                }),
            "permissions": .array(
                grants.map { grant in
                    [
                        "user": .string(grant.user), "vhost": .string(vhost), "configure": .string(grant.configure),
                        "write": .string(grant.write), "read": .string(grant.read),
                    ]
                }),
        ]
    }

    package var value: Value {
        [
            "vhost": .string(vhost),
            "users": .array(
                all.map { grant in
                    [
                        "user": .string(grant.user),
                        "permissions": [
                            "configure": .string(grant.configure), "write": .string(grant.write),
                            "read": .string(grant.read),
                        ],
                        "topicPermissions": [
                            "exchange": .string(Topology.events), "write": .string(grant.topicWrite),
                            "read": .string(grant.topicRead),
                        ],
                        "events": grant.routingKeys.map { .array($0.map(Value.string)) } ?? .null,
                    ]
                }),
        ]
    }
}
