import Core
import Queues
import Workers

/// What a broker holds, as its own tool exports it.
struct BrokerDefinitions {
    struct Permission: Hashable {
        let configure: String
        let write: String
        let read: String
    }

    struct TopicPermission: Hashable {
        let write: String
        let read: String
    }

    let users: Set<String>
    let vhosts: Set<String>
    /// Of one virtual host, by user.
    let permissions: [String: Permission]
    /// Of one virtual host, on `guichet.events`, by user.
    let topicPermissions: [String: TopicPermission]
    let bindings: Set<Topology.Binding>

    init(of vhost: String, by tool: Rabbitmqctl) throws {
        let text = try tool.run(["--quiet", "export_definitions", "-", "--format", "json"])
        self.init(of: vhost, try JSONText.parse(text).object ?? Object())
    }

    init(of vhost: String, _ definitions: Object) {
        func rows(_ name: String) -> [Object] { (definitions[name]?.array ?? []).compactMap(\.object) }
        func text(_ row: Object, _ name: String) -> String { row[name]?.string ?? "" }
        func ours(_ name: String) -> [Object] { rows(name).filter { text($0, "vhost") == vhost } }
        users = Set(rows("users").map { text($0, "name") })
        vhosts = Set(rows("vhosts").map { text($0, "name") })
        permissions = Dictionary(
            ours("permissions").map {
                (text($0, "user"), Permission(configure: text($0, "configure"), write: text($0, "write"), read: text($0, "read")))
            }, uniquingKeysWith: { _, last in last })
        topicPermissions = Dictionary(
            ours("topic_permissions").filter { text($0, "exchange") == Topology.events }.map {
                (text($0, "user"), TopicPermission(write: text($0, "write"), read: text($0, "read")))
            }, uniquingKeysWith: { _, last in last })
        bindings = Set(
            ours("bindings").filter { text($0, "destination_type") == "queue" }.map {
                Topology.Binding(
                    exchange: text($0, "source"), queue: QueueName(text($0, "destination")), key: text($0, "routing_key"))
            })
    }

    /// True where the user has exactly what the roster asks for it.
    func fits(_ grant: Grants.Grant) -> Bool {
        permissions[grant.user] == Permission(configure: grant.configure, write: grant.write, read: grant.read)
            && topicPermissions[grant.user] == TopicPermission(write: grant.topicWrite, read: grant.topicRead)
    }
}
