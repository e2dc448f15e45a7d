import Core
import Foundation
import Queues
import Workers

/// What only the broker's own tool sees: bindings, who may publish what, and the broker's clock.
enum DoctorPermissions {
    static func look(
        _ report: inout DoctorReport, at address: RabbitURL, _ topology: Topology, by tool: Rabbitmqctl = Rabbitmqctl()
    ) {
        do {
            let found = try BrokerDefinitions(of: address.vhost, by: tool)
            judge(found, topology, &report)
            judge(found, Grants(vhost: address.vhost, worker: address.user), &report)
            try judgeClock(by: tool, &report)
        } catch {
            let complaint = ExitStatus.complaint(about: error)
            report.warn(
                .permissions, "bindings, permissions and clock cannot be seen: \(complaint.lines.first?.message ?? "")",
                "set GUICHET_RABBITMQCTL to the command that administers this broker")
        }
    }

    static func judge(_ found: BrokerDefinitions, _ topology: Topology, _ report: inout DoctorReport) {
        let missing = topology.bindings.filter { !found.bindings.contains($0) }
        for binding in missing {
            report.fail(
                .broker, "queue \(binding.queue) is not bound to \(binding.exchange) by “\(binding.key)”", "guichet doctor --mend"
            )
        }
        if missing.isEmpty { report.ok(.broker, "all \(topology.bindings.count) bindings") }
        let queues = Set(topology.queues.map(\.name))
        let wanted = Set(topology.bindings)
        for binding in found.bindings.subtracting(wanted).sorted(by: { $0.key < $1.key })
        where queues.contains(binding.queue) && !binding.exchange.isEmpty {
            report.warn(
                .broker, "queue \(binding.queue) also gets “\(binding.key)” from \(binding.exchange), which nobody here asks for",
                "remove the binding if no other release needs it")
        }
    }

    static func judge(_ found: BrokerDefinitions, _ grants: Grants, _ report: inout DoctorReport) {
        for grant in grants.all {
            if found.fits(grant) {
                let events = grant.routingKeys.map { "\($0.count) event kinds" } ?? "everything the topology needs"
                report.ok(.permissions, "\(grant.user): \(events)")
            } else if !found.users.contains(grant.user) {
                report.warn(
                    .permissions, "there is no user \(grant.user)",
                    "\(Rabbitmqctl.line(["add_user", grant.user])) PASSWORD, then: guichet grant --apply")
            } else if grant.routingKeys == nil {
                report.warn(
                    .permissions, "\(grant.user), the workers' user, has other permissions than it needs", "guichet grant --apply"
                )
            } else {
                report.fail(.permissions, "\(grant.user) has other permissions than the roster asks for", "guichet grant --apply")
            }
        }
        let known = Set(grants.all.map(\.user))
        for (user, permission) in found.permissions.sorted(by: { $0.key < $1.key }) where !known.contains(user) {
            guard mayWrite(permission) else { continue }
            report.warn(
                .permissions, "\(user) may write to the pipeline's exchanges too (“\(permission.write)”)",
                "\(Rabbitmqctl.line(["set_permissions", "-p", grants.vhost, user])) … without guichet.*, unless it administers")
        }
    }

    /// The broker's regular expressions are Erlang's; these are near enough for a warning.
    private static func mayWrite(_ permission: BrokerDefinitions.Permission) -> Bool {
        do {
            let pattern = try Regex(permission.write)
            return [Topology.events, Topology.requeue, "amq.default"].contains { $0.firstMatch(of: pattern) != nil }
        } catch {
            return true
        }
    }

    private static func judgeClock(by tool: Rabbitmqctl, _ report: inout DoctorReport) throws {
        let before = WallClock.now().milliseconds
        let said = String(decoding: try tool.run(["--quiet", "eval", "os:system_time(millisecond)."]), as: UTF8.self)
        let after = WallClock.now().milliseconds
        guard let now = Int64(said.trimmingCharacters(in: .whitespacesAndNewlines)) else { return }
        let off = max(before - now, now - after, 0)
        if off > 2000 {
            report.warn(.broker, "its clock is at least \(off) ms from this machine's", "keep both by NTP or chrony")
        } else {
            report.ok(.broker, "its clock agrees with this machine's (± \((after - before) / 2) ms)")
        }
    }
}
