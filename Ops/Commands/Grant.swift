import ArgumentParser
import Core
import Queues
import Workers

struct Grant: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Shows or sets the permissions that the roster asks of the broker.",
        discussion: """
            Each producer may publish its own event kinds to guichet.events and do nothing
            else; the workers' user may do what the topology needs. Run it again after an
            upgrade: new event kinds need new permissions.

              guichet grant            prints the rabbitmqctl commands
              guichet grant --apply    runs them, by the command in
                                       GUICHET_RABBITMQCTL (default: rabbitmqctl)

            Users are never created here, since that needs a password; the virtual host
            and the workers' user are those of GUICHET_AMQP_URL. What other users may do
            is not touched.

            JSON: {"vhost", "users": [{"user", "permissions": {"configure", "write",
            "read"}, "topicPermissions": {"exchange", "write", "read"}, "events": [type]
            or null for all}]}
            """)

    @Flag(help: "Set them, instead of printing the commands.")
    var apply = false

    @Option(help: "The virtual host, instead of that of GUICHET_AMQP_URL.")
    var vhost: String?

    @Option(help: "The workers' user, instead of that of GUICHET_AMQP_URL.")
    var worker: String?

    @OptionGroup var reply: Reply

    func run() throws {
        let broker = try ServerAddress.ofWorkersIfSet()
        let grants = Grants(
            vhost: vhost ?? broker?.vhost ?? "/", worker: worker ?? broker?.user ?? Producer.guichet.rawValue)
        if apply { try Grant.apply(grants, by: Rabbitmqctl()) }
        reply.give(grants.value, apply ? Grant.table(of: grants) : Grant.script(of: grants))
    }

    /// Sets what can be set, in one call where anything is to be set; throws where a user is missing.
    static func apply(_ grants: Grants, by tool: Rabbitmqctl) throws {
        let found = try BrokerDefinitions(of: grants.vhost, by: tool)
        guard found.vhosts.contains(grants.vhost) else {
            throw Complaint(
                .refused, "there is no virtual host “\(grants.vhost)”",
                remedy: "add it: \(Rabbitmqctl.line(["add_vhost", grants.vhost]))")
        }
        let missing = grants.all.map(\.user).filter { !found.users.contains($0) }
        let due = grants.all.filter { found.users.contains($0.user) && !found.fits($0) }
        if !due.isEmpty {
            _ = try tool.run(
                ["import_definitions", "--format", "json"],
                input: JSONLayout.text(grants.definitions(for: Set(due.map(\.user)))))
        }
        guard missing.isEmpty else {
            throw Complaint(
                .refused,
                missing.map { user in
                    .init(
                        "there is no user “\(user)”",
                        remedy: "create it: \(Rabbitmqctl.line(["add_user", user])) PASSWORD, then: guichet grant --apply")
                })
        }
    }

    static func script(of grants: Grants) -> String {
        let users = grants.all.map { "\(Rabbitmqctl.line(["add_user", $0.user])) PASSWORD" }
        return """
            # Users, where they are missing; each with a password of its own instead of PASSWORD.
            \(users.map { "# \($0)" }.joined(separator: "\n"))
            # Permissions on the virtual host “\(grants.vhost)”. Setting them again changes nothing.
            \(grants.commands.map(Rabbitmqctl.line).joined(separator: "\n"))
            """
    }

    private static func table(of grants: Grants) -> String {
        var table = Table(("USER", .left), ("CONFIGURE", .left), ("WRITE", .left), ("READ", .left), ("EVENTS", .right))
        table.rows = grants.all.map { grant in
            [
                .init(grant.user), .init(grant.configure), .init(grant.write), .init(grant.read),
                .init(grant.routingKeys.map { String($0.count) } ?? "all"),
            ]
        }
        return table.text(.standardOutput)
    }
}
